"""The search before its judges: queries in nine languages, written before it by hands that had not seen it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from maillage.directory.actions import terms
from maillage.directory.actions.imports.runs import import_file
from maillage.directory.demo import load
from maillage.directory.models import SourceRecord
from maillage.directory.selectors.search import Knowledge, Wanted, search
from maillage.territory import demo as communes
from tests.directory import test_heldout_data as heldout
from tests.directory.relevance import FIRST, QUERIES

pytestmark = pytest.mark.django_db
OVERALL, EACH_LANGUAGE = 0.9, 0.8
# What is open comes before what answers as well and is closed: the judges see both, whatever the hour of the test.
INSTANTS = {"morning": datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "night": datetime(2026, 11, 29, 2, 0, tzinfo=UTC)}
HELD_OUT = Path(__file__).parent / "heldout_records.csv"


class Asked(NamedTuple):
    """A query with the rows of the sheet that answer it."""

    text: str
    language: str
    kind: str
    wanted: frozenset[str]


def success(asked: Iterable[Asked]) -> tuple[dict[str, dict[str, float]], list[str]]:
    """The share of queries answered among the first three, by language, by kind and in all; and those that are not."""
    rows: dict[int, set[str]] = defaultdict(set)
    for external, service in SourceRecord.objects.values_list("external_id", "service_id"):
        rows[service].add(external)
    counted: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    missed, known = [], Knowledge.load()
    for query in asked:
        found = {row for result in search(Wanted(query=query.text), known, FIRST).results for row in rows[result.key]}
        good = bool(found & query.wanted)
        for name, group in (("language", query.language), ("kind", query.kind), ("all", "all")):
            counted[name][group, good] += 1
        if not good:
            missed.append(f"{query.language} {query.text}")
    shares = {
        name: {
            group: counts[group, True] / (counts[group, True] + counts[group, False])
            for group in sorted({group for group, _good in counts})
        }
        for name, counts in counted.items()
    }
    return shares, missed


def told(title: str, shares: dict[str, dict[str, float]]) -> str:
    """The shares in lines."""
    lines = [
        f"{name}: " + ", ".join(f"{group} {share:.2f}" for group, share in shares[name].items()) for name in shares
    ]
    return "\n".join(["", title, *lines])


def judged(title: str, asked: list[Asked], capsys) -> None:
    """Print how well the queries are answered, and hold it against what is asked of the search."""
    shares, missed = success(asked)
    with capsys.disabled():
        print(told(f"{title}: {len(asked)} queries", shares))
    assert shares["all"]["all"] >= OVERALL, missed
    assert min(shares["language"].values()) >= EACH_LANGUAGE, missed


@pytest.mark.parametrize("instant", INSTANTS)
def test_search_answers_the_queries_on_the_example(capsys, clock, instant: str):
    clock.set(INSTANTS[instant])
    communes.load()
    load()
    judged(f"search, example, {instant}", [Asked(q.text, q.language, q.kind, q.wanted) for q in QUERIES], capsys)


@pytest.mark.parametrize("instant", INSTANTS)
def test_search_answers_queries_on_records_that_it_was_not_made_with(capsys, clock, instant: str):
    clock.set(INSTANTS[instant])
    communes.load()
    terms.load()
    import_file(HELD_OUT)
    asked = [
        Asked(line["text"], line["language"], line["kind"], frozenset(line["wanted"].split(";")))
        for line in heldout.QUERIES
    ]
    judged(f"search, held out, {instant}", asked, capsys)
