"""Directories: what their filter takes, who sees them, in which language, what their pages ask the database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from maillage.accounts.enums import Role
from maillage.directory.actions import indexing
from maillage.directory.models import Accreditation, CourseOffer, Directory, Program, Service
from tests.directory.selections import (
    commune,
    directory,
    held,
    names,
    page,
    place,
    renewed,
    signed_in,
    term,
    words,
)
from tests.directory.selections import country as a_country
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
HERE = "/fr/repertoires/cours/"
DOORS = (
    HERE,
    f"{HERE}editions/",
    "/fr/repertoires/cours.csv",
    "/fr/repertoires/cours.xlsx",
    "/fr/repertoires/cours.pdf",
)


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        yield


def by_name() -> list[str]:
    """The names on the list, each once."""
    return sorted(set(names(page(HERE))))


def test_any_term_within_a_taxonomy_and_one_of_each_across() -> None:
    held("Papiers", "need.papers", "public.women")
    held("Logement", "need.housing", "public.women")
    held("Papiers pour tous", "need.papers")
    held("Santé des femmes", "need.health", "public.women")
    directory("cours", "need.papers", "need.housing", "public.women")
    assert by_name() == ["Logement", "Papiers"]


def test_a_directory_without_a_filter_holds_everything() -> None:
    held("Papiers", "need.papers")
    held("Sans mot-clé")
    directory()
    assert by_name() == ["Papiers", "Sans mot-clé"]


def test_tags_programmes_accreditations_and_communes_narrow_each() -> None:
    programme = Program.objects.create(name="Parcours d’intégration")
    operator = OrganizationFactory()
    Accreditation.objects.create(organization=operator, kind="ili")
    Accreditation.objects.create(organization=operator, kind="cisp")
    wanted = held("Le bon", at="Dinant", organization=operator, program=programme)
    CourseOffer.objects.create(service=wanted, tags=["fle", "ran"], levels=["A1"])
    other = held("L’autre", organization=OrganizationFactory(), program=Program.objects.create(name="Autre"))
    CourseOffer.objects.create(service=other, tags=["alpha"])
    Accreditation.objects.create(organization=other.organization, kind="school")
    renewed(wanted)
    filters: list[dict[str, Any]] = [
        {"tags": ["fle"]},
        {"tags": ["ran", "citizenship"]},
        {"programs": [programme]},
        {"accreditations": ["ili", "cisp"]},
        {"communes": [commune("Dinant"), commune("Couvin")]},
    ]
    for number, one in enumerate(filters):
        directory(f"filtre-{number}", **one)
        assert names(page(f"/fr/repertoires/filtre-{number}/")) == ["Le bon"], one


def test_fields_of_the_filter_narrow_together() -> None:
    held("Papiers à Namur", "need.papers")
    held("Papiers à Dinant", "need.papers", at="Dinant")
    held("Logement à Dinant", "need.housing", at="Dinant")
    directory("cours", "need.papers", communes=[commune("Dinant")])
    assert by_name() == ["Papiers à Dinant"]


def test_what_is_not_published_or_exists_no_more_is_not_there() -> None:
    held("Publié")
    held("Brouillon", live=False)
    held("D’un opérateur en brouillon", organization=OrganizationFactory(live=False))
    held("N’existe plus", status="defunct")
    directory()
    assert by_name() == ["Publié"]
    sheet = Client().get("/fr/repertoires/cours.csv").content.decode()
    assert "Publié" in sheet
    assert not any(name in sheet for name in ("Brouillon", "brouillon", "plus"))


def test_a_change_of_a_record_or_of_the_filter_shows_at_once() -> None:
    service, made = held("Papiers", "need.papers"), directory("cours", "need.papers")
    assert by_name() == ["Papiers"]
    service.terms.set([term("need.housing")])
    renewed(service)
    assert by_name() == []
    made.terms.set([term("need.housing")])
    made.save()
    assert by_name() == ["Papiers"]
    Service.objects.filter(pk=service.pk).update(live=False)
    indexing.refresh()
    assert by_name() == []


def test_an_accreditation_that_comes_or_goes_shows_at_once() -> None:
    operator = OrganizationFactory()
    held("Cours", organization=operator)
    directory("cours", accreditations=["ili"])
    assert by_name() == []
    operator.accreditations.add(Accreditation(kind="ili"))
    operator.save()
    indexing.refresh(list(operator.services.values_list("pk", flat=True)))
    assert by_name() == ["Cours"]


@pytest.mark.parametrize("role", [None, Role.PARTNER_MEMBER, Role.POLICY_MAKER])
def test_an_unpublished_directory_is_for_the_team_only(role: Role | None) -> None:
    held("Cours")
    directory(published=False)
    reader = signed_in(role) if role else Client()
    assert [reader.get(door).status_code for door in DOORS] == [404] * len(DOORS)
    assert not page("/fr/repertoires/", reader).select('a[href*="/repertoires/cours/"]')


def test_the_team_sees_an_unpublished_directory_and_that_it_is_one() -> None:
    held("Cours")
    directory(published=False)
    team = signed_in(Role.COORDINATOR)
    assert [team.get(door).status_code for door in DOORS[:-1]] == [200] * 4
    assert "visible de l’équipe seulement" in words(page(HERE, team).main)
    card = page("/fr/repertoires/", team).select_one('a[href="/fr/repertoires/cours/"]').find_parent("li")
    assert "brouillon" in words(card)


def test_taking_a_directory_down_takes_it_from_readers_at_once() -> None:
    held("Cours")
    directory()
    assert by_name() == ["Cours"]
    Directory.objects.update(published=False)
    assert Client().get(HERE).status_code == 404


@pytest.mark.parametrize(
    "address", ["/fr/repertoires/nulle-part/", "/fr/repertoires/nulle-part.pdf", f"{HERE}editions/"]
)
def test_a_directory_that_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_titles_are_in_the_language_of_the_reader_and_else_in_french() -> None:
    held("Cours")
    made = directory(titles={"fr": "Cours de français", "ar": "دروس الفرنسية"})
    made.words.filter(language="fr").update(introduction="Pour commencer.")
    made.save()
    arabic, dutch = page("/ar/repertoires/cours/"), page("/nl/repertoires/cours/")
    assert words(arabic.h1) == "دروس الفرنسية"
    assert words(dutch.h1) == "Cours de français"
    assert "Pour commencer." in words(dutch.main)
    assert "دروس الفرنسية" in words(page("/ar/repertoires/").main)


def test_a_directory_without_words_is_called_by_its_address() -> None:
    made = directory("sans-mots")
    made.words.all().delete()
    made.save()
    assert words(page("/fr/repertoires/sans-mots/").h1) == "sans-mots"


def test_the_shelf_tells_how_many_services_each_holds_and_in_what_order() -> None:
    both = held("Papiers", "need.papers")
    place(both, "Dinant")
    renewed(both)
    held("Logement", "need.housing")
    directory("second", position=2)
    directory("premier", "need.papers", position=1)
    cards = page("/fr/repertoires/").select(".shelf > li")
    assert [words(card).split(" · ")[0] for card in cards] == [
        "Cours de français 1 service Version du jour, à imprimer",
        "Cours de français 2 services Version du jour, à imprimer",
    ]


def test_a_site_without_directories_leads_to_the_search() -> None:
    assert page("/fr/repertoires/").select_one('main .empty-state a[href="/fr/annuaire/"]')


@pytest.mark.parametrize("address", [HERE, f"{HERE}?tri=nom&langue=fr", f"{HERE}editions/"])
def test_a_page_asks_as_much_for_three_services_as_for_one(query_count: Callable[..., int], address: str) -> None:
    directory()
    held("Cours 1", "need.learn-french", hours="Mo 09:00-12:00")
    page(address)
    one = query_count(page, address)
    for number in (2, 3):
        place(held(f"Cours {number}", "need.learn-french", hours="Tu 09:00-12:00"), "Dinant")
    page(address)
    assert query_count(page, address) == one <= 12


def test_the_shelf_asks_as_much_for_three_directories_as_for_one(query_count: Callable[..., int]) -> None:
    held("Cours")
    directory("un")
    page("/fr/repertoires/")
    one = query_count(page, "/fr/repertoires/")
    directory("deux")
    directory("trois")
    page("/fr/repertoires/")
    assert query_count(page, "/fr/repertoires/") == one <= 12


@pytest.mark.parametrize("address", [*DOORS[:2], *DOORS[2:4], "/fr/repertoires/"])
def test_a_directory_is_only_read(address: str) -> None:
    held("Cours")
    directory()
    assert [Client().post(address).status_code, Client().delete(address).status_code] == [405, 405]
