"""How well the search answers queries, held against what is asked of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from maillage.directory.models import SourceRecord
from maillage.directory.selectors.search import Knowledge, Wanted, search
from tests.directory.relevance import FIRST

OVERALL, EACH_LANGUAGE = 0.9, 0.8
# What is open comes before what answers as well and is closed: the judges see both, whatever the hour of the test.
INSTANTS = {"morning": datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "night": datetime(2026, 11, 29, 2, 0, tzinfo=UTC)}


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
    return "\n".join([title, *lines])


def judged(title: str, asked: list[Asked], tell: Callable[[str], None]) -> None:
    """Tell how well the queries are answered, and hold it against what is asked of the search."""
    shares, missed = success(asked)
    tell(told(f"{title}: {len(asked)} queries", shares))
    assert shares["all"]["all"] >= OVERALL, missed
    assert min(shares["language"].values()) >= EACH_LANGUAGE, missed
