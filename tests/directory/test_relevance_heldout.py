"""The search before records and queries that it was not made with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from maillage.core import clock as site_clock
from maillage.directory.actions import terms
from maillage.directory.actions.imports.runs import import_file
from maillage.territory import demo as communes
from tests.directory import test_heldout_data as heldout
from tests.directory.judging import INSTANTS, Asked, judged
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
HELD_OUT = Path(__file__).parent / "heldout_records.csv"


@pytest.fixture(scope="module", autouse=True)
def _held_out(django_db_setup, django_db_blocker) -> Iterator[None]:
    with written_once(django_db_blocker):
        with site_clock.at(INSTANTS["morning"]):
            communes.load()
            terms.load()
            import_file(HELD_OUT)
        yield


@pytest.mark.parametrize("instant", INSTANTS)
def test_search_answers_queries_on_records_that_it_was_not_made_with(tell, clock, instant: str):
    clock.set(INSTANTS[instant])
    asked = [
        Asked(line["text"], line["language"], line["kind"], frozenset(line["wanted"].split(";")))
        for line in heldout.QUERIES
    ]
    judged(f"search, held out, {instant}", asked, tell)
