"""Spoken languages, from codes or names in French, English, Dutch or the language’s own."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from maillage.directory.enums import LanguageMode
from maillage.directory.sheets.language_names import NAMES
from maillage.directory.sheets.spelling import fold

_LINES = [line.split(":", 1) for line in NAMES]
BY_NAME = {fold(name): code for code, names in _LINES for name in names.split(",")}
FRENCH_NAMES = {code: names.split(",")[0].strip() for code, names in _LINES}
CODES = frozenset(FRENCH_NAMES)
# Codes of three letters, or of a country, that people write for these languages.
_OTHER_CODES = {
    "fra": "fr", "fre": "fr", "eng": "en", "gb": "en", "nld": "nl", "dut": "nl", "deu": "de", "ger": "de", "ara": "ar",
    "spa": "es", "esp": "es", "ita": "it", "por": "pt", "tur": "tr", "rus": "ru", "ukr": "uk", "ua": "uk", "pol": "pl",
    "ron": "ro", "rum": "ro", "sqi": "sq", "alb": "sq", "fas": "fa", "per": "fa", "pus": "ps", "som": "so", "tir": "ti",
    "kur": "ku", "ful": "ff", "lin": "ln", "swa": "sw", "kin": "rw", "run": "rn", "ang": "en", "all": "de", "fas af": "prs",
    "fa af": "prs", "neer": "nl", "angl": "en",
}  # fmt: skip
_LONGEST = max(len(name.split()) for name in BY_NAME)
_PIECES = re.compile(r"[;,/|\n·•&+]|\s[-–—]\s")
_ASIDE = re.compile(r"\(([^)]*)\)?")
_NOT = re.compile(r"\b(?:pas|sauf|sans|except[eé]e?s?|hormis|hors|not|niet|geen)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_JOINERS = frozenset({"et", "ou", "and", "or", "en", "und", "of", "ainsi", "que"})
_SILENT_WORDS = (
    "langue langues parle parlee parlees parlons nous le la les l un peu de d des du bon bonne notion notions taal talen"
    " language languages spoken base bases si besoin aussi"
)
_SILENT = _JOINERS.union(_SILENT_WORDS.split())
_MODES = (
    (re.compile(r"\bbenevol|\bvolontaire|\bvolunteer|\bvrijwillig"), LanguageMode.VOLUNTEER),
    (re.compile(r"\btelephone|\btel\b|\bphone\b"), LanguageMode.INTERPRETER_BY_PHONE),
    (re.compile(r"\binterpret|\btolk"), LanguageMode.INTERPRETER_ON_SITE),
    (re.compile(r"\becrit|\bdocument|\bbrochure|\bwritten"), LanguageMode.WRITTEN),
    (re.compile(r"\bequipe|\bpersonnel|\bstaff"), LanguageMode.STAFF),
)


class Spoken(NamedTuple):
    """Codes in order, who speaks some of them where it is said, words not understood, and a near name for these."""

    codes: tuple[str, ...]
    modes: tuple[tuple[str, LanguageMode], ...]
    rest: str
    proposal: str | None


@lru_cache(maxsize=10_000)
def read_languages(text: str) -> Spoken:
    """“FR/NL, arabe (bénévole)” → fr, nl, ar, of which ar by volunteers. “Toutes langues” is no code and is left over."""
    modes: dict[str, LanguageMode] = {}
    codes: list[str] = []
    rest: list[str] = []
    for piece in _PIECES.split(_ASIDE.sub(lambda aside: f"({_PIECES.sub(' ', aside[1])})", text)):
        found, unknown, asides = _read_piece(piece)
        codes += found
        for aside in asides:
            mode = next((mode for shape, mode in _MODES if shape.search(fold(aside))), None)
            within, strange = _read_words(aside)
            if mode:
                modes |= dict.fromkeys(found, mode)
            elif within and not strange:
                codes = [*codes[: -len(found) or None], *within]  # kurde (sorani)
            elif strange:
                unknown.append(f"({aside})")
        rest += [" ".join(unknown)] if unknown else []
    left = ", ".join(rest)
    return Spoken(tuple(dict.fromkeys(codes)), tuple(modes.items()), left, _near(left) if left else None)


def _read_piece(piece: str) -> tuple[list[str], list[str], list[str]]:
    """Codes, unknown words and asides (without their brackets) of a piece between commas."""
    asides = [aside for aside in _ASIDE.findall(piece) if aside.strip()]
    said = _ASIDE.sub(" ", piece)
    if _NOT.search(piece):
        return [], [piece.strip()], []
    if codes := _read_codes(said):
        return codes, [], asides
    return *_read_words(said), asides


def _read_codes(said: str) -> list[str]:
    """The codes of a piece made only of codes (“fr”, “FR-NL”, “FR et NL”); nothing when one word is none."""
    words = re.split(r"[\s\-–.]+", said.strip())
    if fold(said) in _OTHER_CODES:
        return [_OTHER_CODES[fold(said)]]
    if len(words) > 1:
        words = [word for word in words if word not in _JOINERS]
        if not all(word.isupper() or word in CODES for word in words):
            return []
    codes = [_OTHER_CODES.get(word.casefold(), word.casefold()) for word in words]
    return codes if all(code in CODES and len(code) < 4 for code in codes) else []


def _read_words(said: str) -> tuple[list[str], list[str]]:
    """Codes of the longest names found one after another, and the words, as written, that are in no name."""
    words, written = fold(said).split(), _WORDS.findall(said)
    if len(words) != len(written):  # scripts whose vowels are marks
        written = words
    codes, unknown, at = [], [], 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if code := BY_NAME.get(" ".join(words[at : at + length])):
                codes.append(code)
                break
        else:
            length = 1
            if words[at] not in _SILENT:
                unknown.append(written[at])
        at += length
    return codes, unknown


def _near(words: str) -> str | None:
    """The French name that was most likely meant."""
    found = process.extractOne(fold(words), BY_NAME.keys(), scorer=fuzz.ratio, score_cutoff=80)
    return FRENCH_NAMES[BY_NAME[found[0]]] if found and len(words) > 3 else None
