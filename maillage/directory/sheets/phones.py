"""Telephone numbers as Belgians write them, one or several in a cell."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from maillage.directory.enums import PhoneKind

HOME = "BE"
_DIALLED = re.compile(r"[\d\s+()./\-–\u2010\u2011]+")
_SHORT = re.compile(r"1\d{2,3}|116\d{3}")  # 107, 112, 1722, 116 000
_STRONG = re.compile(r"\s+(?:ou|et|of|or|and|en|puis)\s+|[;,|&\n]|\s\+\s|\s+[/–-]\s+|(?=\bfax\b)", re.IGNORECASE)
_WEAK = re.compile(r"(?<=\d\d)[/–-](?=0)")
_LABEL = re.compile(
    r"\b(?:num[eé]ro|t[eé]l[eé]phone|t[eé]l|gsm|mobile|portable|fixe|phone|telefoon|cell|bureau|t|g|m)\b[\s.:°]*"
    r"|^\W+|\W+$|n°",
    re.IGNORECASE,
)
_FAX = re.compile(r"\s*(?:t[eé]l[eé])?fax\b", re.IGNORECASE)


class Phones(NamedTuple):
    """Numbers in E.164 (“+3281123456”; short ones as dialled, “1722”), and the words left over."""

    numbers: tuple[str, ...]
    rest: str


@lru_cache(maxsize=20_000)
def read_phones(text: str) -> Phones:
    """Every valid number of `text` in order, each once. Belgian unless it says its country. Faxes are left as words."""
    if number := _dialled(text):
        return Phones((number,), "")
    numbers: list[str] = []
    rest: list[str] = []
    for piece in _STRONG.split(text):
        found, words = _read_piece(piece)
        numbers += found
        rest += [words] if words else []
    return Phones(tuple(dict.fromkeys(numbers)), ", ".join(rest))


def national(number: str) -> str:
    """The E.164 `number` as written at home: “081 12 34 56”; a foreign one with its country code; else as it is."""
    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    home = phonenumbers.country_code_for_region(HOME)
    style = PhoneNumberFormat.NATIONAL if parsed.country_code == home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def kind(number: str) -> PhoneKind:
    """Mobile or not, from the E.164 `number` alone."""
    if not number.startswith("+"):
        return PhoneKind.VOICE
    mobile = phonenumbers.number_type(phonenumbers.parse(number)) == PhoneNumberType.MOBILE
    return PhoneKind.CELL if mobile else PhoneKind.VOICE


def _dialled(text: str) -> str:
    """The one number that the whole of `text` is, or nothing."""
    text = _LABEL.sub("", text.strip()) if not text[:1].isdigit() and "+" not in text[:1] else text.strip()
    if not _DIALLED.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    if _SHORT.fullmatch(digits):
        return digits
    return _valid(text) or (_valid("+" + digits) if len(digits) > 9 and digits[0] != "0" else "")


@lru_cache(maxsize=20_000)
def _valid(text: str) -> str:
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else ""


def _read_piece(piece: str) -> tuple[list[str], str]:
    """The numbers of a piece without strong separators, and its words."""
    if _FAX.match(piece):
        return [], piece.strip()
    if number := _dialled(piece):
        return [number], ""
    numbers, rest = [], piece
    for found in PhoneNumberMatcher(piece, HOME):
        numbers.append(phonenumbers.format_number(found.number, PhoneNumberFormat.E164))
        extension = f" poste {found.number.extension} " if found.number.extension else " "
        rest = rest.replace(found.raw_string, extension)
    if not numbers:
        halves = [_dialled(half) for half in _WEAK.split(piece)]
        if len(halves) > 1 and all(halves):
            return halves, ""
    return numbers, _LABEL.sub("", _LABEL.sub("", rest)) if numbers or _LABEL.sub("", rest) == "" else piece.strip()
