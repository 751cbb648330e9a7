"""Belgian national register numbers, which nobody may put in a directory."""

import re

from phonenumbers import PhoneNumberMatcher

_GAP = r"[.\s/\u2010-\u2015-]{0,3}"
# Digits after a plus are a telephone number.
_SHAPE = re.compile(rf"(?<![\d+])(\d\d)({_GAP})(\d\d)({_GAP})(\d\d)({_GAP})(\d{{3}})({_GAP})(\d\d)(?!\d)")
_NO_DIGIT = re.compile(r"\D+")
_DECIMAL = re.compile(r"\s*-?\d{1,3}[.,]\d+\s*")


def holds_national_number(text: str) -> bool:
    """Whether `text` holds eleven digits that are a birth date, a rank and their check (97 minus the rest by 97).

    Both centuries: a 2 stands before the nine digits of who is born from 2000 on (Royal decree of 3 April 1984).
    Months +20 or +40 are the “bis” numbers of people without a register entry; unknown months and days are 00.
    """
    if len(text) < 11 or len(_NO_DIGIT.sub("", text)) < 11 or _DECIMAL.fullmatch(text):
        return False
    return any(_is_one(found) for found in _overlapping(text))


def _overlapping(text: str) -> list[re.Match[str]]:
    return [found for start in range(len(text)) if (found := _SHAPE.match(text, start))]


def _is_one(found: re.Match[str]) -> bool:
    year, _gap, month, _gap, day, _gap, rank, last_gap, check = found.groups()
    if int(month) > 52 or int(month) % 20 > 12 or int(day) > 31:
        return False
    body = int(year + month + day + rank)
    return int(check) in {97 - body % 97, 97 - (2_000_000_000 + body) % 97} and not _is_phone(found, bool(last_gap))


def _is_phone(found: re.Match[str], parted: bool) -> bool:
    """A mobile number with its country code, or a written-together number and the beginning of another."""
    together = found.string[found.start() : found.end()]
    if together.isdigit():
        return any(PhoneNumberMatcher("+" + together, "BE")) if together.startswith("324") else False
    first = together[:9]
    return parted and first.isdigit() and first.startswith("0") and any(PhoneNumberMatcher(first, "BE"))
