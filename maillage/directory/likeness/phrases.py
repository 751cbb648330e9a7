"""Runs of words that mean one thing: kinds of bodies, movements, legal forms, places; also when misspelt."""

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from maillage.directory.likeness import bodies, lexicon
from maillage.directory.likeness.places import in_names
from maillage.directory.likeness.text import content_words, spellings

KIND, FEDERATION, LEGAL_FORM = "kind:", "section:", "legal:"


@cache
def legal_forms() -> dict[tuple[str, ...], str]:
    """Runs of words that are a legal form → `legal:` and the form."""
    phrases = {tuple(content_words(phrase)): LEGAL_FORM + form for phrase, form in lexicon.LEGAL_PHRASES.items()}
    return phrases | {(word,): LEGAL_FORM + form for word, form in lexicon.LEGAL.items()}


@lru_cache(maxsize=20_000)
def corrected(word: str) -> str:
    """A misspelt word of the field as it should be: five letters at least, one typo, the same beginning. In five letters
    one may miss, be doubled or have changed places, but another letter makes another word.

    Communes are not guessed: `antenne` is one letter from Andenne.
    """
    if len(word) < 4 or word in never_wrong():
        return word
    near = {known for spelling in spellings(word) for known in _misspellings().get(spelling, ())}
    close = [
        known for known in near if known[0] == word[0] and OSA.distance(known, word) == 1 and _is_slip(word, known)
    ]
    return lexicon.SHORT.get(close[0], close[0]) if len(close) == 1 else word


def _is_slip(word: str, known: str) -> bool:
    return len(known) > 5 or len(word) != len(known) or sorted(word) == sorted(known)


@cache
def never_wrong() -> frozenset[str]:
    """Words that are none of another's misspellings."""
    said = frozenset(word for phrase in phrases() for word in phrase)
    ordinary = frozenset(lexicon.SHORT) | frozenset(lexicon.SHORT.values()) | lexicon.ORDINARY
    return said | lexicon.GENERIC | lexicon.POPULAR | lexicon.BRANCH | lexicon.SERVICES | lexicon.FORMS | ordinary


@cache
def _misspellings() -> dict[str, set[str]]:
    said = {word for phrase in phrases() if phrase not in in_names() for word in phrase}
    said = (said | lexicon.GENERIC | lexicon.BRANCH | lexicon.FORMS) - lexicon.ORDINARY
    said |= {word for word in lexicon.SHORT if len(word) >= 9}
    found: dict[str, set[str]] = {}
    for word in said:
        for spelling in spellings(word) if len(word) >= 5 else ():
            found.setdefault(spelling, set()).add(word)
    return found


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """Every run of words that means one thing → `kind:`, `section:` or `place:` and its code, or a word of the field."""
    sections = {
        phrase: FEDERATION + lexicon.SAME_AS.get(phrase, phrase.replace(" ", ""))
        for phrase in lexicon.FEDERATION_PHRASES
    }
    sections |= {phrase: FEDERATION + short for full, short in bodies.OFFICES.items() for phrase in (full, short)}
    kinds = lexicon.KIND_PHRASES | bodies.ACCREDITED
    known = sections | lexicon.OTHER_PHRASES | bodies.SINGLE | {phrase: KIND + kind for phrase, kind in kinds.items()}
    known |= {
        " ".join(reversed(phrase.split())): KIND + kind for phrase, kind in kinds.items() if phrase.count(" ") == 1
    }
    joined = {(phrase.replace(" ", ""),): value for phrase, value in known.items()}
    return in_names() | joined | {tuple(phrase.split()): value for phrase, value in known.items()}


@cache
def saints() -> frozenset[str]:
    """The places that are named after a saint."""
    return frozenset(place for words, place in in_names().items() if words[0] == "saint")
