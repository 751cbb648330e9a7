"""What a column holds, told from its cells alone."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple

from maillage.directory.hours import read_all
from maillage.directory.sheets.languages import read_languages
from maillage.directory.sheets.levels import read_levels
from maillage.directory.sheets.links import read_emails, read_kbo, read_url
from maillage.directory.sheets.phones import read_phones
from maillage.directory.sheets.spelling import clean, fold, is_blank

ENOUGH = 0.7  # share of the filled cells
_KBO_SHAPE = re.compile(r"(?:BE|TVA|BCE|\s)*[01]?[\d.\s]{9,14}")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What only one kind of column holds: its cells may contradict the title.
TELLING = ("email", "website", "kbo", "phone", "postcode")


class Content(NamedTuple):
    """A field and the share of the filled cells (0 to 1) that are of its kind."""

    field: str
    share: float


def told_by(cells: Collection[str], communes: Collection[str]) -> list[Content]:
    """The kinds that these cells may be, the likeliest first. `communes` are names as people write them."""
    filled = [text for cell in cells if not is_blank(text := clean(cell))]
    if not filled:
        return []
    names = _folded(frozenset(communes))
    found = Counter(field for text in filled for field in _kinds(text))
    found["commune"] = sum(fold(text) in names for text in filled)
    shares = [Content(field, found[field] / len(filled)) for field in (*_CHECKS, "commune")]
    if all(_YEAR.fullmatch(text) for text in filled):
        shares = [content for content in shares if content.field != "postcode"]
    return sorted((content for content in shares if content.share), key=lambda content: -content.share)


@lru_cache(maxsize=20_000)
def _kinds(text: str) -> tuple[str, ...]:
    """The fields that a filled cell may be of, the commune apart. A sheet is looked at several times, and repeats itself."""
    return tuple(field for field, check in _CHECKS.items() if check(text))


@lru_cache(maxsize=8)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, names))


def _is_kbo(text: str) -> bool:
    return bool(_KBO_SHAPE.fullmatch(text) and read_kbo(text))


def _is_phone(text: str) -> bool:
    found = read_phones(text)
    return len(re.sub(r"\D", "", text)) > 7 and bool(found.numbers) and not found.rest


def _is_languages(text: str) -> bool:
    spoken = read_languages(text)
    return bool(spoken.codes) and not spoken.rest


def _is_level(text: str) -> bool:
    read = read_levels(text)
    return bool(read.levels or read.tags) and not read.rest


def _is_schedule(text: str) -> bool:
    return len(text) > 4 and any(reading.osm for reading in read_all(text))


# Where two kinds are as likely, the first is meant: a KBO number may look like a mobile one.
_CHECKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: "@" in text and bool(read_emails(text).values),
    "website": lambda text: "." in text and bool(read_url(text).values),
    "kbo": _is_kbo,
    "phone": _is_phone,
    "postcode": lambda text: bool(re.fullmatch(r"(?:B-?\s?)?[1-9]\d{3}", text)),
    "level": _is_level,
    "languages": _is_languages,
    "schedule": _is_schedule,
}
