"""The hours of an ordinary week in words, for paper: « lundi–vendredi 9h00 – 12h00 »."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.hours import Timetable
from maillage.directory.rules import sayings
from maillage.ui import moments

MONDAY = date(2026, 9, 14)  # of an ordinary week: no holiday, school is on
Spans = tuple[tuple[time, time], ...]


def said(hours: Iterable[dict[str, Any]], on: date) -> list[str]:
    """A line for each schedule of a place that still holds on a day; `hours` as entries tell them."""
    lines = []
    for one in hours:
        if one["to"] and one["to"] < on.isoformat():
            continue
        words = _week(one["osm"], get_language() or "fr") or one["written"]
        remarks = [
            str(ScheduleKind(one["kind"]).label) if one["kind"] not in {"reception", "course"} else "",
            _("sur rendez-vous") if one["by_appointment"] else "",
            _("une semaine sur deux") if one["weeks"] == Weeks.ALTERNATE else "",
            _("sauf congés scolaires") if one["follows_school"] else "",
        ]
        beside = _(", ").join(filter(None, remarks))
        lines.append(f"{words} ({beside})" if words and beside else words or beside)
    return [line for line in dict.fromkeys(lines) if line]


@lru_cache(maxsize=4_096)
def _week(osm: str, language: str) -> str:
    """Days with the same hours told together, said once in the active `language`; empty where nothing can be read."""
    if not osm:
        return ""
    try:
        table = Timetable(osm)
    except ValueError:
        return ""
    days = [tuple(table.day(MONDAY + timedelta(days=number))) for number in range(7)]
    if all(spans == ((time(), time()),) for spans in days):
        return _("jour et nuit")
    return " ; ".join(f"{_days(first, last)} {_hours(spans)}" for first, last, spans in _runs(days) if spans)


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
