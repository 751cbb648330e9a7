"""Splitting, folding and stemming: the same letters however a phone writes them."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
# One letter for those that keyboards and habits mix up.
_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ک": "ك",
        "ـ": None, "\u200c": None, "\u200d": None, "œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "ø": "o",
        "’": "'", "ʼ": "'", "`": "'", "ʹ": "'", "ґ": "г", "ё": "е",
    }
)  # fmt: skip
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|ال|لل)(?=..)")
_ALGORITHMS = {
    "fr": "french", "en": "english", "nl": "dutch", "de": "german", "ar": "arabic", "uk": "russian", "fa": "persian",
    "tr": "turkish", "es": "spanish",
}  # fmt: skip
_STEMMERS = {language: snowballstemmer.stemmer(name) for language, name in _ALGORITHMS.items()}
SCRIPTS = {"ar": "arab", "fa": "arab", "uk": "cyrl"}


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Small letters without marks, one letter for those that are mixed up; elided articles cut off."""
    plain = _ELISION.sub(" ", text.replace("İ", "i").casefold().translate(_LETTERS))
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def split(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order: `L’école A1.1` → `ecole`, `a1.1`."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def stem(word: str, language: str = "fr") -> str:
    """The stem of a folded word, as a language inflects it. Short words, and those of another script, stay as they are."""
    if len(word) < 4 or script(word) != SCRIPTS.get(language, "latn") or any(sign.isdigit() for sign in word):
        return word
    if language == "ar":
        word = _ARTICLE.sub("", word)
    found = fold(str(_STEMMERS[language].stemWord(word)))
    return found if len(found) > 2 else word


def stems(text: str, language: str = "fr") -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(stem(word, language) for word in split(text))


def script(word: str) -> str:
    """`latn`, `arab` or `cyrl`, by the first letter."""
    for sign in word:
        if "\u0600" <= sign <= "\u06ff":
            return "arab"
        if "\u0400" <= sign <= "\u04ff":
            return "cyrl"
    return "latn"
