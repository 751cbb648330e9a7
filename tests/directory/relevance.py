"""The judge of the directory’s search: what people type, and the rows of the sheet that answer it.

Decided by hand from `operators.csv`, before any line of the search. The table is `relevance.tsv`, one query a line.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")
FIRST = 3  # results in which one of the wanted rows must stand

# Every kind of difficulty, and what it is about.
KINDS = {
    "accents-plurals-stems": "words of the record under another form: no accent, plural, same stem",
    "typos": "letters missing, doubled or changed",
    "synonyms-acronyms": "the trade’s acronym or another word for the thing",
    "plain-words": "one to five everyday words",
    "whole-questions": "a sentence, the way it would be said at a desk",
    "level-and-time": "a level of French, a day or a part of the day",
    "commune": "a commune, a locality or a postcode that has the offer",
    "commune-without": "a commune without the offer: the nearest communes are wanted, within 5 km of the nearest",
    "other-script": "Arabic, Persian and Ukrainian in their own letters",
    "transliteration": "the same languages in Latin letters",
    "mixed": "two languages in one query",
    "spoken-language": "a language that somebody there speaks",
    "public-childcare-free": "for whom it is, childcare, price",
    "organisation-name": "part of a name, often misspelt",
}


@dataclass(frozen=True)
class Query:
    """What somebody types, the language it is typed in, and the ids of every row that is a good answer to it."""

    kind: str
    language: str
    text: str
    note: str
    wanted: frozenset[str]

    def answered(self, results: list[str]) -> bool:
        """Whether one of the first results (ids, the best first) is a wanted one."""
        return not self.wanted.isdisjoint(results[:FIRST])


def query(line: dict[str, str]) -> Query:
    """One line of the table."""
    return Query(line["kind"], line["language"], line["text"], line["note"], frozenset(line["wanted"].split()))


def queries() -> tuple[Query, ...]:
    """Every query of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(query(line) for line in csv.DictReader(table, delimiter="\t"))


QUERIES = queries()
