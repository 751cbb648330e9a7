"""Pages of results are kept between strangers: what changed, who reads and what was typed are not."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.core import centre
from maillage.directory.actions import indexing, terms
from maillage.directory.models import SchoolBreak, Term
from maillage.territory import demo as communes
from maillage.ui import kept
from tests.directory.offers import offer, written_anew
from tests.factories import CentreFactory, UserFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 16, 58, 30, tzinfo=UTC)  # 17:58 in Brussels


@pytest.fixture(scope="module", autouse=True)
def _words(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        CentreFactory()
        communes.load()
        terms.load()
        yield


def text(client: Client | None = None, language: str = "fr", **asked: str) -> str:
    """The page that answers."""
    response = (client or Client()).get(f"/{language}/annuaire/?{urlencode(asked)}")
    assert response.status_code == 200
    return response.content.decode()


def queries(**asked: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text(**asked)
    return len(found)


def test_page_asked_again_asks_the_base_only_whether_anything_changed():
    offer("Vestiaire", "Namur")
    text(q="vestiaire")
    assert queries(q="vestiaire") == 1
    assert queries(q="vestiaires") == 1, "of a search that nobody made before too, where its services were shown before"


def test_changed_record_is_found_at_once():
    service = offer("Vestiaire", "Namur")
    for name in ("Vestiaire du haut", "Vestiaire du bas"):
        text(q="vestiaire")
        service.name = name
        written_anew(service)
        assert name in text(q="vestiaire")
    text(q="épicerie")
    offer("Épicerie", "Dinant")
    assert "1 service trouvé" in text(q="épicerie")
    service.delete()
    indexing.refresh()
    assert "Vestiaire du bas" not in text(q="vestiaire")


def test_changed_word_and_centre_are_shown_at_once():
    term = Term.objects.get(scheme="need", key="learn-french")
    service = offer("Vestiaire", "Namur")
    service.terms.add(term)
    written_anew(service)
    assert "Se dire bonjour" not in text(q="vestiaire")
    term.words.filter(language="fr").update(name="Se dire bonjour")
    term.save()
    assert "Se dire bonjour" in text(q="vestiaire")
    CentreFactory._meta.model.objects.update(short_name="Après")
    centre.forget()
    assert "Après" in text(q="vestiaire")


def test_doors_are_those_of_the_minute_and_of_the_holidays(clock):
    clock.set(MONDAY)
    last_year = MONDAY.date() - timedelta(days=365)
    SchoolBreak.objects.create(name="Congé", starts_on=last_year, ends_on=last_year)
    offer("Vestiaire", "Namur", hours="Mo-Fr 08:00-18:00; SH off")
    assert "ferme à 18" in text(q="vestiaire")
    clock.set(MONDAY + timedelta(minutes=2))
    assert "ferme à 18" not in text(q="vestiaire")
    clock.set(MONDAY)
    SchoolBreak.objects.create(name="Congé", starts_on=MONDAY.date(), ends_on=MONDAY.date())
    assert "ferme à 18" not in text(q="vestiaire")


def test_page_of_one_language_is_not_given_in_another():
    offer("Vestiaire", "Namur")
    for language in ("fr", "ar", "fr", "nl"):
        assert f'<html lang="{language}"' in text(language=language, q="vestiaire")


def test_what_was_typed_is_shown_to_who_typed_it_alone():
    offer("Vestiaire", "Namur")
    first = text(q='<b>"café"</b> & thé', commune="Zembla")
    assert "<b>" not in first.split("<main")[1]
    assert "&lt;b&gt;&quot;café&quot;&lt;/b&gt; &amp; thé · " in first
    assert 'value="Zembla"' in first
    assert "/ar/annuaire/?q=%3Cb%3E%22caf%C3%A9%22%3C%2Fb%3E+%26+th%C3%A9&amp;commune=Zembla" in first
    second = text(q="vestiaire", commune="92094")
    assert 'value="Namur"' in second
    assert "/ar/annuaire/?q=vestiaire&amp;commune=92094" in second
    assert not [word for word in ("café", "Zembla") if word in second]


def test_page_of_somebody_signed_in_is_not_kept():
    offer("Vestiaire", "Namur")
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    before = set(kept._pages)
    assert "Vestiaire" in text(client, q="vestiaire")
    assert set(kept._pages) == before


@pytest.mark.parametrize("takes", ["gzip, br", "br", ""])
def test_kept_page_travels_as_the_reader_takes_it(takes: str):
    offer("Vestiaire", "Namur")
    for _ in range(2):
        response = Client(headers={"accept-encoding": takes}).get("/fr/annuaire/?q=vestiaire")
        assert "Accept-Encoding" in response["Vary"]
        assert ("Content-Encoding" in response) == (takes == "gzip, br")
        content = gzip.decompress(response.content) if "Content-Encoding" in response else response.content
        assert "Vestiaire" in content.decode()


def test_kept_page_holds_no_secret():
    offer("Vestiaire", "Namur")
    response = Client().get("/fr/annuaire/?q=vestiaire")
    assert not response.cookies
    page = response.content.decode()
    assert "csrf" not in page.lower()
    assert "nonce" not in page


def test_pages_are_kept_in_no_greater_number():
    for number in range(kept.MOST_KEPT + 10):
        assert kept.kept(("test", number), lambda: "page") == "page"
    assert len(kept._pages) == kept.MOST_KEPT
    assert ("test", 0) not in kept._pages
    assert ("test", kept.MOST_KEPT + 9) in kept._pages
