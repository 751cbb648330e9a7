"""Is it open, until when, and what are this week's hours: of schedules that are already loaded.

Asks the database for nothing but the school holidays. Hours that cannot be read say nothing: they break no page.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.hours import Timetable
from maillage.directory.hours.clock import DAY
from maillage.directory.models import SchoolBreak

# In these hours the door is open to who comes; in the others somebody only answers, or only enrols.
COMING = frozenset({ScheduleKind.RECEPTION, ScheduleKind.PERMANENCE, ScheduleKind.COURSE})
DAYS_TOLD = 7
MOST_KEPT = 4096  # timetables; a base of 3 000 services has about as many
MOST_JOINED = 50  # hours that touch one another: more of them never close

Breaks = tuple[tuple[date, date], ...]
Span = tuple[time, time]


class Opening(NamedTuple):
    """`is_open`: None when the hours are not known. `changes_at`: when it closes, or opens next; None when never."""

    is_open: bool | None
    changes_at: datetime | None
    by_appointment: bool


class Hours(NamedTuple):
    """Hours of one kind on a day. `every_other_week`: one week in two, and nobody said which."""

    kind: ScheduleKind
    spans: tuple[Span, ...]
    by_appointment: bool
    every_other_week: bool


class Day(NamedTuple):
    """What a day brings. `paused`: why hours of other weeks are not held, `break` (school holidays) or `week`."""

    date: date
    hours: tuple[Hours, ...]
    holiday: bool
    paused: str


def school_breaks() -> Breaks:
    """First and last days of the school holidays: one query."""
    return tuple(SchoolBreak.objects.order_by("starts_on").values_list("starts_on", "ends_on"))


def opening(schedules: Iterable[Any], at: datetime, breaks: Breaks = ()) -> Opening:
    """Whether one may come in at this aware instant, by the schedules of one place or of one service."""
    coming = [each for each in schedules if each.kind in COMING and not _is_over(each, at.date())]
    by_appointment = any(each.by_appointment for each in coming)
    tables = [table for each in coming if _week_is_known(each) and (table := timetable(each, breaks))]
    if not tables:
        return Opening(None, None, by_appointment)
    if any(table.is_open(at) for table in tables):
        return Opening(True, _closing(tables, at), by_appointment)
    return Opening(False, min(filter(None, (table.next_opening(at) for table in tables)), default=None), by_appointment)


def week(schedules: Sequence[Any], on: date, breaks: Breaks = ()) -> list[Day]:
    """Seven days from `on`, each with its hours by kind, the reasons for which there are none told."""
    return [_day(schedules, on + timedelta(days=number), breaks) for number in range(DAYS_TOLD)]


def timetable(schedule: Any, breaks: Breaks = ()) -> Timetable | None:
    """The hours of a schedule; None when it has none, or none that can be read."""
    alternate_from = schedule.alternate_from if schedule.weeks == Weeks.ALTERNATE else None
    matters = schedule.follows_school or "SH" in schedule.hours
    limits = (schedule.valid_from, schedule.valid_to)
    return _timetable(schedule.hours, alternate_from, schedule.follows_school, limits, breaks if matters else ())


@lru_cache(maxsize=MOST_KEPT)
def _timetable(
    hours: str, alternate_from: date | None, follows_school: bool, limits: tuple[date | None, ...], breaks: Breaks
) -> Timetable | None:
    """Made once for all schedules that say the same; it remembers the days that it was asked."""
    if not hours:
        return None
    try:
        return Timetable(
            hours,
            alternate_from=alternate_from,
            follows_school=follows_school,
            breaks=breaks,
            valid_from=limits[0],
            valid_to=limits[1],
        )
    except ValueError:
        return None


@lru_cache(maxsize=512)
def is_holiday(on: date) -> bool:
    """Whether this is a public holiday in Belgium."""
    return bool(Timetable("PH 00:00-24:00").day(on))


def _is_over(schedule: Any, on: date) -> bool:
    return schedule.valid_to is not None and schedule.valid_to < on - DAY  # a night of the last day may still run


def _week_is_known(schedule: Any) -> bool:
    return schedule.weeks != Weeks.ALTERNATE or schedule.alternate_from is not None


def _closing(tables: Sequence[Timetable], at: datetime) -> datetime | None:
    """When the last of the hours that run on into one another ends; None when it never closes."""
    for _number in range(MOST_JOINED):
        ends = [table.next_change(at) for table in tables if table.is_open(at)]
        if not ends:
            return at
        if any(end is None for end in ends):
            return None
        at = max(filter(None, ends))
    return None


def _day(schedules: Sequence[Any], on: date, breaks: Breaks) -> Day:
    found: dict[tuple[Any, ...], list[Span]] = {}
    paused = ""
    for each in schedules:
        table = timetable(each, breaks)
        if table is None:
            continue
        key = (each.kind, each.by_appointment, not _week_is_known(each))
        if spans := table.day(on):
            found.setdefault(key, []).extend(spans)
        else:
            paused = paused or _paused(each, on, breaks)
    hours = tuple(
        Hours(ScheduleKind(kind), tuple(_joined(found[kind, *rest])), *rest)
        for kind, *rest in sorted(found, key=lambda key: list(ScheduleKind).index(key[0]))
    )
    return Day(on, hours, is_holiday(on), "" if hours else paused)


def _paused(schedule: Any, on: date, breaks: Breaks) -> str:
    """Why hours that this weekday has in other weeks are not held."""
    usual = _timetable(schedule.hours, None, False, (schedule.valid_from, schedule.valid_to), ())
    if usual is None or not usual.day(on):
        return ""
    return "break" if any(first <= on <= last for first, last in breaks) else "week"


def _joined(spans: list[Span]) -> Iterator[Span]:
    """In order, the same hours told twice told once."""
    yield from sorted(set(spans))
