"""The rows of a directory's list: one for each place of a service, page by page."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from maillage.directory.actions import indexing
from maillage.directory.models import Service
from tests.directory.selections import SECRET, directory, held, hidden, names, page, place, renewed, words
from tests.directory.selections import country as a_country
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
HERE = "/fr/repertoires/cours/"


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        directory()
        yield


def many(number: int) -> None:
    """So many services at one commune, in order of number."""
    operator = OrganizationFactory()
    new = [Service(organization=operator, name=f"Cours {one:03}", slug=f"cours-{one:03}") for one in range(number)]
    indexing.refresh([one.pk for one in Service.objects.bulk_create(new)])


def test_pages_keep_what_was_asked_and_the_last_answers_for_what_is_beyond() -> None:
    many(53)
    first, last = page(HERE, tri="nom"), page(HERE, tri="nom", page="9999")
    assert names(first) == [f"Cours {one:03}" for one in range(50)]
    assert names(last) == ["Cours 050", "Cours 051", "Cours 052"]
    assert first.select_one("a[rel=next]")["href"] == "?tri=nom&page=2"
    assert "53 services" in words(first.select_one("#resultats"))
    for odd in ("0", "-3", "deux", "1e9", "٢", ""):
        assert names(page(HERE, tri="nom", page=odd)), odd


def addresses(soup: BeautifulSoup) -> list[str]:
    """Where each row is."""
    return [words(row.select_one("dd bdi")) for row in soup.select("article.row") if row.select_one("dd bdi")]


def test_a_service_is_told_once_for_each_of_its_places() -> None:
    service = held("Permanence", at="Namur")
    place(service, "Dinant", address="Place Reine Astrid 3", postcode="5500")
    renewed(service)
    held("Par téléphone", at=None)
    soup = page(HERE)
    assert names(soup) == ["Permanence", "Permanence", "Par téléphone"]
    assert addresses(soup) == ["Place Reine Astrid 3, 5500 Dinant", "Rue Haute 1, 5000 Namur"]
    assert words(soup.select(".listing__group")[-1]) == "Sans adresse connue"
    assert words(soup.select_one("#resultats")) == "2 services"
    assert len({row["id"] for row in soup.select("article.row")}) == 3


def test_a_commune_keeps_the_places_that_are_there() -> None:
    service = held("Permanence", at="Namur")
    place(service, "Dinant", address="Place Reine Astrid 3", postcode="5500")
    renewed(service)
    soup = page(HERE, commune="Dinant")
    assert names(soup) == ["Permanence"]
    assert "Rue Haute" not in words(soup.main)


def test_a_service_that_is_paused_says_so_and_not_that_it_is_open() -> None:
    held("Permanence", hours="24/7", status="inactive")
    told = words(page(HERE).select_one("article.row"))
    assert "En pause" in told
    assert "Ouvert" not in told


def test_of_a_confidential_place_the_list_tells_its_commune_only() -> None:
    hidden("Refuge")
    told = str(page(HERE, tri="nom", pres="50.2001,4.9001"))
    assert "Dinant (adresse confidentielle)" in told
    for word in (SECRET, "5503", "Refuge de la rue", "sonner", "50.2001,4.9001&", "à 1 km"):
        assert word not in told, word


def test_head_is_answered_as_get_without_a_body() -> None:
    response = Client().head(HERE)
    assert (response.status_code, response.content) == (200, b"")
