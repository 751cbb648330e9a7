"""The many ways to write a place: `St-Servais`, `SAINT SERVAIS`; `Jemeppe s/Sambre`; `5000 Namur`."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_ON = re.compile(r"\bs/\s*|\bs\.\s+")
_APART = re.compile(r"[^a-z0-9]+")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "lez": "les"}
_ARTICLES = frozenset({"l", "la", "le", "les", "d", "de", "du", "des"})
_POSTCODE = re.compile(r"(?<!\w)(?:B\s?-?\s?)?([1-9][0-9]{3})(?!\w)", re.IGNORECASE)
_PARTS = re.compile(r"[(),;/\n]")


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """`text` as words of a-z and 0-9 parted by one space: without accents, signs, capitals or short forms."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = _ON.sub("sur ", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join(_SHORT.get(word, word) for word in _APART.sub(" ", plain).split())


@lru_cache(maxsize=16_384)
def bare(text: str) -> str:
    """`fold(text)` without its articles: `La Bruyère` and `Bruyère` are one. Empty for articles alone."""
    return " ".join(word for word in fold(text).split() if word not in _ARTICLES)


def postcode_in(text: str) -> str:
    """The last Belgian postcode of `text` (`Namur (5000)`, `B-5000 Namur`), empty when there is none."""
    found = _POSTCODE.findall(text)
    return str(found[-1]) if found else ""


def without_postcode(text: str) -> str:
    """`text` without the postcodes that stand in it, nor the spaces around."""
    return " ".join(_POSTCODE.sub(" ", text).split())


def parts(text: str) -> list[str]:
    """The pieces between commas, brackets, slashes and line ends: `Jambes (Namur)` gives `Jambes` and `Namur`."""
    return [part for part in map(str.strip, _PARTS.split(text)) if part]
