"""The search before its judges: queries in nine languages, written before it by hands that had not seen it."""

from collections.abc import Iterator

import pytest

from maillage.core import clock as site_clock
from maillage.directory.demo import load
from maillage.territory import demo as communes
from tests.directory.judging import INSTANTS, Asked, judged
from tests.directory.relevance import QUERIES
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _example(django_db_setup, django_db_blocker) -> Iterator[None]:
    with written_once(django_db_blocker):
        with site_clock.at(INSTANTS["morning"]):
            communes.load()
            load()
        yield


@pytest.mark.parametrize("instant", INSTANTS)
def test_search_answers_the_queries_on_the_example(tell, clock, instant: str):
    clock.set(INSTANTS[instant])
    judged(f"search, example, {instant}", [Asked(q.text, q.language, q.kind, q.wanted) for q in QUERIES], tell)
