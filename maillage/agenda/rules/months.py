"""A month on the wall: weeks from Monday to Sunday, each event on every day it lasts."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from maillage.agenda.models import Event
from maillage.ui import moments

FIRST_YEAR, LAST_YEAR = 2000, 2100
WRITTEN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Entry:
    """An event on one of its days."""

    event: Event
    begins: bool
    ends: bool

    @property
    def start(self) -> str:
        """The hour at which it begins, here."""
        return moments.hour(self.event.starts_at)

    @property
    def end(self) -> str:
        """The hour at which it ends, here."""
        return moments.hour(self.event.ends_at)


@dataclass(frozen=True)
class Day:
    """A day of the month and what happens on it."""

    date: date
    is_today: bool
    entries: list[Entry]

    @property
    def name(self) -> str:
        """« jeudi 3 décembre 2026 »."""
        return moments.day(self.date)


@dataclass(frozen=True)
class Month:
    """The month that begins on `first`; its weeks hold seven days each, None for those of other months."""

    first: date
    weeks: list[list[Day | None]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens in it."""
        return not any(day and day.entries for week in self.weeks for day in week)


def read_month(text: str) -> date | None:
    """The first day of the month `2026-12`, or None for anything else and for years nobody plans for."""
    found = WRITTEN.fullmatch(text)
    return following(date(FIRST_YEAR, 1, 1), (int(found[1]) - FIRST_YEAR) * 12 + int(found[2]) - 1) if found else None


def following(first: date, months: int) -> date | None:
    """The first day of the month so many months later (or before, if negative); None beyond the years we show."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def bounds(first: date) -> tuple[datetime, datetime]:
    """The instants at which a month begins here and at which it is over."""
    year, month = divmod(first.year * 12 + first.month, 12)
    return _midnight(first), _midnight(date(year, month + 1, 1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def days_of(event: Event) -> tuple[date, date]:
    """The first and the last day on which the event lasts here; one that ends at midnight has no part of the next."""
    return timezone.localtime(event.starts_at).date(), timezone.localtime(event.ends_at - MOMENT).date()


def month(first: date, today: date, events: Iterable[Event]) -> Month:
    """The month with `events`, which stand on each day in the order in which they come."""
    spans = [(event, *days_of(event)) for event in events]

    def shown(day: date) -> Day | None:
        if (day.year, day.month) != (first.year, first.month):
            return None
        entries = [Entry(event, day == begin, day == end) for event, begin, end in spans if begin <= day <= end]
        return Day(day, day == today, entries)

    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(first, [[shown(day) for day in week] for week in weeks])
