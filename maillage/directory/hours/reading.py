"""What people write about their hours, read without guessing: what is not certain stays in the writer's words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import cast

from maillage.directory.enums import ScheduleKind
from maillage.directory.hours.blocks import Block, Parsed
from maillage.directory.hours.grammar import Closure, Unsure, items
from maillage.directory.hours.lexer import tokens
from maillage.directory.hours.osm import Day, Spans, normalise, off_days, rules
from maillage.directory.hours.sentences import parse

_LONGEST = 500
_WEEKS = {"even": "week 02-53/2 ", "odd": "week 01-53/2 "}
_OSM_WORDS = re.compile(
    r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|off|closed|open|days?)$"
)
_OSM_RULE = re.compile(r"^(?:(?=.*[A-Za-z])(?=.*(?:\d:\d\d|\boff\b|\bclosed\b))(?!(?:off|closed|open)\b)|24/7)")
_FRENCH_TUESDAY = re.compile(r"(?:^|[;,] ?)Mar \d\d?:")


@dataclass(frozen=True)
class Reading:
    """One timetable. Odd and even ISO weeks stand in `osm`; `alternate` needs an anchor that the phrase lacks."""

    osm: str = ""
    kind: ScheduleKind | None = None
    by_appointment: bool = False
    alternate: bool = False
    parity: str = ""
    school_calendar: bool = False
    rest: str = ""


def read(text: str) -> Reading:
    """The one timetable of a phrase; only `rest`, the whole phrase, when it is uncertain or holds several."""
    readings = read_all(text)
    if len(readings) == 1:
        return readings[0]
    return Reading(rest=text.strip())


def read_all(text: str) -> list[Reading]:
    """One reading for each kind, appointment rule, alternation and set of closures; none for an empty text."""
    return list(_read(text.strip()))


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[Reading, ...]:
    if not text:
        return ()
    if osm := _as_osm(text):
        return (Reading(osm, school_calendar="SH off" in osm or "SH,PH off" in osm),)
    if len(text) > _LONGEST:
        return (Reading(rest=text),)
    try:
        readings = _readings(parse(items(tokens(text)), text))
    except Unsure:
        readings = []
    return tuple(readings) or (Reading(rest=text),)


def _as_osm(text: str) -> str:
    """The text itself when it is OSM and could not be meant otherwise; else ""."""
    bare = re.sub(r'"[^"]*"', "", text)
    if not all(_OSM_WORDS.match(word) for word in re.findall(r"[^\W\d_]+", bare)) or _FRENCH_TUESDAY.search(bare):
        return ""
    if not all(_OSM_RULE.match(rule.strip()) for rule in bare.split(";")):
        return ""
    try:
        return normalise(text)
    except ValueError:
        return ""


def _readings(parsed: Parsed) -> list[Reading]:
    groups: dict[tuple[object, ...], list[Block]] = {}
    for block in parsed.blocks:
        appointment = bool(block.marks.get("appointment"))
        key = (block.marks.get("kind"), appointment, block.marks.get("weeks", ""), block.closures, block.school)
        groups.setdefault(key, []).append(block)
    readings = [_reading(blocks) for blocks in groups.values()] or _without_hours(parsed)
    if readings and parsed.rest:
        readings[0] = replace(readings[0], rest="; ".join(parsed.rest))
    return readings + [Reading(by_appointment=True, rest=words) for words in parsed.also]


def _reading(blocks: Sequence[Block]) -> Reading:
    first = blocks[0]
    weeks = cast("str", first.marks.get("weeks", ""))
    seasons = dict.fromkeys(block.season for block in blocks)
    written = [_rules(blocks, season, _WEEKS.get(weeks, "")) for season in seasons]
    return Reading(
        normalise("; ".join(written + _closing(first.closures))),
        kind=cast("ScheduleKind | None", first.marks.get("kind")),
        by_appointment=bool(first.marks.get("appointment")),
        alternate=weeks == "alternate",
        parity=weeks if weeks in _WEEKS else "",
        school_calendar=first.school,
    )


def _rules(blocks: Iterable[Block], season: str, weeks: str) -> str:
    hours: dict[Day, set[str]] = {}
    for block in blocks:
        if block.season == season:
            for day in block.days:
                hours.setdefault(day, set()).update(block.hours)
    spans: dict[Day, Spans] = {day: tuple(sorted(times)) for day, times in hours.items()}
    if any(_overlap(times) for times in spans.values()):
        raise Unsure("two hours at once")
    return rules(spans, f"{season} {weeks}".lstrip())


def _overlap(spans: Spans) -> bool:
    """Do sorted spans run into each other? Then one of them is misread, or miswritten."""
    return any(not later[:5] >= earlier[6:] > earlier[:5] for earlier, later in pairwise(spans))


def _closing(closures: Iterable[Closure]) -> list[str]:
    """Closures as the last rules; public holidays at the very end."""
    said = list(closures)
    days = [rule for closure in said for rule in off_days(closure.days)]
    months = [f"{month} off" for closure in said for month in closure.months]
    return list(dict.fromkeys(days + months)) + ["PH off"] * any(closure.public for closure in said)


def _without_hours(parsed: Parsed) -> list[Reading]:
    """A phrase that only says "by appointment", or only when it is closed."""
    appointment = bool(parsed.marks.get("appointment"))
    closing = _closing(parsed.closures)
    if parsed.season or "weeks" in parsed.marks or not (appointment or closing or parsed.school):
        return []
    kind = cast("ScheduleKind | None", parsed.marks.get("kind"))
    return [Reading("; ".join(closing), kind, appointment, school_calendar=parsed.school)]
