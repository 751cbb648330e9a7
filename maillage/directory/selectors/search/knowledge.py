"""What a search goes by: places, words, records, school holidays. Read once for a page, whatever it asks of it."""

from dataclasses import dataclass
from typing import Self

from maillage.directory.selectors.opening import Breaks, school_breaks
from maillage.directory.selectors.search import index as records
from maillage.directory.selectors.search.index import Index
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.territory.selectors.where import Gazetteer


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything as it is at one moment: a page that is drawn of it does not contradict itself."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    index: Index
    breaks: Breaks

    @classmethod
    def load(cls) -> Self:
        """What is known now; each process keeps it and asks only whether it changed: three small queries."""
        return cls(Gazetteer.kept(), Lexicon.load(), records.load(), school_breaks())
