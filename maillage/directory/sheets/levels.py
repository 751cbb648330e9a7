"""Levels of French and kinds of courses, from words."""

import re
from functools import lru_cache
from typing import NamedTuple

from maillage.directory.enums import CourseTag, Level

ORDER = tuple(Level)
_ALPHA = tuple(level for level in ORDER if level.startswith("alpha"))
_LEVEL = re.compile(
    r"\balpha(?:b[eé]tisation|s)?[\s._-]*(?:niveau\s*)?(?P<oral>orale?)\b"
    r"|\balpha(?:b[eé]tisation|s)?[\s._-]*(?:niveau\s*)?(?P<alpha>[1-4])(?![\d.])"
    r"|\b(?P<cefr>A1\.1|[AB][12]|C1)(?P<half>\.[12]|\+)?(?![\w.]*\d)"
    r"|\b(?:grands?[\s-]*|vrais?[\s-]*|faux[\s-]*)?(?P<beginner>d[eé]butante?s?|beginners?|beginner)\b",
    re.IGNORECASE,
)
_BEGINNER = re.compile(r"d[eé]butant|beginner", re.IGNORECASE)
_NOT = re.compile(r"\b(?:sauf|pas|hors|except[eé]e?s?|sans|non|hormis|not|niet)\b", re.IGNORECASE)
_TO = re.compile(r"\s*(?:à|a|au|jusqu.(?:à|au)|to|tot|>|→|-|–|->|\.\.)\s*(?P<digit>[1-4](?![\d.]))?\s*", re.IGNORECASE)
_LONE_DIGIT = re.compile(r"\s*(?:,|et|/|&|\+)\s*(?P<digit>[1-4])(?![\d.])")
_ALL = re.compile(r"\b(?:tous?|toutes?|all|alle)\s*(?:les\s*)?(?:niveaux?|levels?|niveaus)\b", re.IGNORECASE)
_TAGS = (
    (CourseTag.ALPHA, re.compile(r"\balpha(?:b[eé]tisation|s)?\b(?![\s._-]*(?:oral|[1-4]))|\bliteracy\b", re.IGNORECASE)),
    (CourseTag.RAN, re.compile(r"\bR\.?A\.?N\b\.?|\b(?:re)?mises?\s+à\s+niveaux?\b", re.IGNORECASE)),
    (CourseTag.FLE, re.compile(r"\bF\.?L\.?E\b\.?|\bfran[cç]ais\s+langue\s+[eé]trang[eè]re\b|\bFLS\b", re.IGNORECASE)),
    (CourseTag.CITIZENSHIP, re.compile(r"\b(?:formation\s+(?:à\s+la\s+)?)?citoyen(?:net[eé]|ne)\b|\bcitizenship\b", re.IGNORECASE)),
)  # fmt: skip
_FILLER = re.compile(
    r"\b(?:niveaux?|levels?|cours|de|du|d|et|ou|à|au|en|le|la|les|and|or|cecrl?|fran[cç]ais|classe|groupes?)\b|[\W_]",
    re.IGNORECASE,
)


class Levels(NamedTuple):
    """Levels in order, kinds of courses, and the words that are neither (“” when everything was read)."""

    levels: tuple[Level, ...]
    tags: tuple[CourseTag, ...]
    rest: str


@lru_cache(maxsize=10_000)
def read_levels(text: str) -> Levels:
    """“FLE A1 à B1” → A1, A2, B1 and the kind FLE. “Tous niveaux” is every level of the kind said, or of all."""
    if _NOT.search(text):
        return Levels((), (), text.strip())
    found, rest = _named(text)
    tags = []
    for tag, shape in _TAGS:
        if shape.search(rest):
            tags.append(tag)
            rest = shape.sub(" ", rest)
    if any(level in _ALPHA for level in found) and CourseTag.ALPHA not in tags:
        tags.insert(0, CourseTag.ALPHA)
    if _ALL.search(rest):
        rest = _ALL.sub(" ", rest)
        found = found or set(_every(tags))
    if CourseTag.ALPHA in tags and CourseTag.FLE not in tags and _BEGINNER.search(text):
        return Levels((), tuple(tags), text.strip())  # a beginner of literacy is not at A1
    rest = "" if not _FILLER.sub("", rest) else text.strip()
    return Levels(tuple(level for level in ORDER if level in found), tuple(tags), rest)


def _named(text: str) -> tuple[set[Level], str]:
    """The levels that `text` names, ranges filled, and the text without them."""
    found: set[Level] = set()
    rest, at, previous = [], 0, None
    for match in _LEVEL.finditer(text):
        between = text[at : match.start()]
        level = _level(match)
        if previous is not None and _TO.fullmatch(between):
            found.update(_between(previous, level))
        elif previous is not None:
            between = _digits(previous, between, found)
        if previous is None or not _TO.fullmatch(between):
            rest.append(between)
        found.add(level)
        at, previous = match.end(), level
    tail = text[at:] if previous is None else _digits(previous, text[at:], found)
    return found, " ".join([*rest, tail])


def _level(match: re.Match[str]) -> Level:
    if match["oral"]:
        return Level.ALPHA_ORAL
    if match["alpha"]:
        return Level(f"alpha-{match['alpha']}")
    return Level.A1 if match["beginner"] else Level(match["cefr"].upper())


def _digits(previous: Level, text: str, found: set[Level]) -> str:
    """Read the figures that follow an alpha level: “alpha 1-2”, “alpha 1, 2 et 3”; return the text after them."""
    while previous in _ALPHA[1:]:
        through, lone = _TO.match(text), _LONE_DIGIT.match(text)
        match = through if through and through["digit"] else lone
        if match is None:
            break
        level = Level(f"alpha-{match['digit']}")
        found.update(_between(previous, level) if match is through else {level})
        text, previous = text[match.end() :], level
    return text


def _between(first: Level, last: Level) -> tuple[Level, ...]:
    return ORDER[ORDER.index(first) : ORDER.index(last) + 1]


def _every(tags: list[CourseTag]) -> tuple[Level, ...]:
    if tags == [CourseTag.ALPHA]:
        return _ALPHA
    return ORDER if CourseTag.ALPHA in tags or CourseTag.FLE not in tags else ORDER[len(_ALPHA) :]
