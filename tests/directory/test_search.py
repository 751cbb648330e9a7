"""Searching: the index follows the records; what is named counts; the nearest comes first; a constant number of queries."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.directory.actions import indexing, terms
from maillage.directory.models import Location, SearchChange, SearchDocument, Service, Term
from maillage.directory.selectors.search import Found, Knowledge, Wanted, search
from maillage.territory import demo as communes
from tests.directory.offers import offer
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _words(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        communes.load()
        terms.load()
        yield


def asked(query: str) -> Found:
    return search(Wanted(query=query), Knowledge.load())


def names(query: str) -> list[str]:
    return [result.face["name"] for result in asked(query).results]


def test_a_query_in_another_language_finds_french_records():
    offer("Cours de français", "Dinant")
    offer("Vestiaire", "Dinant")
    for query in ("French lessons", "دروس فرنسية", "курси французької", "Franse les", "durus faransiya"):
        assert names(query)[0] == "Cours de français", query


def test_the_nearest_comes_first_where_the_commune_has_none():
    offer("Cours de français", "Namur")
    offer("Cours de français loin", "Viroinval")
    offer("Aide juridique", "Dinant")
    assert names("cours de français Dinant")[0] == "Cours de français"


def test_typing_errors_are_mended_and_told():
    offer("Vestiaire", "Namur")
    found = asked("vestiarie")
    assert found.results
    assert found.understood.corrected == {"vestiarie": "vestiaire"}


def test_index_follows_a_record_that_is_published_taken_down_or_gone():
    service = offer("Vestiaire", "Namur")
    service.name = "Épicerie sociale"
    service.save_revision().publish()
    assert names("épicerie") == ["Épicerie sociale"]
    service.unpublish()
    assert names("épicerie") == []
    service.delete()
    indexing.refresh()
    assert SearchDocument.objects.count() == 0


def test_what_did_not_change_is_not_written_again():
    offer("Vestiaire", "Namur")
    assert indexing.refresh() == 0


def test_a_confidential_place_is_found_by_its_commune_alone():
    service = offer("Refuge", "Namur")
    Location.objects.update(confidential=True, locality_name="Flawinne", address="Rue Cachée 9")
    Location.objects.get().save()
    marks = SearchDocument.objects.get(service_key=service.pk).marks
    assert "c:92094" in marks
    assert not any("flawin" in mark or "cach" in mark for mark in marks)


def test_search_asks_as_much_for_three_as_for_one():
    offer("Cours de français", "Namur")
    asked("français")
    with CaptureQueriesContext(connection) as one:
        asked("français")
    for commune in ("Dinant", "Couvin"):
        offer("Cours de français", commune)
    asked("français")
    with CaptureQueriesContext(connection) as three:
        asked("français")
    assert len(one) == len(three) <= 12


@pytest.mark.parametrize("query", ["", "   ", "?", "a" * 10_000, "💡", "\x00", "de la le"])
def test_queries_that_ask_nothing_are_answered_calmly(query: str):
    offer("Cours de français", "Namur")
    assert isinstance(asked(query).results, list)


def test_command_prints_ranked_results_as_json():
    offer("Cours de français", "Namur")
    out = io.StringIO()
    call_command("search", "français", "--json", "--limit", "3", "--lang", "en", stdout=out)
    (row,) = json.loads(out.getvalue())
    assert set(row) == {"name", "organization", "commune", "score", "why"}
    assert (row["name"], row["commune"]) == ("Cours de français", "Namur")
    assert 0 < row["score"] <= 2


def test_a_word_that_staff_exchange_for_another_is_found_at_once():
    offer("Vestiaire", "Namur")
    term = Term.objects.get(scheme="need", key="clothing-furniture")
    words = term.words.get(language="fr")
    words.synonyms = words.synonyms.replace(words.other_words[0], "z" * len(words.other_words[0]))
    words.save()
    term.save()
    wanted = f"t:{term.pk}"
    assert wanted in asked("z" * len(words.other_words[0])).understood.weights


def test_another_base_of_the_same_size_is_another_index():
    offer("Vestiaire", "Namur")
    assert names("vestiaire") == ["Vestiaire"]
    Service.objects.all().delete()
    SearchDocument.objects.all().delete()
    SearchChange.objects.all().delete()
    offer("Table de conversation", "Namur")
    assert names("table de conversation") == ["Table de conversation"]
    assert names("vestiaire") == []
