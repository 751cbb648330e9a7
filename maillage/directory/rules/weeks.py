"""The hours of an ordinary week in words, for paper: « lundi–vendredi 9h00 – 12h00 »."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.hours import Timetable
from maillage.directory.hours.clock import MONDAY
from maillage.directory.models.translations import SOURCE
from maillage.directory.rules import sayings
from maillage.ui import moments
from maillage.ui.pdf.booklets import Text

WEEKS_OF_A_YEAR = 53
# What makes weeks differ: months and dates, the first Monday of the month, numbered weeks, school holidays, years.
SOME_WEEKS = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|SH|\d{4})\b|\[")
Spans = tuple[tuple[time, time], ...]


def said(hours: Iterable[dict[str, Any]], on: date) -> list[Text]:
    """A line for each schedule of a place that still holds on a day; `hours` as entries tell them.

    What nobody could read is told as it was written, in French. Where some weeks are not like the others and nobody
    wrote which, the usual hours are told, and that one must ask.
    """
    lines = []
    for one in hours:
        if one["to"] and one["to"] < on.isoformat():
            continue
        words, ordinary = _week(one["osm"], get_language() or SOURCE)
        written = one["written"] if not words or not ordinary else ""
        remarks = [
            str(ScheduleKind(one["kind"]).label) if one["kind"] not in {"reception", "course"} else "",
            _("dès le %(day)s") % {"day": moments.day(date.fromisoformat(one["from"]))} if _to_come(one, on) else "",
            _("sur rendez-vous") if one["by_appointment"] else "",
            _("une semaine sur deux") if one["weeks"] == Weeks.ALTERNATE else "",
            _("sauf congés scolaires") if one["follows_school"] or "SH off" in one["osm"] else "",
            "" if ordinary or written else _("Heures à demander"),
        ]
        beside = _(", ").join(filter(None, remarks))
        words = written or words
        lines.append(Text(f"{words} ({beside})" if words and beside else words or beside, SOURCE if written else ""))
    return [line for line in dict.fromkeys(lines) if line.value]


def _to_come(one: dict[str, Any], on: date) -> bool:
    return bool(one["from"] and one["from"] > on.isoformat())


@lru_cache(maxsize=4_096)
def _week(osm: str, language: str) -> tuple[str, bool]:
    """Days with the same hours told together, said once in the active `language`; and whether every week is like that.

    Empty where nothing can be read.
    """
    if not osm:
        return "", True
    try:
        table = Timetable(osm)
    except ValueError:
        return "", True
    told = [_day(table, number) for number in range(7)] if SOME_WEEKS.search(osm) else []
    days = [spans for spans, _always in told] or [_on(table, MONDAY + timedelta(days=number)) for number in range(7)]
    ordinary = any(days) and all(always for _spans, always in told)
    if all(spans == ((time(), time()),) for spans in days):
        return _("jour et nuit"), ordinary
    return " ; ".join(f"{_days(first, last)} {_hours(spans)}" for first, last, spans in _runs(days) if spans), ordinary


def _day(table: Timetable, number: int) -> tuple[Spans, bool]:
    """The hours that a day of the week has most often when it has any, and whether it always has them."""
    found = Counter(_on(table, MONDAY + timedelta(days=number + 7 * week)) for week in range(WEEKS_OF_A_YEAR))
    return max(filter(None, found), key=lambda spans: found[spans], default=()), len(found) == 1


def _on(table: Timetable, day: date) -> Spans:
    return tuple(table.day(day))


def _runs(days: list[Spans]) -> list[tuple[int, int, Spans]]:
    """First and last day of each run of days with the same hours."""
    runs: list[tuple[int, int, Spans]] = []
    for number, spans in enumerate(days):
        if runs and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], number, spans)
        else:
            runs.append((number, number, spans))
    return runs


def _days(first: int, last: int) -> str:
    names = sayings.reader().days["stand-alone"]["wide"]
    if first == last:
        return str(names[first])
    return f"{names[first]}–{names[last]}" if last > first + 1 else _(", ").join((names[first], names[last]))


def _hours(spans: Spans) -> str:
    """Hours run from left to right in every script."""
    return _(", ").join(f"\u2066{moments.hours(start, end)}\u2069" for start, end in spans)
