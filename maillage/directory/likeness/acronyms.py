"""Acronyms: those that a name carries beside itself, and those that it may have."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from maillage.directory.likeness import lexicon
from maillage.directory.likeness.phrases import KIND, LEGAL_FORM, corrected, legal_forms, phrases
from maillage.directory.likeness.places import PLACE, in_names
from maillage.directory.likeness.text import content_words, fold, replace_runs

PARTS = re.compile(r"\s[-–—/|]+\s|[(),:]")
ARTICLES = frozenset({"l", "la", "le", "les"})


class Part(NamedTuple):
    """A run of a name: its words that count, and all of them; without legal forms."""

    words: list[str]
    spoken: list[str]


def own_acronyms(parts: Sequence[Part]) -> frozenset[str]:
    """The acronyms of itself that a name carries: `CAI – Centre d’action interculturelle`."""
    own: set[str] = set()
    for word in {word for part in parts for word in part.words if 2 <= len(word) <= 8}:
        for part in parts:
            others = [other for other in part.words if other != word]
            spelled = len(word) > 2 and spelled_run(word, [other for other in part.spoken if other != word])
            beside = [word] in (other.words for other in parts) and _in_order(word, "".join(others))
            if (
                word in _initials(part, frozenset({word}), begin=word[0])
                or spelled
                or beside
                or is_made_of_beginnings(word, others)
            ):
                own.add(word)
    return frozenset(own)


def possible_acronyms(parts: Sequence[Part], own: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The acronyms a name may have, its own among them; with each the words that it does not stand for (a part
    between dashes has its own acronym)."""
    whole = replace_runs([word for word in parts[0].words if word not in own], phrases())
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        covered = {*replace_runs(part.words, phrases()), *part.words}
        uncovered = tuple(word for word in whole if word not in covered and not word.startswith(PLACE))
        for acronym in _initials(part, own):
            found.setdefault(acronym, uncovered)
    return found


def spelled_run(acronym: str, said: Sequence[str]) -> tuple[str, ...]:
    """The words of a name, one after the other, whose first letters are `acronym`, each small word with its letter or
    without; () when there are none. Two letters are enough for a kind of body only (`MJ`)."""
    if len(acronym) < 2:
        return ()
    for at, word in enumerate(said):
        if word[0] == acronym[0] and word not in lexicon.STOP:
            run = _spell(acronym, said[at:])
            if len(run) > 2 or (run and phrases().get(run, "").startswith(KIND)):
                return run
    return ()


def _spell(acronym: str, said: Sequence[str]) -> tuple[str, ...]:
    """The words that count of a run that starts with the first word and spells `acronym`."""
    if not acronym or not said:
        return ()
    word, small = said[0], said[0] in lexicon.STOP
    if word[0] == acronym[0]:
        if len(acronym) == 1 and not small:
            return (word,)
        rest = _spell(acronym[1:], said[1:])
        if rest:
            return rest if small else (word, *rest)
    return _spell(acronym, said[1:]) if small else ()


def _in_order(letters: str, text: str) -> bool:
    """Whether three letters or more stand in `text` in this order, the first at its beginning."""
    rest = iter(text)
    return len(letters) >= 3 and text[:1] == letters[0] and all(letter in rest for letter in letters)


def is_made_of_beginnings(word: str, words: Sequence[str], least: int = 3) -> bool:
    """Whether `word` (four letters at least) is made of the beginnings of `least` or more of `words`, the first among
    them, at most two left out in a row: CeRAIC of `centre régional action interculturelle`."""
    return len(word) >= 4 and bool(words) and word[0] == words[0][0] and _made_of(word, words, least)


def _made_of(word: str, words: Sequence[str], least: int, used: int = 0) -> bool:
    if not word:
        return used >= least
    for at, other in enumerate(words[: 3 if used else 1]):
        for size in range(1, min(4, len(word), len(other)) + 1):
            if word[:size] != other[:size]:
                break
            if _made_of(word[size:], words[at + 1 :], least, used + 1):
                return True
    return False


def _initials(part: Part, but: frozenset[str], begin: str = "") -> set[str]:
    """First letters: of the words that count, with or without places, with the small words, without the articles."""
    written = [word for word in part.words if word not in but]
    if len(written) < 2 or begin not in {"", written[0][0], *(word[0] for word in part.spoken[:2])}:
        return set()
    spoken = [word for word in part.spoken if word not in but]
    placeless = [word for word in replace_runs(written, in_names()) if not word.startswith(PLACE)]
    runs = (written, placeless, spoken, [word for word in spoken if word not in ARTICLES])
    made = {"".join(word[0] for word in run) for run in runs if len(run) > 1}
    return {acronym for acronym in made if 2 <= len(acronym) <= 8}


def read_parts(text: str) -> list[Part]:
    """The whole name, then its parts between dashes or brackets when there are several."""
    parts = [part for part in PARTS.split(text) if part.strip()]
    return [_read_part(part) for part in ([text, *parts] if len(parts) > 1 else [text])]


def _read_part(text: str) -> Part:
    words = replace_runs([corrected(word) for word in content_words(text)], legal_forms())
    spoken = [word for word in fold(text).split() if word not in lexicon.LEGAL]
    return Part([word for word in words if not word.startswith(LEGAL_FORM)], spoken)
