"""What was understood of a query, and what was not, said back to who typed it."""

from typing import NamedTuple

from maillage.directory.selectors.search import Found
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.directory.selectors.search.reasons import labels

NAMED = 0.6  # weight from which a thing was named rather than hinted at
MOST_SAID = 5


class Meaning(NamedTuple):
    """`said`: what was understood, in the reader's language; `mended`: (typed, read); `unknown`: words left aside."""

    said: list[str]
    mended: list[tuple[str, str]]
    unknown: list[str]


def meaning(found: Found, lexicon: Lexicon) -> Meaning:
    """The meaning of a query as the search took it."""
    understood = found.understood
    named = [mark for mark, weight in understood.weights.items() if weight >= NAMED and not mark.startswith("w:")]
    towns = [commune.name for commune in understood.communes]
    mended = [(typed, lexicon.spelled[read]) for typed, read in understood.corrected.items() if read in lexicon.spelled]
    return Meaning([*labels(named, lexicon)[:MOST_SAID], *towns], mended, understood.unknown)
