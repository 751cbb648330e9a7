"""Wall clock of Belgium to instants, through the two nights on which they part."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)
MONDAY = date(2026, 9, 14)  # of an ordinary week: no holiday, school is on

Interval = tuple[datetime, datetime]


def instant(at: datetime) -> datetime:
    """The instant in UTC, where Python compares what really comes first. ValueError when `at` has no zone."""
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return at.astimezone(UTC)


def local(interval: Interval) -> Interval:
    """The same instants, said in Europe/Brussels."""
    return interval[0].astimezone(ZONE), interval[1].astimezone(ZONE)


def midnight(on: date) -> datetime:
    """The instant (UTC) at which this day begins in Belgium."""
    return datetime(on.year, on.month, on.day, tzinfo=ZONE).astimezone(UTC)


def merged(spans: list[Interval]) -> list[Interval]:
    """In order, those that touch or overlap made one."""
    found: list[Interval] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def on_the_clock(span: Interval) -> list[Interval]:
    """The instants (UTC) at which the wall clock shows a time of this naive span.

    One piece on most nights, two when the doubled hour is cut, none when the span is within the skipped hour.
    """
    start, end = (edge.replace(tzinfo=UTC) for edge in span)
    before, after = _offset(start - DAY), _offset(end + DAY)
    if before == after:
        return [(start - before, end - before)]
    change = _clock_change(start - DAY, end + DAY)
    pieces = [(start - before, min(end - before, change)), (max(start - after, change), end - after)]
    return [piece for piece in pieces if piece[0] < piece[1]]


@lru_cache(maxsize=256)
def _clock_change(low: datetime, high: datetime) -> datetime:
    """The minute (UTC) in (low, high] from which the offset is that of `high`."""
    offset = _offset(high)
    below, above = 0, int((high - low).total_seconds()) // 60
    while above - below > 1:
        middle = (below + above) // 2
        if _offset(low + timedelta(minutes=middle)) == offset:
            above = middle
        else:
            below = middle
    return low + timedelta(minutes=above)


def _offset(at: datetime) -> timedelta:
    return at.astimezone(ZONE).utcoffset() or timedelta()
