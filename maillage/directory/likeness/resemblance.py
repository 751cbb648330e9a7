"""How close two names are, word by word, and what they share that tells a body from all others."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from maillage.directory.likeness.acronyms import is_made_of_beginnings, spelled_run
from maillage.directory.likeness.lexicon import GENERIC, ONE_PER_TOWN, OWNERS, POPULAR, SERVICES
from maillage.directory.likeness.names import Name, identity, weight
from maillage.directory.likeness.phrases import FEDERATION, KIND, phrases
from maillage.directory.likeness.places import PLACE
from maillage.directory.likeness.text import replace_runs

OF = frozenset({"de", "du", "des", "d"})
LEAST_APART = 0.6  # how much two words that stand in the same place tell apart, even words of the field


@dataclass(frozen=True, slots=True)
class Resemblance:
    """`closeness` 0-1; `identity` of what is shared (see `names.identity`); `acronym` when one stands for the other.

    `service`: one looks like a service of the other. `halves`: each has words of its own beside those they share.
    `at_place`: a word of one is the other's place.
    """

    closeness: float
    identity: float
    acronym: str = ""
    service: bool = False
    halves: bool = False
    at_place: bool = False


def resemble(left: Name, right: Name) -> Resemblance:
    """Compare two names; places, numbers and legal forms are not looked at here."""
    acronyms = [found for found in (_stands_for(left, right), _stands_for(right, left)) if found]
    if acronyms:
        return max(acronyms, key=lambda found: (found.closeness, found.identity))
    ours = [word for word in left.words if word not in right.place_words or word in right.words]
    theirs = [word for word in right.words if word not in left.place_words or word in left.words]
    at_place = len(ours) < len(left.words) or len(theirs) < len(right.words)
    common = set(ours).intersection(theirs)
    shared = [(word, 1.0) for word in (*sorted(common), *(left.markers & right.markers if common else ()))]
    ours, theirs = (_beyond(words, common) for words in (ours, theirs))
    if ours and theirs:
        shared += _match_shortened(ours, theirs, left.shortened | right.shortened)
        shared += _match_typos(ours, theirs, exact=left.capitals | right.capitals)
    ours, hinted = _drop_misspelt_places(ours, right.place_words)
    theirs, hinted_too = _drop_misspelt_places(theirs, left.place_words)
    if not left.markers & right.markers:  # `Cap Sud` beside `Cap Sambre`; two markers are looked at elsewhere
        ours, theirs = ours + sorted(left.markers if theirs else ()), theirs + sorted(right.markers if ours else ())
    translated = left.foreign != right.foreign  # never word by word
    found = _measure(shared, ours, theirs, at_place=at_place or hinted or hinted_too, translated=translated)
    part = _is_named_part(left, ours, theirs) or _is_named_part(right, theirs, ours)
    return replace(found, service=True) if part else found


@lru_cache(maxsize=20_000)
def alike(left: str, right: str) -> float:
    """1 for one word, 0 for two; in between for a typo or an inflection. Short words forgive less."""
    short, long = sorted((left, right), key=len)
    if len(short) >= 3 and long in {short + "s", short + "x", short + "e"}:
        return 0.98
    if left.startswith((KIND, FEDERATION)) or right.startswith((KIND, FEDERATION)) or left.isdigit() or right.isdigit():
        return 0.0
    if len(short) < 5:  # a letter more, less or moved; another letter makes another word
        moved = sorted(short) == sorted(long) or len(short) < len(long)
        near = len(long) >= 4 and moved and left[0] == right[0] and OSA.distance(left, right) == 1
        return 0.8 if near else 0.0
    allowed = 1 if len(short) < 8 else 2 if len(short) < 12 else 3
    edits = OSA.distance(left, right, score_cutoff=allowed)
    return 1 - 0.08 * edits if edits <= allowed and (edits == 1 or left[0] == right[0]) else 0.0


def _beyond(words: Iterable[str], common: Collection[str]) -> list[str]:
    """The words that are not in `common`, nor a misspelling of one there."""
    return [word for word in words if word not in common and not any(alike(word, one) for one in common)]


def _is_named_part(whole: Name, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether `whole` is `something of its own – the other name` or `library of the other name`. `ours`, `theirs`: what
    its words and the other's have beside those they share."""
    if theirs or not ours:
        return False
    if whole.head and set(whole.head) <= set(ours) and _names_something(whole.head):
        return True
    shared = [word for word in whole.said if word in whole.words and word not in ours]
    before = whole.said[: whole.said.index(shared[0])] if shared else ()
    return len(before) > 1 and bool(OF.intersection(before[-2:])) and (_has_kind(ours) or bool(SERVICES & {*before}))


def _match_shortened(ours: list[str], theirs: list[str], starts: Iterable[str]) -> list[tuple[str, float]]:
    """Pair words that begin alike where one was written with a dot (`form.`), and take them away."""
    found = []
    for start in starts:
        word = next((word for word in ours if word.startswith(start)), "")
        other = next((other for other in theirs if other.startswith(start)), "")
        if word and other:
            found.append((min(word, other, key=lambda one: (weight(one), one)), 0.95))
            ours.remove(word)
            theirs.remove(other)
    return found


def _match_typos(ours: list[str], theirs: list[str], exact: frozenset[str]) -> list[tuple[str, float]]:
    """Pair what is left on both sides, and take it away from there. Short words of `exact` forgive no letter."""
    joined = ["".join(words).removeprefix(FEDERATION) for words in (ours, theirs)]
    if len(ours) != len(theirs) and min(map(len, joined)) >= 8 and alike(*joined):
        whole = [(word, 0.96) for word in min(ours, theirs, key=len)]
        ours.clear()
        theirs.clear()
        return whole
    found = []
    near = [(alike(word, other), word, other) for word in ours for other in theirs]
    near = [found for found in near if not (exact.intersection(found[1:]) and min(map(len, found[1:])) <= 5)]
    for mark, word, other in sorted(near, key=lambda pair: (-pair[0], sorted(pair[1:]))):
        if mark and word in ours and other in theirs:
            found.append((min(word, other, key=lambda one: (weight(one), one)), mark))
            ours.remove(word)
            theirs.remove(other)
    return found


def _drop_misspelt_places(words: list[str], places: Iterable[str]) -> tuple[list[str], bool]:
    kept = [word for word in words if not any(alike(word, place) for place in places)]
    return kept, len(kept) < len(words)


def _stands_for(short: Name, long: Name) -> Resemblance | None:
    """Whether a word of `short` is the acronym of `long`, or of a run of its words."""
    for bare, word in _short_words(short):
        if word not in long.words and word not in GENERIC and 2 <= len(bare) <= 8:
            if bare in long.acronyms:
                return _measure_acronym(bare, word, short, long, ())
            if bare in long.initials and len(long.words) > 1:
                return _measure_acronym(bare, word, short, long, long.initials[bare])
            covered = spelled_run(bare, long.said)
            if covered:
                return _measure_acronym(bare, word, short, long, _beside(covered, long))
            least = 2 if bare in short.capitals else 3
            if word not in POPULAR and is_made_of_beginnings(bare, long.spoken, least):
                return _measure_acronym(bare, word, short, long, (), most=0.5)
    return None


def _short_words(name: Name) -> Iterator[tuple[str, str]]:
    """What may be an acronym in a name, as written and as `Name.words` has it: `sis` is a kind, and may be another
    one. What the name itself spells out is none any more."""
    yield from ((word, word) for word in name.words if word in name.acronyms)
    for written in name.said:
        word = phrases().get((written,), "")
        if word in name.words and ":" in word and written not in name.acronyms:
            yield written, word


def _beside(covered: Sequence[str], name: Name) -> list[str]:
    """The words of a name that are not in the run for which an acronym stands, nor a place."""
    rest = replace_runs([word for word in name.spoken if word not in covered], phrases())
    return [word for word in rest if not word.startswith(PLACE) and word not in name.place_words]


def _measure_acronym(
    bare: str, word: str, short: Name, long: Name, uncovered: Sequence[str], most: float = 1.4
) -> Resemblance:
    """`uncovered`: words of `long` that the acronym `bare`, `word` in `short`, does not stand for; `most`: what it tells
    at the most."""
    own = 0.0 if word.startswith(KIND) else min(most, {2: 0.4, 3: 0.8, 4: 1.0}.get(len(bare), 1.4))
    ours = [other for other in short.words if other != word and other not in long.words]
    theirs = [other for other in uncovered if other not in short.words]
    smaller, larger = sorted((sum(map(weight, ours)), sum(map(weight, theirs))))
    service = _is_service(ours) or _is_service(theirs) or (smaller >= 0.3 and bool(SERVICES.intersection(short.words)))
    return Resemblance(1 / (1 + 0.25 * larger + 0.5 * smaller), own, acronym=bare, service=service)


def _measure(
    shared: list[tuple[str, float]], ours: list[str], theirs: list[str], *, at_place: bool, translated: bool
) -> Resemblance:  # fmt: skip
    matched = sum(weight(word) * mark for word, mark in shared)
    extra_ours, extra_theirs = sum(map(weight, ours)), sum(map(weight, theirs))
    smaller, larger = sorted((extra_ours, extra_theirs))
    if not matched:
        return Resemblance(0.0, 0.0, at_place=at_place)
    whole = matched / (matched + (smaller + larger) / 2)
    contained = matched / (matched + smaller)
    certain = sum(mark for _, mark in shared) / len(shared)
    own = identity(word for word, _ in shared) * certain
    extra = theirs if extra_ours < extra_theirs else ours
    if smaller >= 0.3 and translated:
        return Resemblance(0.9 * matched / (matched + (smaller + larger) / 4) * certain, own, at_place=at_place)
    if smaller >= 0.3:
        service = bool(SERVICES.intersection(word for word, _ in shared))
        apart = matched / (matched + max(smaller, LEAST_APART) / 2 + max(larger, LEAST_APART) / 2)
        return Resemblance(0.85 * apart * certain, own, service=service, halves=True, at_place=at_place)
    share = 0.55 if own >= 0.7 else 0.3
    closeness = ((1 - share) * whole + share * contained) * certain
    anonymous = own < 0.3 or any(word.startswith(FEDERATION) for word, _ in shared)
    service = _is_service(extra) or (anonymous and _names_something(extra))
    return Resemblance(closeness, own, service=service, at_place=at_place)


def _is_service(extra: Iterable[str]) -> bool:
    """Whether these words, which one name has more, name a service: a word for it and what it does."""
    words = list(extra)
    return len(words) > 1 and (_has_kind(words) or bool(SERVICES.intersection(words)))


def _names_something(extra: Sequence[str]) -> bool:
    """Whether these words, added to a kind or to a movement, name a house, a service or a village of its own."""
    return identity(extra) >= 0.5 or _has_kind(extra)


def _has_kind(words: Iterable[str]) -> bool:
    return any(word.startswith(KIND) and word.removeprefix(KIND) not in OWNERS for word in words)


def needs_place(likeness: Resemblance, left: Name, right: Name) -> bool:
    """Whether what the names share says nothing without a town: kinds, pretty names, sections of a movement."""
    return likeness.identity < 0.95 or left.federated or right.federated


def one_per_town(left: Name, right: Name) -> bool:
    """Whether there is one body of this kind in a town, so that kind and town are enough."""
    return bool((left.kinds & right.kinds or left.kinds ^ right.kinds) & ONE_PER_TOWN)
