"""When is this door open? An OSM string, Belgian holidays, the school calendar and alternate weeks on the wall clock.

A day's hours belong to the day they begin on: Friday 22:00-02:00 is Friday's, also for holidays, breaks and weeks.
The library's own overflow past midnight, its school holidays and its week counts are therefore not used.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from maillage.directory.hours.clock import DAY, ZONE, Interval, instant, local, midnight, on_the_clock
from maillage.directory.hours.days import spans_of
from maillage.directory.hours.osm import normalise

HORIZON = timedelta(days=400)


class Timetable:
    """Hours of one schedule. Wall clock of Europe/Brussels; intervals are half-open, [start, end)."""

    def __init__(
        self,
        osm: str,
        *,
        alternate_from: date | None = None,
        follows_school: bool = False,
        breaks: Sequence[tuple[date, date]] = (),
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> None:
        """`alternate_from`: a day in a week that is on; `breaks`: school holidays, both days included.

        `valid_from`, `valid_to`: the first and last day that these hours hold for, None without an end.
        ValueError when `osm` is not a timetable.
        """
        self.osm = normalise(osm)
        self._alternate_from = alternate_from
        self._follows_school = follows_school
        self._breaks = tuple(breaks)
        self._valid = (valid_from or date.min, valid_to or date.max)
        self._known: dict[date, list[Interval]] = {}

    def is_open(self, at: datetime) -> bool:
        """Is it open at this aware instant? A wall clock time that does not exist is the instant Python makes of it."""
        wall = instant(at).astimezone(ZONE).replace(tzinfo=None)
        today = wall.date()
        spans = self._spans(today - DAY) + self._spans(today)
        return any(start <= wall < end for start, end in spans)

    def day(self, on: date) -> list[tuple[time, time]]:
        """Wall clock hours that begin on this day; an end not after its start is on the morrow (00:00 = midnight)."""
        return [(start.time(), end.time()) for start, end in self._spans(on)]

    def intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """Open intervals within [start, end), aware in Europe/Brussels, in order, those that touch made one.

        Compare them in UTC: with one zone, Python compares wall clocks and takes no notice of the doubled hour.
        """
        first, last = instant(start), instant(end)
        current: Interval | None = None
        for opens, closes in self._instants(first, last):
            begin, stop = max(opens, first), min(closes, last)
            if begin >= stop:
                continue
            if current and begin <= current[1]:
                current = (current[0], max(current[1], stop))
                continue
            if current:
                yield local(current)
            current = (begin, stop)
        if current:
            yield local(current)

    def next_change(self, at: datetime) -> datetime | None:
        """The first instant after `at` when it opens or closes; None when nothing changes in 400 days."""
        now = instant(at)
        limit = now + HORIZON
        for start, end in self.intervals(now, limit):
            change = start if start.astimezone(UTC) > now else end
            return None if change.astimezone(UTC) >= limit else change
        return None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first instant after `at` when it goes from closed to open; None when there is none in 400 days."""
        now = instant(at)
        starts = (start for start, _end in self.intervals(now, now + HORIZON))
        return next((start for start in starts if start.astimezone(UTC) > now), None)

    def _instants(self, first: datetime, last: datetime) -> Iterator[Interval]:
        """Open intervals in UTC around [first, last), ordered by start."""
        on = first.astimezone(ZONE).date() - DAY
        until = last.astimezone(ZONE).date()
        waiting: list[Interval] = []
        while on <= until:
            # The second pass of a doubled hour comes after what the next day opens in the first.
            edge = midnight(on)
            yield from (piece for piece in waiting if piece[0] < edge)
            begun = [piece for span in self._spans(on) for piece in on_the_clock(span)]
            waiting = sorted([piece for piece in waiting if piece[0] >= edge] + begun)
            on += DAY
        yield from waiting

    def _spans(self, on: date) -> list[Interval]:
        """Naive wall clock intervals that begin on this day, merged."""
        if on not in self._known:
            self._known[on] = self._compute(on)
        return self._known[on]

    def _compute(self, on: date) -> list[Interval]:
        if not self._valid[0] <= on <= self._valid[1]:
            return []
        in_break = any(first <= on <= last for first, last in self._breaks)
        if (in_break and self._follows_school) or not self._week_is_on(on):
            return []
        return spans_of(self.osm, on, in_break=in_break)

    def _week_is_on(self, on: date) -> bool:
        if self._alternate_from is None:
            return True
        return (_week_number(on) - _week_number(self._alternate_from)) % 2 == 0


def _week_number(on: date) -> int:
    """Weeks from Monday to Sunday, counted without a break at New Year."""
    return (on.toordinal() - 1) // 7
