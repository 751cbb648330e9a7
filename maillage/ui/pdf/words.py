"""Words made ready for paper: what no font has, words wider than a line, numbers inside right-to-left writing.

A text becomes paragraphs, each a string or a list of runs: a string; None, where a long word may be divided; or a list
of these, which is read from left to right whatever surrounds it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from maillage.ui.pdf.typesetting import font_folders

UNKNOWN = "\ufffd"  # � stands for a sign that none of the fonts has
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
JOINERS = frozenset({0x200C, 0x200D, 0x200E, 0x200F})  # unseen, but they shape and direct what is around
LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:-[a-zA-Z]{4})?(?:-([a-zA-Z]{2}))?(?:-.*)?")
ADDRESS = re.compile(r"(?:https?://|mailto:|tel:).", re.IGNORECASE)
LONGEST_ADDRESS = 2000
LONG_WORD = re.compile(r"\S{29,}")
PIECE = re.compile(r".{1,11}[/.@_?&=:,;-]+|.{1,12}", re.DOTALL)
# Groups of figures that make one number, such as a telephone number: they keep their order.
NUMBER = re.compile(r"\+?\(?\d[\d().]*(?:[ \u00a0\u202f/-][\d().]+){2,}|\+\d+")

Run = str | list[str | None] | None
Paragraph = str | list[Run]


@dataclass(frozen=True)
class Text:
    """Free text in its own language (BCP 47); "" is that of the whole document. Line breaks divide paragraphs."""

    value: str
    language: str = ""


def said(text: Text | str, language: str) -> dict[str, Any]:
    """What `said()` of the templates prints in a document in `language`: paragraphs, and the language if another."""
    own = text.language if isinstance(text, Text) and text.language else language
    paragraphs = printed(text.value if isinstance(text, Text) else text, right_to_left(own))
    if own == language:
        return {"p": paragraphs}
    code, region = subtags(own)
    return {"p": paragraphs, "l": code, "g": region, "d": "rtl" if right_to_left(own) else "ltr"}


def address(href: str) -> str:
    """The address if paper may lead there: the web, a mailbox or a telephone; else ""."""
    found = "".join(href.split())
    return found if ADDRESS.match(found) and len(found) <= LONGEST_ADDRESS else ""


def subtags(language: str) -> tuple[str, str | None]:
    """Language and region, such as ("pt", "BR"). ValueError for what is no language tag."""
    found = LANGUAGE.fullmatch(language)
    if not found:
        raise ValueError(f"{language!r} is no language tag")
    return found[1].lower(), found[2] and found[2].upper()


def right_to_left(language: str) -> bool:
    """Whether the language is written from right to left."""
    return subtags(language)[0] in RIGHT_TO_LEFT


def printed(value: str, rtl: bool = False) -> list[Paragraph]:
    """The paragraphs of a text that are not empty, `rtl` if its language is written from right to left."""
    paragraphs = (_paragraph(line, rtl) for line in value.splitlines())
    return [paragraph for paragraph in paragraphs if paragraph]


def plain(value: str) -> str:
    """The text in one line, composed (NFC), spaces counted once; a sign that no font has is �, or nothing if unseen."""
    return _known(value).strip()


def _known(value: str) -> str:
    line = re.sub(r"[ \t\n\r\f\v]+", " ", unicodedata.normalize("NFC", value))
    return _unknown().sub(_instead, line)


def _paragraph(line: str, rtl: bool) -> Paragraph:
    """The runs of one line; what stands between the marks U+2066 and U+2069 is a run from left to right."""
    runs: list[Run] = []
    for part in re.split("(\u2066[^\u2069]*\u2069?)", line.strip()):
        known = _known(part)
        if part.startswith("\u2066"):
            runs.append(_pieces(known))
        else:
            runs += _runs(known, rtl)
    return runs[0] if len(runs) == 1 and isinstance(runs[0], str) else [run for run in runs if run != []]


def _runs(part: str, rtl: bool) -> list[Run]:
    if not rtl:
        return [*_pieces(part)]
    if not any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in part):
        return [_pieces(part)] if re.search(r"\w", part) else [*_pieces(part)]
    runs: list[Run] = []
    rest = 0
    for number in NUMBER.finditer(part):
        runs += [*_pieces(part[rest : number.start()]), _pieces(number[0])]
        rest = number.end()
    return [*runs, *_pieces(part[rest:])]


def _pieces(part: str) -> list[str | None]:
    """The part, with None in it where a word too long for a line may be divided."""
    if not part:
        return []
    pieces: list[str | None] = []
    rest = 0
    for word in LONG_WORD.finditer(part):
        divided = PIECE.findall(word[0])
        pieces += [part[rest : word.start()] + divided[0], *(piece for each in divided[1:] for piece in (None, each))]
        rest = word.end()
    pieces.append(part[rest:])
    return [piece for piece in pieces if piece != ""]


def _instead(unknown: re.Match[str]) -> str:
    unseen = unicodedata.category(unknown[0])[0] in "CM" and unicodedata.category(unknown[0]) not in {"Co", "Cn"}
    return "" if unseen else UNKNOWN


@lru_cache(maxsize=1)
def _unknown() -> re.Pattern[str]:
    """What matches one sign for which none of our fonts has a glyph."""
    known: set[int] = set()
    for file in (file for folder in font_folders() for file in folder.glob("*.ttf") if "Italic" not in file.name):
        known.update(TTFont(file, lazy=True).getBestCmap())
    known = {code for code in known if unicodedata.category(chr(code))[0] != "C"} | JOINERS
    ranges: list[list[int]] = []
    for code in sorted(known):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return re.compile("[^" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]")
