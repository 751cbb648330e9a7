"""Reading an operator's name: its words without dress, its kind, its place, its acronym."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from maillage.directory.likeness import lexicon
from maillage.directory.likeness.acronyms import own_acronyms, possible_acronyms, read_parts
from maillage.directory.likeness.languages import is_foreign
from maillage.directory.likeness.phrases import FEDERATION, KIND, LEGAL_FORM, legal_forms, never_wrong, phrases, saints
from maillage.directory.likeness.places import PLACE, Seat, in_names
from maillage.directory.likeness.text import content_words, fold, replace_runs

FORMER = re.compile(
    r"(?:\b(?:anciennement|autrefois|pr[ée]c[ée]demment|voorheen|formerly|ancien nom|avant(?: \d{4})? ?:)|"
    r"(?:^|[(,;–—-]\s*)ex\b)[\s:.«-]*",
    re.IGNORECASE,
)
LETTER = re.compile(r"(?<![A-Z.] )\b[B-XZ]\b(?!['’.]| [A-Z]\b)")  # Espace P is not Espace F
DASH = re.compile(r"\s[-–—/|]+\s")
DOT = re.compile(r"\b([^\W\d_]{2,6})\.")
CAPITALS = re.compile(r"\b(?:[A-ZÀ-Ý]\.){2,8}|\b(?=\w*[A-ZÀ-Ý]\w*[A-ZÀ-Ý])\w{2,8}\b")  # C.A.I., CAI, CeRAIC


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared. `words` are in their order, without legal form, place, number and acronym;
    `spoken` has the places too, and no word replaced; `said` the small words too; `shortened` are those written
    with a dot (`form.`); `head` comes before a dash (`Pastorale des migrants – Diocèse`); `federated` is the name of a
    movement with sections in many towns."""

    text: str
    words: tuple[str, ...]
    spoken: tuple[str, ...]
    kinds: frozenset[str]
    places: frozenset[str]
    place_words: frozenset[str]
    markers: frozenset[str]
    legal: frozenset[str]
    acronyms: frozenset[str]
    capitals: frozenset[str]
    initials: Mapping[str, tuple[str, ...]]
    branch: bool
    shortened: frozenset[str]
    said: tuple[str, ...]
    head: tuple[str, ...]
    foreign: bool
    federated: bool


def read_names(name: str, alternate_name: str, seat: Seat) -> tuple[Name, ...]:
    """The name, then its other names (parted by `;` or `|`, or after `anciennement`), of a body that is at `seat`."""
    texts = [part for text in (name, *re.split(r"[;|\n]", alternate_name)) for part in FORMER.split(text)]
    return tuple(read_name(_trimmed(text), seat) for text in texts if fold(text))


def _trimmed(text: str) -> str:
    """A name cut out of a longer text, without the signs it was cut at; brackets of its own stay."""
    text = text.strip(" ,;:–—-")
    return text if text.count("(") == text.count(")") else text.strip("() ")


def read_name(text: str, seat: Seat) -> Name:
    """Take one name apart."""
    pieces = read_parts(text)
    written, own = pieces[0].words, own_acronyms(pieces)
    parts = replace_runs([word for word in written if word not in own], phrases())
    here = _places(parts, seat)
    misspelt = {word for word in parts if _is_misspelt(word, seat)}
    not_proper = {*here, *misspelt, *seat.words, *lexicon.BRANCH}
    proper = [word for word in parts if not word.startswith(KIND) and word not in not_proper]
    kinds = _principal(parts, alone=not proper)
    words = tuple(dict.fromkeys(word for word in proper if not _is_marker(word)))
    return Name(
        text=" ".join(text.split()),
        words=(*(KIND + kind for kind in sorted(kinds)), *words),
        spoken=tuple(word for word in written if word not in own),
        kinds=kinds,
        places=_codes(here, PLACE)
        | (seat.ids if misspelt or any(word in seat.words for word in parts) else frozenset()),
        place_words=frozenset(written).difference(replace_runs(written, in_names())) | seat.words,
        markers=frozenset(word for word in (*proper, *map(str.lower, LETTER.findall(text))) if _is_marker(word)),
        legal=_codes(replace_runs(content_words(text), legal_forms()), LEGAL_FORM) - {""},
        acronyms=own | _declared(text, words),
        capitals=frozenset(word for word in own | _declared(text, words) if word.upper() in text),
        initials=possible_acronyms(pieces, own),
        branch=any(word in lexicon.BRANCH for word in parts),
        shortened=frozenset(fold(word) for word in DOT.findall(text)),
        said=tuple(pieces[0].spoken),
        head=_head(text),
        foreign=any(is_foreign(word) for word in pieces[0].spoken),
        federated=any(word.startswith(FEDERATION) for word in words),
    )


@lru_cache(maxsize=20_000)
def weight(word: str) -> float:
    """How much of a name a word is, 0-1: a proper word 1, a word of the field a third."""
    if word.startswith(KIND):
        return 0.8
    if _is_marker(word):
        return 0.5
    if word in lexicon.FORMS:
        return 0.12
    return 0.35 if word in lexicon.GENERIC else 0.7 if word in lexicon.POPULAR else 1.0


def identity(words: Iterable[str]) -> float:
    """How well these words tell one body from all others: 0 for a kind, 1 for one proper word, more for several.

    Words of the field and pretty names that many took come to 0.8 together at the most.
    """
    proper = common = 0.0
    for word in words:
        if word in lexicon.GENERIC:
            common += 0.2
        elif word in lexicon.POPULAR:
            common += 0.6
        elif word.startswith(FEDERATION):
            proper += 0.8
        elif _is_marker(word):
            proper += 0.4
        elif not word.startswith(KIND):
            proper += {2: 0.4, 3: 0.7}.get(len(word), 1.0)
    return proper + min(0.8, common)


def _codes(words: Iterable[str], prefix: str) -> frozenset[str]:
    return frozenset(word.removeprefix(prefix) for word in words if word.startswith(prefix))


def _principal(parts: Sequence[str], *, alone: bool) -> frozenset[str]:
    """What the body is: `service of the CPAS of the town` is a service, `CPAS of the town` a CPAS."""
    found = set(_codes(parts, KIND))
    if "epsoc" in found:
        found -= {"ecole"}
    if alone and not found and any(code.endswith("0000") for code in _codes(parts, PLACE)):
        found = {"province"}
    services = found.difference(lexicon.OWNERS)
    return frozenset(services or [kind for kind in lexicon.OWNERS if kind in found][-1:])


def _is_misspelt(word: str, seat: Seat) -> bool:
    """Whether a word that is none of the field is the town where the body sits, but for one typo."""
    if len(word) < 5 or ":" in word or word in seat.words or word in never_wrong():
        return False
    return any(
        len(town) > 5 and town[0] == word[0] and OSA.distance(word, town, score_cutoff=1) == 1 for town in seat.words
    )


def _head(text: str) -> tuple[str, ...]:
    first, *rest = DASH.split(text, maxsplit=1)
    return tuple(replace_runs(content_words(first), phrases())) if rest else ()


def _is_marker(word: str) -> bool:
    return word in lexicon.MARKERS or word.isdigit() or len(word) == 1


def _places(parts: Sequence[str], seat: Seat) -> list[str]:
    """The words that are places. Beside its own town another commune is a name (`CPAS de Namur – Le Verlaine`);
    a saint is a place only where the body sits there: a school Saint-Hubert is anywhere."""
    found = [word for word in parts if word.startswith(PLACE)]
    if any(word.removeprefix(PLACE) in seat.ids for word in found):
        return [word for word in found if word.removeprefix(PLACE) in seat.ids or word.endswith("0000")]
    return [word for word in found if word not in saints()]


def _declared(text: str, words: Sequence[str]) -> frozenset[str]:
    """Words written in capitals among others that are not, or a short name alone: acronyms."""
    shouted = text.upper() == text and len(words) > 1
    found = {fold(run) for run in ([] if shouted else CAPITALS.findall(text))} & set(words)
    return frozenset(found | (set(words) if len(words) == 1 and 2 <= len(words[0]) <= 8 else set()))
