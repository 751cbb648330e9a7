"""Hours of an OSM string on one day, by the day they begin on. The library counts holidays, months and nth weekdays;
what passes midnight is cut off, asked apart, and put back on the day that began it."""

import re
from datetime import date, datetime, time
from functools import lru_cache

from opening_hours import OpeningHours, State

from maillage.directory.hours.clock import DAY, Interval, merged

_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*")
_SCHOOL = re.compile(r"\b(?:PH,)?SH(?:,[A-Z][\w\[\],-]*)?")
_COMMENT = re.compile(r' ?"[^"]*"')
_STATE = re.compile(r" (?:off|unknown)$")
_MIDNIGHT = 24 * 60


def spans_of(osm: str, on: date, *, in_break: bool) -> list[Interval]:
    """Naive wall clock intervals that begin on this day, merged. `osm` is normalised; `in_break`: SH rules hold."""
    evening, night = _engines(osm, in_break)
    spans = _open_hours(evening, on)
    if night:
        spans += [(start + DAY, end + DAY) for start, end in _open_hours(night, on)]
    return merged(spans)


@lru_cache(maxsize=4096)
def _engines(osm: str, in_break: bool) -> tuple[OpeningHours, OpeningHours | None]:
    """The library on the hours up to midnight, and on those after it (None when there are none), by day of start."""
    rules = _COMMENT.sub("", osm)
    if in_break:
        rules = _SCHOOL.sub("Mo-Su", rules)
    evening = _TIMES.sub(lambda times: ",".join(_before_midnight(times[0])), rules)
    engine = OpeningHours(evening, country="BE")
    return engine, None if evening == rules else OpeningHours(_night(rules), country="BE")


def _night(rules: str) -> str:
    """The rules with only what passes midnight, moved back to the day it began on."""
    first, *others = re.split(r"(; |, )", rules)
    night = _night_rule(first) or "off"
    for separator, rule in zip(others[::2], others[1::2], strict=True):
        moved = _night_rule(rule)
        if moved:
            night += f"{separator}{moved}"
        elif separator == "; " and not rule.endswith(" off"):
            # It still replaces the rules before it; an added one would only close.
            night += f"; {_selector(rule)} off"
    return night


def _night_rule(rule: str) -> str:
    times = _TIMES.search(rule)
    if times is None:
        return rule if rule.endswith(" off") else ""
    spans, state = _after_midnight(times[0]), _STATE.search(rule)
    return f"{_selector(rule)} {','.join(spans)}{state[0] if state else ''}" if spans else ""


def _selector(rule: str) -> str:
    """Days and months of a rule: all before its first time."""
    return re.split(r" ?\b\d\d:\d\d", rule, maxsplit=1)[0]


def _before_midnight(times: str) -> list[str]:
    return [span if _over(span) is None else f"{span[:5]}-24:00" for span in times.split(",")]


def _after_midnight(times: str) -> list[str]:
    over = [_over(span) for span in times.split(",")]
    return [f"00:00-{minutes // 60:02}:{minutes % 60:02}" for minutes in over if minutes]


def _over(span: str) -> int | None:
    """Minutes past midnight at which a span ends; None when it ends within its day."""
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
    if end > _MIDNIGHT:
        return end - _MIDNIGHT
    return end if end <= start else None


def _open_hours(engine: OpeningHours, on: date) -> list[Interval]:
    midnight = datetime.combine(on, time())
    found = engine.intervals(midnight, midnight + DAY)
    return [(start, end) for start, end, state, _comment in found if state == State.OPEN]
