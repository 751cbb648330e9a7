"""The search for everybody: what it says, what it narrows, what it answers to whatever is typed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.core import clock
from maillage.directory.actions import indexing, terms
from maillage.directory.models import Capacity, CourseOffer, Language, Location, Term
from maillage.directory.rules.domains import DOMAINS
from maillage.territory import demo as communes
from tests.directory.offers import offer, unfound, written_anew
from tests.directory.trees import main, tree
from tests.factories import CentreFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
STRANGE = (
    "",
    "   ",
    "?",
    "a" * 5_000,
    "💡🏠",
    "\x00",
    "'; DROP TABLE directory_service; --",
    "\u202e\u2066דרך\u2069",
    "%00",
    "<b>x</b>",
)


@pytest.fixture(scope="module", autouse=True)
def _words(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        CentreFactory()
        communes.load()
        terms.load()
        yield


def answered(client: Client, language: str = "fr", **asked: str) -> HttpResponse:
    """What the search answers."""
    return client.get(f"/{language}/annuaire/?{urlencode(asked)}")


def page(client: Client, language: str = "fr", **asked: str) -> BeautifulSoup:
    """The page that answers; AssertionError when it does not."""
    response = answered(client, language, **asked)
    assert response.status_code == 200, asked
    return BeautifulSoup(response.content, "lxml")


def names(soup: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in soup.select(".find .card__title a")]


@pytest.mark.parametrize(
    "names", [("q", "commune", "theme", "langue", "niveau"), ("moment", "public", "pres", "quand", "page")]
)
def test_whatever_is_typed_is_answered_calmly(client: Client, names: tuple[str, ...]):
    offer("Vestiaire", "Namur")
    for name in names:
        for text in STRANGE:
            found = tree(answered(client, **{name: text}))
            assert found.find(".//h1") is not None, (name, text)
            assert not found.xpath("//script[not(@src)]")
            assert "<b>x</b>" not in main(found)


def test_a_query_shows_what_was_understood(client: Client):
    offer("Cours de français", "Dinant")
    soup = page(client, q="cours de français pour débutants le soir à Dinant")
    meaning = soup.select_one(".meaning").get_text(" ", strip=True)
    for said in ("Apprendre le français", "le soir", "Dinant"):
        assert said in meaning
    assert "à Dinant" in soup.select_one(".find__why").get_text()


def test_a_typing_error_is_told(client: Client):
    offer("Vestiaire", "Namur")
    assert "nous avons lu vestiaire" in page(client, q="vestiarie").select_one(".meaning").get_text(" ", strip=True)


def test_words_that_nobody_knows_are_told_and_nothing_is_a_dead_end(client: Client):
    offer("Vestiaire", "Namur")
    soup = page(client, q="brimborion")
    assert "brimborion" in soup.select_one(".meaning").get_text()
    assert len(soup.select(".domains a[href*='?theme=']")) == len(DOMAINS)
    assert soup.select_one('.empty-state a[href="tel:081000000"]')


def test_asking_one_thing_less_is_offered_with_what_it_finds(client: Client):
    offer("Vestiaire", "Namur", fees_cents=0)
    soup = page(client, q="vestiaire", gratuit="1", garderie="1")
    (less, *_others) = [link for link in soup.select(".empty-state .chip") if "garderie" in link.get_text()]
    assert "1 service" in less.get_text()
    assert names(BeautifulSoup(client.get(less["href"]).content, "lxml")) == ["Vestiaire"]


def test_a_thing_of_another_script_is_isolated_from_what_it_finds(client: Client):
    offer("Vestiaire", "Namur", fees_cents=0)
    soup = page(client, "ar", q="vestiaire", gratuit="1", garderie="1")
    less = [link.get_text() for link in soup.select(".empty-state .chip")]
    assert less
    assert all(re.search("«\u2068[^\u2069]+\u2069»", text) for text in less)


def test_a_place_that_nobody_knows_is_told_beside_its_field(client: Client):
    offer("Vestiaire", "Namur")
    soup = page(client, commune="Dinnant")
    field = soup.select_one("#commune")
    assert field["value"] == "Dinnant"
    assert field["aria-invalid"] == "true"
    assert "Dinant" in soup.find(id=field["aria-describedby"]).get_text()
    assert names(soup) == ["Vestiaire"]


@pytest.mark.parametrize("name", ["niveau", "langue", "public", "moment", "theme"])
def test_a_choice_that_does_not_exist_is_told_in_sight_and_left_aside(client: Client, name: str):
    offer("Vestiaire", "Namur")
    soup = page(client, **{name: "Z9"})
    (said,) = [error for error in soup.select(".field__error") if "Ce choix n’existe pas ici" in error.get_text()]
    assert not said.find_parent("details")
    assert names(soup) == ["Vestiaire"]
    assert "Cette position ne se lit pas" in page(client, pres="ici").main.get_text()
    assert not page(client).select(".field__error")


@pytest.mark.parametrize("place", ["Dinant", "dinant", "5500", "91034", "5500 Dinant"])
def test_a_place_is_a_name_a_postcode_or_a_code(client: Client, place: str):
    offer("Vestiaire", "Namur")
    offer("Vestiaire de Dinant", "Dinant")
    assert names(page(client, q="vestiaire", commune=place))[0] == "Vestiaire de Dinant"


def test_where_the_commune_has_nothing_the_nearest_comes_first_and_it_is_said(client: Client):
    offer("Vestiaire loin", "Couvin")
    offer("Vestiaire près", "Anhée")
    soup = page(client, q="vestiaire", commune="Dinant")
    assert names(soup) == ["Vestiaire près", "Vestiaire loin"]
    assert "Rien à Dinant même" in soup.select_one(".finds__head .notice").get_text()
    assert "km de Dinant" in soup.select_one(".find__why").get_text()


def test_around_a_position_the_nearest_comes_first(client: Client):
    offer("Vestiaire loin", "Namur", point=(50.46, 4.86))
    offer("Vestiaire près", "Dinant", point=(50.26, 4.91))
    soup = page(client, q="vestiaire", pres="50.25,4.92")
    assert names(soup) == ["Vestiaire près", "Vestiaire loin"]
    assert "à 1 km" in soup.select_one(".find__why").get_text()


def test_each_choice_narrows_and_can_be_taken_away(client: Client):
    one = offer("Cours de français", "Namur", fees_cents=0, childcare=True, hours="Mo 18:00-20:00")
    CourseOffer.objects.create(service=one, levels=["A1"], tags=["fle"])
    Language.objects.create(service=one, code="ar")
    one.terms.set(Term.objects.filter(key__in=["women", "learn-french"]))
    Capacity.objects.create(service=one, free_places=2, expires_on=clock.today() + timedelta(days=3))
    written_anew(one)
    offer("Autre cours de français", "Namur", hours="Tu 9:00-12:00")
    for choice in (
        {"niveau": "A1"}, {"langue": "ar"}, {"public": "women"}, {"theme": "learn-french", "moment": "soir"},
        {"gratuit": "1"}, {"garderie": "1"}, {"places": "1"}, {"moment": "lundi"}, {"quand": "2026-12-07T18:30"},
    ):  # fmt: skip
        soup = page(client, q="français", **choice)
        assert names(soup) == ["Cours de français"], choice
        assert len(soup.select("ul.chips a.chip")) == len(choice)
        (first, *_more) = soup.select("ul.chips a.chip")
        assert len(names(BeautifulSoup(client.get(first["href"]).content, "lxml"))) >= 1


def test_places_told_too_long_ago_are_none(client: Client):
    service = offer("Vestiaire", "Namur")
    Capacity.objects.create(service=service, free_places=2, expires_on=clock.today() - timedelta(days=1))
    written_anew(service)
    assert names(page(client, places="1")) == []


def test_a_moment_that_cannot_be_read_is_told_beside_its_field(client: Client):
    offer("Vestiaire", "Namur")
    soup = page(client, quand="demain")
    assert soup.select_one("#quand")["value"] == "demain"
    assert soup.find(id=soup.select_one("#quand")["aria-describedby"]).get_text(strip=True)


@pytest.mark.parametrize("language", ["fr", "ar", "fa"])
def test_the_example_of_a_moment_can_be_written_as_it_stands(client: Client, language: str):
    offer("Vestiaire", "Namur")
    wrong = page(client, language, quand="x")
    told = wrong.find(id=wrong.select_one("#quand")["aria-describedby"]).get_text()
    example = re.search(r"2027\S+\s14:00", told)
    assert example
    assert not page(client, language, quand=example[0]).select_one("#quand").get("aria-describedby")


def test_pages_keep_what_was_asked(client: Client):
    for number in range(23):
        unfound(f"Vestiaire {number}", "Namur")
    indexing.refresh()
    first, last = page(client, q="vestiaire"), page(client, q="vestiaire", page="99")
    assert (len(names(first)), len(names(last))) == (20, 3)
    assert not set(names(first)) & set(names(last))
    assert first.select_one("a[rel=next]")["href"] == "?q=vestiaire&page=2"


def test_from_one_result_to_the_next(client: Client):
    for number in range(3):
        offer(f"Vestiaire {number}", "Namur")
    soup = page(client, q="vestiaire", commune="Namur")
    links = [link["href"] for link in soup.select(".find .card__title a")]
    record = BeautifulSoup(client.get(links[1]).content, "lxml")
    assert record.select_one("a[rel=prev]")["href"] == links[0]
    assert record.select_one("a[rel=next]")["href"] == links[2]
    assert client.get(record.select_one(".around a")["href"].partition("#")[0]).status_code == 200
    assert record.select_one("link[rel=canonical]")["href"].endswith(links[1].partition("?")[0])


def test_the_map_shows_what_the_list_does_and_no_confidential_address(client: Client):
    offer("Vestiaire", "Namur", point=(50.46, 4.86))
    offer("Vestiaire du refuge", "Dinant", point=(50.2001, 4.9001))
    Location.objects.filter(municipality__name="Dinant").update(confidential=True, address="Rue Cachée 9")
    Location.objects.get(municipality__name="Dinant").save()
    soup = page(client, q="vestiaire")
    told = " ".join(sign.get("aria-label", "") or sign.get_text() for sign in soup.select("#carte svg a"))
    assert "Vestiaire" in told
    assert "adresse non publiée" in told
    assert "Cachée" not in str(soup)
    assert "4.9001" not in str(soup)


def test_a_page_asks_as_much_for_three_as_for_one(client: Client):
    def asked() -> int:
        page(client, q="vestiaire", commune="Namur", langue="fr", ouvert="1")
        with CaptureQueriesContext(connection) as queries:
            page(client, q="vestiaire", commune="Namur", langue="fr", ouvert="1")
        return len(queries)

    def made(number: int) -> None:
        service = offer(f"Vestiaire {number}", "Namur", hours="24/7")
        Language.objects.create(service=service, code="fr")
        written_anew(service)

    made(1)
    one = asked()
    for number in (2, 3):
        made(number)
    assert one == asked() <= 6


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de", "ar", "uk", "fa", "tr", "es"])
def test_a_card_speaks_the_language_of_its_reader(client: Client, language: str):
    service = offer("Cours de français", "Namur", fees_cents=0, childcare=True)
    term = Term.objects.get(scheme="need", key="learn-french")
    service.terms.set([term])
    written_anew(service)
    soup = page(client, language, q="français")
    assert term.name(language).casefold() in soup.select_one(".find__what").get_text().casefold()
    assert soup.select_one(".card__title bdi")["lang"] == "fr"


def test_only_the_bare_directory_is_for_search_engines(client: Client):
    offer("Vestiaire", "Namur")
    assert not page(client).select("meta[name=robots]")
    assert page(client, q="vestiaire").select_one("meta[name=robots]")["content"].startswith("noindex")


def test_every_door_of_the_home_stands_for_terms_that_exist():
    known = set(Term.objects.values_list("scheme", "key"))
    missing = [term for domain in DOMAINS for term in domain.terms if term not in known]
    assert missing == []


def test_the_home_asks_what_one_looks_for(client: Client):
    from maillage.website import first_pages

    first_pages.load()
    soup = BeautifulSoup(client.get("/fr/").content, "lxml")
    assert soup.select_one('form[role=search][action="/fr/annuaire/"] input[name=q]')
    assert len(soup.select(".domains a[href*='?theme=']")) == len(DOMAINS)
