"""Hours as our own export writes them: exact, one schedule on a line, and read back without guessing.

`Mo-Fr 09:00-12:00; PH off [course; appointment; school; alternate 2026-01-05]`; words that are no hours stand in « ».
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.hours import validate

_LINE = re.compile(r"(?P<osm>[^\[«]*?)\s*(?:«\s?(?P<rest>.*?)\s?»\s*)?\[(?P<marks>[^\]]*)\]\s*")
_KINDS = frozenset(ScheduleKind.values)


@dataclass(frozen=True, slots=True)
class Written:
    """A schedule as it was exported; like `hours.Reading`, with the anchor of alternate weeks."""

    osm: str
    rest: str
    kind: str
    by_appointment: bool
    alternate: bool
    alternate_from: date | None
    school_calendar: bool


def write_hours(schedules: Iterable[Any]) -> str:
    """The cell of these schedules."""
    return "\n".join(_line(schedule) for schedule in schedules)


def read_hours(text: str) -> tuple[Written, ...] | None:
    """The schedules of a cell that `write_hours` wrote; None for any other text."""
    found = []
    for line in text.splitlines():
        match = _LINE.fullmatch(line.strip())
        if not match:
            return None
        marks = [mark.strip() for mark in match["marks"].split(";") if mark.strip()]
        kind = next((mark for mark in marks if mark in _KINDS), "")
        alternate = next((mark for mark in marks if mark.startswith("alternate")), "")
        try:
            if match["osm"].strip():
                validate(match["osm"].strip())
            anchor = date.fromisoformat(alternate.removeprefix("alternate").strip()) if " " in alternate else None
        except ValueError:
            return None
        if not kind:
            return None
        found.append(
            Written(
                osm=match["osm"].strip(),
                rest=match["rest"] or "",
                kind=kind,
                by_appointment="appointment" in marks,
                alternate=bool(alternate),
                alternate_from=anchor,
                school_calendar="school" in marks,
            )
        )
    return tuple(found) or None


def _line(schedule: Any) -> str:
    words = f" « {schedule.written} »" if schedule.written else ""
    marks = [schedule.kind]
    marks += ["appointment"] if schedule.by_appointment else []
    marks += ["school"] if schedule.follows_school else []
    if schedule.weeks == Weeks.ALTERNATE:
        marks.append(f"alternate {schedule.alternate_from or ''}".strip())
    return f"{schedule.hours}{words} [{'; '.join(marks)}]".strip()
