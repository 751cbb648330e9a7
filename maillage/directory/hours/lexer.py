"""A phrase into tokens of one letter each. Places in the text are kept, for the writer's words that stay unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize as decompose

from maillage.directory.hours.vocabulary import (
    CONTACT,
    DAY_CAPITALS,
    DAY_WORDS,
    DUTCH,
    ENGLISH,
    FRENCH,
    MONTH_WORDS,
    ORDINAL_WORDS,
    PHRASES,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`letter` is its part of speech, `value` what it means, `start` and `end` its place in the text."""

    letter: str
    value: object
    start: int
    end: int


_CLOCK = (
    ("t", rf"(?<!\w)(?:{CONTACT})"),
    ("h", r"(?P<h>\d{1,2}) ?(?P<unit>heures?|uur|h|u)(?: ?(?P<hm>[0-5]\d))?(?![a-z0-9])"),
    ("d", r"(?P<d>\d{1,2})(?P<dot>[:.])(?P<dm>[0-5]\d)(?!\d)(?: ?(?P<half>[ap]m)\b|h\b)?"),
    ("g", r"(?P<g>\d{1,2}) ?(?P<ghalf>[ap]m)\b"),
    ("O", r"(?P<o>\d)(?:er|ere|re|e|eme|ieme|nd|nde|st|rd|th|°)s?(?!\w)"),
    ("N", r"(?P<n>\d+)"),
)
_SIGNS = (
    (";", r"[;\n\r|•]|\.(?=\s|$)"),
    ("-", r"-+>|[-–—−→>]"),
    (",", r","),
    ("/", r"/"),
    (":", r":"),
    ("(", r"[()]"),
    ("&", r"[&+]"),
    ("f", r"d'"),
    ("l", r"l'"),
)
_KNOWN = [(letter, value, rf"(?<!\w)(?:{pattern})(?!\w)") for letter, value, pattern in PHRASES]
_ALL = re.compile(
    "|".join(
        [f"(?P<c{at}>{pattern})" for at, (_letter, pattern) in enumerate(_CLOCK[:1])]
        + [f"(?P<k{at}>{pattern})" for at, (_letter, _value, pattern) in enumerate(_KNOWN)]
        + [f"(?P<c{at}>{pattern})" for at, (_letter, pattern) in enumerate(_CLOCK) if at]
        + [f"(?P<s{at}>{pattern})" for at, (_letter, pattern) in enumerate(_SIGNS)]
        + [r"(?P<word>[^\W\d_]+)", r"(?P<space>\s+)", r"(?P<other>.)"]
    )
)
_SHORT = 4
_DUTCH_HOUR = re.compile(r"\d ?(?:u|uur)(?![a-z])")


def _days_of(language: str) -> dict[str, int]:
    words = {}
    for day, names in enumerate(DAY_WORDS[language]):
        for name in names.split():
            words[name] = day
            if len(name) > _SHORT:
                words[f"{name}s"] = day
    return words


def _slips(name: str) -> Iterator[str]:
    """All that is one slip away from a name: a letter lost, doubled, changed, put in, or two exchanged."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        yield from (before + letter + after for letter in alphabet)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in alphabet)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


_DAYS = {language: _days_of(language) for language in DAY_WORDS}
_MONTHS = {name: number for number, names in enumerate(MONTH_WORDS) for name in names.split()}
_MISSPELT = {
    slip: day
    for day, names in enumerate(DAY_WORDS[FRENCH])
    for name in (names.split()[0], names.split()[0] + "s")
    for slip in _slips(name)
    if len(slip) > _SHORT
}


def fold(text: str) -> str:
    """Lower case without accents, letter for letter: the same length as `text`."""
    plain = text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(_bare(letter) for letter in plain)


def _bare(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    bare = decompose("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


def tokens(text: str) -> list[Token]:
    """All of the text in tokens, spaces left out; `?` is what is in no vocabulary. No error is raised."""
    folded = fold(text)
    matches = list(_ALL.finditer(folded))
    days = _language(folded, [match[0] for match in matches if match.lastgroup == "word"])
    found: list[Token] = []
    for match in matches:
        if match.lastgroup == "space":
            if "\n" in match[0]:
                found.append(Token(";", None, *match.span()))
            continue
        letter, value = _meaning(match, text, days)
        if letter == ";" and match[0] == "." and found and _is_abbreviated(found[-1], match.start()):
            continue
        found.append(Token(letter, value, *match.span()))
    return found


def _is_abbreviated(token: Token, dot: int) -> bool:
    return token.letter in "DM?" and token.end == dot and token.end - token.start <= _SHORT


def _language(folded: str, words: list[str]) -> dict[str, int]:
    """The day words of the one language that knows all those used. "ma" is mardi or maandag: in doubt, none."""
    used = [word for word in words if any(word in known for known in _DAYS.values())]
    fits = [language for language, known in _DAYS.items() if all(word in known for word in used)]
    if FRENCH in fits and DUTCH in fits and used and _DUTCH_HOUR.search(folded):
        return {}
    return next((_DAYS[language] for language in (FRENCH, DUTCH, ENGLISH) if language in fits), {})


def _meaning(match: re.Match[str], text: str, days: dict[str, int]) -> tuple[str, object]:
    group = match.lastgroup or ""
    if group == "word":
        return _word(match[0], text[match.start() : match.end()], days)
    if group[0] == "k":
        letter, value, _pattern = _KNOWN[int(group[1:])]
        return letter, value
    if group[0] == "s":
        return _SIGNS[int(group[1:])][0], None
    if group[0] == "c":
        return _number(match, _CLOCK[int(group[1:])][0])
    if match[0] == ".":
        return "c", None
    return "?", None


def _word(word: str, written: str, days: dict[str, int]) -> tuple[str, object]:
    if written in DAY_CAPITALS:
        return "D", DAY_CAPITALS[written]
    for letter, known in (("D", days), ("O", ORDINAL_WORDS), ("M", _MONTHS)):
        if word in known:
            return letter, known[word]
    if word == "en":
        return ("&" if days is _DAYS[DUTCH] else "n"), None
    return ("D", _MISSPELT[word]) if word in _MISSPELT and days is _DAYS[FRENCH] else ("?", None)


def _number(match: re.Match[str], shape: str) -> tuple[str, object]:
    if shape == "h":
        return _time(int(match["h"]), int(match["hm"] or 0))
    if shape == "d":
        # A dot also stands between day and month; hours are said to five minutes.
        minutes = int(match["dm"])
        return ("N", -1) if match["dot"] == "." and minutes % 5 else _time(int(match["d"]), minutes, match["half"])
    if shape == "g":
        return _time(int(match["g"]), 0, match["ghalf"])
    if shape == "O":
        return ("O", int(match["o"])) if 1 <= int(match["o"]) <= 5 else ("N", -1)
    return ("N", int(match["n"])) if shape == "N" else (shape, None)


def _time(hour: int, minute: int, half: str | None = None) -> tuple[str, object]:
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minutes = hour * 60 + minute
    return ("T", minutes) if minutes <= 24 * 60 else ("N", -1)
