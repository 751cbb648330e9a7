"""What a search goes by: places, words, records, school holidays. Read once for a page, whatever it asks of it."""

from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from django.db import connection

from maillage.directory.models import SchoolBreak, SearchChange, Term
from maillage.directory.selectors.opening import Breaks, school_breaks
from maillage.directory.selectors.search import index as records
from maillage.directory.selectors.search.index import Index
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.territory.selectors.where import Gazetteer


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything as it is at one moment: a page that is drawn of it does not contradict itself.

    `edition` is another one in this process whenever any of it may be: what was drawn of the same one may be shown again.
    """

    gazetteer: Gazetteer
    lexicon: Lexicon
    index: Index
    breaks: Breaks
    edition: int

    @classmethod
    def load(cls) -> "Knowledge":
        """What is known now; each process keeps it and asks only whether it changed: one small query."""
        global _kept  # noqa: PLW0603 - one per process, exchanged whole
        gazetteer = Gazetteer.kept()
        versions = _versions()  # asked first: what changes while the rest is read is read again at the next search
        if _kept is None or _kept[0] != versions or _kept[1].gazetteer is not gazetteer:
            _kept = versions, cls(gazetteer, Lexicon.load(), records.load(), school_breaks(), next(_editions))
        return _kept[1]


Versions = list[tuple[Any, ...]]
_kept: tuple[Versions, Knowledge] | None = None
_editions = count(1)


def _versions() -> Versions:
    """Changes whenever a term, a document or a holiday does."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return sorted(cursor.fetchall())


@cache
def _question() -> str:
    """Three small ones in one: to ask costs more than to answer."""
    terms, changes, breaks = (model._meta.db_table for model in (Term, SearchChange, SchoolBreak))
    return (
        "SELECT 't', CAST(COUNT(*) AS text), CAST(MAX(modified_at) AS text), "  # noqa: S608 - our names
        f"CAST(MAX(id) AS text) FROM {terms} "
        f"UNION ALL SELECT 'c', CAST(COUNT(*) AS text), CAST(MAX(id) AS text), MAX(stamp) FROM {changes} "
        f"UNION ALL SELECT 'b', CAST(starts_on AS text), CAST(ends_on AS text), '' FROM {breaks}"
    )
