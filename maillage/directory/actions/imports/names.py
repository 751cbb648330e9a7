"""Names as keys: what makes two rows speak of the same operator, service or place without a person deciding."""

from functools import lru_cache

from maillage.directory.likeness import lexicon
from maillage.directory.likeness.names import identity, read_name
from maillage.directory.likeness.places import Seat
from maillage.directory.sheets.spelling import fold

NOWHERE = Seat(frozenset(), frozenset(), "")
OWN_ENOUGH = 0.75  # of `identity`: one proper word


@lru_cache(maxsize=20_000)
def normal_name(name: str) -> str:
    """A name in folded words, without legal form: `ASBL Le Fil-Tendu` and `Le fil tendu` are one."""
    words = [word for word in fold(name.replace(".", "")).split() if word not in lexicon.LEGAL]
    return " ".join(words) or fold(name)


@lru_cache(maxsize=20_000)
def is_generic(name: str) -> bool:
    """Whether a name says nothing without a place: `CPAS`, `École de devoirs`."""
    read = read_name(name, NOWHERE)
    return identity(read.words) < OWN_ENOUGH and not read.places
