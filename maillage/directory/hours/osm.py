"""OSM `opening_hours` strings: checked, brought to one spelling, and written from days and spans."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from opening_hours import OpeningHours
from opening_hours import validate as is_valid

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A weekday 0-6 and which one of its month: 0 every one, 1 to 5, -1 the last.
Day = tuple[int, int]
Spans = tuple[str, ...]

_COMMENT = re.compile(r'("[^"]*")')
_HOLIDAY_AND_DAY = re.compile(r"\b(?:PH|SH) +(?:Mo|Tu|We|Th|Fr|Sa|Su)\b")
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)


def normalise(osm: str) -> str:
    """The same hours in the one spelling that the house stores. ValueError when it is not OSM, said for people."""
    bare = _COMMENT.sub("", osm.rstrip("; "))
    if not all(rule.strip() for rule in bare.split(";")):
        raise ValueError(_("Indiquez au moins un jour et une heure."))
    if _HOLIDAY_AND_DAY.search(bare):
        # The library reads this "and" as "or"; better none than the wrong days.
        raise ValueError(_("« PH » ou « SH » suivi d’un jour n’est pas pris en charge : écrivez deux règles."))
    if "||" in bare:
        raise ValueError(_("« || » n’est pas pris en charge : écrivez toutes les règles à la suite, avec « ; »."))
    if _SUN.search(bare):
        raise ValueError(_("Écrivez des heures plutôt que le lever ou le coucher du soleil."))
    if not is_valid(osm):
        raise ValueError(_("Ces heures ne suivent pas la notation OSM : « %(hours)s ».") % {"hours": osm})
    parts = _COMMENT.split(str(OpeningHours(osm, country="BE")))
    return "".join(part if part.startswith('"') else _respell(part) for part in parts)


def validate(osm: str) -> None:
    """ValueError, with a message for people, unless `osm` is an OSM timetable that the house can evaluate."""
    normalise(osm)


def _respell(text: str) -> str:
    spelled = re.sub(r"\bweek(?=\d)", "week ", re.sub(r"\bclosed\b", "off", text))
    return "".join(_whole_day(part) for part in re.split(r"(; |, )", spelled))


def _whole_day(rule: str) -> str:
    """The library drops 00:00-24:00; a reader wants to see it."""
    says_when = re.search(r":\d\d|24/7|off|unknown", rule)
    return rule if says_when or not rule[:1].isalnum() else f"{rule.rstrip()} 00:00-24:00"


def span(start: int, end: int | None) -> str:
    """Minutes since midnight to `HH:MM-HH:MM`, or `HH:MM+` when nobody said the end."""
    first = f"{start // 60:02}:{start % 60:02}"
    return f"{first}+" if end is None else f"{first}-{end // 60:02}:{end % 60:02}"


def rules(hours: dict[Day, Spans], prefix: str = "") -> str:
    """Weekly hours as OSM rules; days with the same hours share one. `prefix` (months, weeks) stands before each."""
    if hours == {(day, 0): ("00:00-24:00",) for day in range(7)} and not prefix:
        return "24/7"
    written = ""
    for days, spans in _shared(hours):
        nth = days[0][1] != 0
        # An nth day adds to the weekly hours of the same day; with `;` it would replace them.
        adds = nth and any(other != day and other[0] == day[0] for day in days for other in hours)
        rule = f"{prefix}{_days(days)} {','.join(spans)}"
        written += rule if not written else f"{', ' if adds else '; '}{rule}"
    return written


def _shared(hours: dict[Day, Spans]) -> Iterable[tuple[list[Day], Spans]]:
    """Weekly days first, then the nth ones, in the order of the week; equal hours together."""
    groups: dict[tuple[int, Spans], list[Day]] = {}
    for day in sorted(hours, key=lambda day: (day[1] != 0, day[0], day[1] < 0, day[1])):
        weekday, nth = day
        groups.setdefault((weekday if nth else -1, hours[day]), []).append(day)
    return [(days, spans) for (_weekday, spans), days in groups.items()]


def _days(days: Sequence[Day]) -> str:
    weekday, nth = days[0]
    if nth:
        return f"{DAYS[weekday]}[{','.join(str(number) for _weekday, number in days)}]"
    return runs([day for day, _nth in days], DAYS, shortest=3)


def off_days(days: Iterable[Day]) -> list[str]:
    """Rules that close these days."""
    return [f"{DAYS[day]}[{nth}] off" if nth else f"{DAYS[day]} off" for day, nth in sorted(days)]


def runs(values: Iterable[int], names: Sequence[str], shortest: int) -> str:
    """Sorted positions in `names` as a list, with `A-B` for runs of at least `shortest`."""
    found: list[list[int]] = []
    for value in sorted(set(values)):
        if found and found[-1][-1] == value - 1:
            found[-1].append(value)
        else:
            found.append([value])
    return ",".join(
        f"{names[run[0]]}-{names[run[-1]]}" if len(run) >= shortest else ",".join(names[value] for value in run)
        for run in found
    )
