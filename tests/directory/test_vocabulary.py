"""What each process keeps of the taxonomies' words is what they say now."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from maillage.directory.actions import terms
from maillage.directory.models import Term, TermWords
from maillage.directory.selectors.search import Knowledge
from maillage.directory.selectors.vocabulary import Vocabulary
from tests.plugins.clock import Clock
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _words(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        terms.load()
        yield


def found(text: str) -> list[str]:
    """The keys of the needs that a text names."""
    return [term.key for term in Vocabulary.load().find(text, "need")]


def test_vocabulary_is_read_once_as_long_as_no_term_changes(query_count: Callable[..., int]) -> None:
    assert Vocabulary.load() is Vocabulary.load()
    assert query_count(Vocabulary.load) == 1


def test_a_term_renamed_is_known_by_its_new_name_at_once() -> None:
    assert found("Se dire bonjour") == []
    term = Term.objects.get(scheme="need", key="learn-french")
    term.words.filter(language="fr").update(name="Se dire bonjour")
    term.save()
    assert found("Se dire bonjour") == ["learn-french"]


def test_a_term_that_comes_or_goes_is_known_or_forgotten_at_once() -> None:
    assert found("Se loger autrement") == []
    term = Term(scheme="need", key="other-housing")
    term.words.add(TermWords(language="fr", name="Se loger autrement"))
    term.save()
    assert found("Se loger autrement") == ["other-housing"]
    term.delete()
    assert found("Se loger autrement") == []


def test_terms_written_anew_at_the_same_instant_are_other_terms(clock: Clock) -> None:
    clock.forward(days=1)
    for _ in range(2):
        Term.objects.all().delete()
        terms.load()
        keys = set(Term.objects.values_list("pk", flat=True))
        assert set(Vocabulary.load().terms) == keys
        assert set(Knowledge.load().lexicon.terms.values()) == keys
