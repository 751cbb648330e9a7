"""The pages of the communes: what is there by what people look for, the nearest for what is not, mergers."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from maillage.core import clock
from maillage.core.languages import READY
from maillage.directory.models import Service
from maillage.directory.rules.domains import DOMAINS
from maillage.territory.models import Municipality
from maillage.territory.selectors import where
from tests.directory.selections import SECRET, commune, held, hidden, page, place, renewed, words
from tests.directory.selections import country as a_country
from tests.factories import MunicipalityFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
DINANT = "/fr/territoire/91034/"


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        yield


def domain(soup: BeautifulSoup, key: str) -> Any:
    """The part of the page about one of the eight things."""
    found = soup.select_one(f'section[aria-labelledby="domaine-{key}"]')
    assert found is not None, key
    return found


def offered(soup: BeautifulSoup, key: str) -> list[str]:
    """The services that the page names for it."""
    return [words(link) for link in domain(soup, key).select(".offer__list li > a")]


def test_a_commune_shows_the_eight_domains_what_is_there_first() -> None:
    held("Aide au logement", "need.housing", at="Dinant")
    held("Vestiaire", "need.racism", at="Dinant")
    soup = page(DINANT)
    shown = [section["aria-labelledby"].removeprefix("domaine-") for section in soup.select("section.offer")]
    assert shown[:2] == ["logement", "discrimination"]
    assert sorted(shown) == sorted(one.key for one in DOMAINS)
    assert words(soup.h1) == "Dinant"
    assert "code NIS 91034" in words(soup.main)


def test_what_is_there_is_named_with_operator_and_address_and_no_distance() -> None:
    service = held(
        "Aide au logement", "need.housing", at="Dinant", organization=OrganizationFactory(name="Toit pour tous")
    )
    told = domain(page(DINANT), "logement")
    assert offered(page(DINANT), "logement") == ["Aide au logement"]
    assert told.select_one("a")["href"] == f"/fr/annuaire/services/{service.slug}/"
    assert "Toit pour tous" in words(told)
    assert "Rue Haute 1, 5000 Dinant" in words(told)
    assert "km" not in words(told)
    assert "Voir le service d’ici et les plus proches" in words(told)


def test_what_is_elsewhere_is_not_counted_as_there() -> None:
    held("Ici", "need.housing", at="Dinant")
    held("Ailleurs", "need.housing", at="Namur")
    assert offered(page(DINANT), "logement") == ["Ici"]


def test_three_are_named_and_all_are_counted() -> None:
    for number in range(5):
        held(f"Logement {number}", "need.housing", at="Dinant")
    soup = page(DINANT)
    assert len(offered(soup, "logement")) == 3
    link = domain(soup, "logement").select_one('a[href*="theme=logement"]')
    assert "les 5 services" in words(link)
    assert link["href"].endswith("/annuaire/?theme=logement&commune=91034")
    assert Client().get(link["href"]).status_code == 200


def test_where_there_is_nothing_the_nearest_is_told_with_its_distance() -> None:
    held("Loin", "need.housing", at="Couvin")
    held("Près", "need.housing", at="Anhée")
    told = domain(page(DINANT), "logement")
    assert offered(page(DINANT), "logement") == ["Près", "Loin"]
    assert "Rien ici. Le plus proche :" in words(told)
    near, far = (int(distance) for distance in re.findall(r"à (\d+) km", words(told)))
    assert 5 < near < 20 < far < 60


def test_the_nearest_comes_first_however_fresh_the_others_are() -> None:
    for number in range(4):
        held(f"Confirmé {number}", "need.housing", at="Rochefort", assured_on=clock.today())
    held("Près", "need.housing", "need.meet-people", "need.job", "need.school", at="Anhée", assured_on=date(2020, 1, 1))
    assert offered(page(DINANT), "logement")[0] == "Près"


def test_of_a_service_with_several_places_the_nearest_one_is_told() -> None:
    service = held("Permanence", "need.housing", at="Couvin")
    place(service, "Anhée", address="Rue du Pont 7", postcode="5537")
    renewed(service)
    told = words(domain(page(DINANT), "logement"))
    assert "Rue du Pont 7, 5537 Anhée" in told
    assert "Couvin" not in told


def test_of_a_service_with_several_places_the_one_here_is_told() -> None:
    service = held("Permanence", "need.housing", at="Couvin")
    place(service, "Dinant", address="Rue du Pont 7", postcode="5500")
    renewed(service)
    assert "Rue du Pont 7, 5500 Dinant" in words(domain(page(DINANT), "logement"))


def test_where_nothing_is_known_at_all_there_is_somebody_to_ask() -> None:
    soup = page(DINANT)
    assert len(soup.select(".offer__none")) == len(DOMAINS)
    assert "rien de connu alentour" in words(domain(soup, "sante"))
    assert domain(soup, "sante").select_one('a[href="/fr/contact/"]')


def test_a_service_without_a_place_is_nobodys_nearest() -> None:
    held("Par téléphone", "need.housing", at=None)
    assert offered(page(DINANT), "logement") == []


@pytest.mark.parametrize("change", [{"live": False}, {"status": "defunct"}])
def test_what_is_not_published_or_exists_no_more_is_not_there(change: dict[str, Any]) -> None:
    service = held("Aide au logement", "need.housing", at="Dinant")
    assert offered(page(DINANT), "logement") == ["Aide au logement"]
    Service.objects.filter(pk=service.pk).update(**change)
    renewed(Service.objects.get(pk=service.pk))
    assert offered(page(DINANT), "logement") == []
    assert "Dinant 0 service" in words(page("/fr/territoire/").main)


def test_what_is_paused_says_so() -> None:
    held("Aide au logement", "need.housing", at="Dinant", status="inactive")
    assert words(domain(page(DINANT), "logement").select_one("li")).endswith("Dinant · En pause")


def test_of_a_confidential_place_the_page_tells_its_commune_only() -> None:
    hidden("Refuge", "need.emergency-shelter", at="Dinant")
    for address in (DINANT, "/fr/territoire/91005/"):
        told = str(page(address))
        assert "Dinant (adresse confidentielle)" in told
        assert [
            word for word in (SECRET, "5503 Dinant", "rue secrète", "sonner", "50.2001", "4.9001") if word in told
        ] == []


def test_a_commune_that_merged_leads_to_its_successor_in_the_same_language() -> None:
    heir = commune("Dinant")
    MunicipalityFactory(nis="91999", name="Ancienne", valid_to=date(2018, 12, 31), successor=heir)
    where.forget()
    response = Client().get("/ar/territoire/91999/")
    assert (response.status_code, response["Location"]) == (301, "/ar/territoire/91034/")
    first = MunicipalityFactory(nis="91998", name="Plus ancienne", valid_to=date(1976, 12, 31))
    Municipality.objects.filter(pk=first.pk).update(successor=Municipality.objects.get(nis="91999"))
    where.forget()
    response = Client().get("/fr/territoire/91998/", follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, DINANT)


def test_a_commune_that_is_no_more_and_has_no_successor_is_not_found() -> None:
    MunicipalityFactory(nis="91997", name="Disparue", valid_to=date(2018, 12, 31))
    where.forget()
    assert Client().get("/fr/territoire/91997/").status_code == 404


@pytest.mark.parametrize("nis", ["00000", "99999", "abc", "-", "9" * 300, "91034a", "Dinant"])
def test_a_code_that_nobody_has_is_not_found(nis: str) -> None:
    assert Client().get(f"/fr/territoire/{nis}/").status_code == 404


@pytest.mark.parametrize("address", ["/fr/territoire/%00/", "/fr/territoire/91034'--/", "/fr/territoire/💡/"])
def test_an_address_that_is_no_code_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_the_territory_names_every_commune_by_arrondissement_with_its_count() -> None:
    service = held("Permanence", "need.housing", at="Dinant")
    place(service, "Dinant", address="Rue Basse 2")
    place(service, "Namur")
    renewed(service)
    held("Accueil", at="Dinant")
    soup = page("/fr/territoire/")
    assert len(soup.select(".communes li")) == Municipality.objects.count() == 38
    assert [words(head) for head in soup.select("main h2")] == [
        "Arrondissement de Dinant", "Arrondissement de Namur", "Arrondissement de Philippeville",
    ]  # fmt: skip
    counts = {words(row.a): words(row.select_one(".muted")) for row in soup.select(".communes li")}
    assert (counts["Dinant"], counts["Namur"], counts["Couvin"]) == ("2 services", "1 service", "0 service")
    links = [row.a["href"] for row in soup.select(".communes li")]
    assert {Client().get(link).status_code for link in links[:3]} == {200}


def test_a_territory_without_communes_says_so() -> None:
    Municipality.objects.all().delete()
    where.forget()
    assert page("/fr/territoire/").select_one('.empty-state a[href="/fr/annuaire/"]')


@pytest.mark.parametrize("address", [DINANT, "/fr/territoire/"])
def test_a_page_asks_as_much_for_three_services_as_for_one(query_count: Callable[..., int], address: str) -> None:
    held("Un", "need.housing", at="Dinant")
    page(address)
    one = query_count(page, address)
    for name in ("Deux", "Trois"):
        place(held(name, "need.housing", "need.health", at="Dinant"), "Namur")
    page(address)
    assert query_count(page, address) <= one <= 20


@pytest.mark.parametrize("language", [one.code for one in READY])
def test_a_commune_is_told_in_every_language(language: str) -> None:
    held("Aide au logement", "need.housing", at="Anhée")
    soup = page(f"/{language}/territoire/91034/")
    assert offered(soup, "logement") == ["Aide au logement"]
    assert ("Rien ici" in words(soup.main)) == (language == "fr")
    assert page(f"/{language}/territoire/").select_one(f'a[href="/{language}/territoire/91034/"]')


@pytest.mark.parametrize("address", [DINANT, "/fr/territoire/"])
def test_the_pages_are_only_read(address: str) -> None:
    assert Client().post(address).status_code == 405
