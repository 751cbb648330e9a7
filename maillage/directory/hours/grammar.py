"""Tokens into items: days, hours, seasons, closures, marks. The grammar is regular: patterns over the letters.

Days: D day, W set of days, O ordinal, m "du mois", u "un" … h "sur deux", w which weeks; M month; H public holidays,
s school holidays, C school calendar. Hours: T time, z noon or midnight, N number, F round the clock, p part of a day,
b "from … on", e "between", a "to". Marks: K kind, q its qualifier, A appointment, R "or by appointment".
x except, X closed. Small words: f "from", l "the", n "in", c noise; t contact; ? anything else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from maillage.directory.hours.lexer import Token
from maillage.directory.hours.osm import MONTHS, Day, runs, span


class Unsure(Exception):
    """This cannot be read without guessing."""


@dataclass(frozen=True)
class Closure:
    """What is closed: days, months (OSM), public holidays, school holidays."""

    days: frozenset[Day] = frozenset()
    months: tuple[str, ...] = ()
    public: bool = False
    school: bool = False


@dataclass(frozen=True)
class Item:
    """`name` is a group of the grammar; `value` what it means; `start` and `end` its place in the text."""

    name: str
    value: object
    start: int
    end: int
    tokens: Sequence[Token] = field(repr=False, default=())


_ORDINALS = r"[fl]*O(?:[,&/-]+l?O)*"
_ATOM = rf"(?:D(?:-D){{2,}}|f?l?D[-a]l?D|{_ORDINALS}l?Dm?|[fl]*D|W)"
_DAYS = rf"{_ATOM}(?:[,&/]*{_ATOM})*"
_RANGE = r"(?:f?(?:[TN][-a](?:[Tz]|N(?!M))|z[-a]T)|e[TN]&[TNz]|F)"
_HOURS = rf"(?:l?p:?)?{_RANGE}(?:[,;&/-]*(?:l?p:?)?{_RANGE})*"
_SEASON = r"(?:f?l?[NO]M[-a]l?[NO]M|[fn]?M[-a]M(?!M)|n?M(?:[,&/]M)*)"
_CLOSED = rf"(?:[lfn]*(?:H|s|{_SEASON}|{_DAYS}))"
_GRAMMAR = re.compile(
    rf"(?P<shut>{_DAYS}:?X(?![lfna]*[^lfna,;)]))|(?P<closure>[xX]{_CLOSED}(?:[,&/]+{_CLOSED})*)"
    rf"|(?P<alternate>uDh)|(?P<days>{_DAYS})|(?P<hours>{_HOURS})|(?P<start>[ab]?T)"
    rf"|(?P<season>{_SEASON})|(?P<kind>K)[fl]*(?P<qualifier>q)?|(?P<appointment>A)|(?P<also>R)|(?P<school>C)"
    rf"|(?P<weeks>w)|(?P<sentence>;)|(?P<pause>[,(])|(?P<link>[-/:&])|(?P<part>l?p)|(?P<noise>[clm])|(?P<contact>t)"
    rf"|(?P<word>[?fnaql])|(?P<stray>.)"
)


def items(found: Sequence[Token]) -> list[Item]:
    """Items in the order of the text. Unsure when days or hours make no sense, or stand where nothing explains them."""
    letters = "".join(token.letter for token in found)
    listed = []
    for match in _GRAMMAR.finditer(letters):
        inside = found[match.start() : match.end()]
        name = "kind" if match.lastgroup == "qualifier" else match.lastgroup or "stray"
        listed.append(Item(name, _value(name, inside), inside[0].start, inside[-1].end, inside))
        if name == "stray":
            raise Unsure(name)
    return listed


def _value(name: str, inside: Sequence[Token]) -> object:
    if name in {"days", "alternate"}:
        return _days(inside)
    if name == "hours":
        return tuple(_spans(inside))
    if name == "start":
        return (span(cast("int", inside[-1].value), None),)
    if name == "season":
        return _months(inside)
    return _closure(inside) if name in {"closure", "shut"} else inside[0].value


def _days(inside: Sequence[Token]) -> frozenset[Day]:
    """Days of a list with ranges: "lu-ma-je" is a list, "lu-je" a range, "1er lundi et mardi" may be two things."""
    days: set[Day] = set()
    counted = False
    for atom in re.finditer(_ATOM, "".join(token.letter for token in inside)):
        part = inside[atom.start() : atom.end()]
        ordinals = [cast("int", token.value) for token in part if token.letter == "O"]
        if counted and not ordinals:
            raise Unsure("days")
        counted = bool(ordinals)
        days |= {
            (day, nth)
            for day in _weekdays([token for token in part if token.letter in "DW"])
            for nth in ordinals or [0]
        }
    return frozenset(days)


def _weekdays(named: Sequence[Token]) -> list[int]:
    if named[0].letter == "W":
        return list(cast("range", named[0].value))
    values = [cast("int", token.value) for token in named]
    if len(values) != 2:
        return values
    first, last = values
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _spans(inside: Sequence[Token]) -> list[str]:
    edges: list[Token] = []
    spans = []
    for token in inside:
        if token.letter == "F":
            spans.append(span(0, 24 * 60))
        elif token.letter in "TNz":
            edges.append(token)
    for opens, closes in zip(edges[::2], edges[1::2], strict=True):
        spans.append(_span(opens, closes))
    return spans


def _span(opens: Token, closes: Token) -> str:
    bare = opens.letter == closes.letter == "N"
    start, end = (cast("int", edge.value) * (60 if edge.letter == "N" else 1) for edge in (opens, closes))
    day, small_hours = 24 * 60, 6 * 60
    if not (0 <= start < day and 0 <= end <= day) or start == end or (bare and start < small_hours):
        raise Unsure("hours")
    if end < start and (bare or end > small_hours):
        raise Unsure("hours")
    return span(start, end)


def _months(inside: Sequence[Token]) -> str:
    """Months or a span of dates as an OSM selector."""
    months = [cast("int", token.value) for token in inside if token.letter == "M"]
    dates = [cast("int", token.value) for token in inside if token.letter in "NO"]
    names = [MONTHS[month] for month in months]
    if dates:
        if not all(1 <= date <= 31 for date in dates):
            raise Unsure("date")
        return f"{names[0]} {dates[0]}-{names[1]} {dates[1]}"
    if len(months) == 2 and any(token.letter in "-a" for token in inside):
        return "-".join(names)
    return runs(months, MONTHS, shortest=2)


def _closure(inside: Sequence[Token]) -> Closure:
    letters = {token.letter for token in inside}
    days: set[Day] = set()
    months = []
    for part in re.finditer(rf"(?P<months>{_SEASON})|(?P<days>{_DAYS})", "".join(token.letter for token in inside)):
        tokens = inside[part.start() : part.end()]
        if part.lastgroup == "months":
            months.append(_months(tokens))
        else:
            days |= _days(tokens)
    return Closure(frozenset(days), tuple(months), "H" in letters, "s" in letters)
