"""A directory as a list: what its filters leave, in which order, whatever an address says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from maillage.core import clock
from maillage.directory.models import CourseOffer, Language, Service
from tests.directory.selections import STRANGE, answered, commune, directory, held, names, page, renewed, words
from tests.directory.selections import country as a_country
from tests.directory.trees import links, main, tree

pytestmark = pytest.mark.django_db
HERE = "/fr/repertoires/cours/"
ASKED = ("commune", "langue", "niveau", "public", "signe", "pres", "tri", "page")


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A directory of everything, and three services: those of a test are there beside them."""
    with django_db_blocker.unblock(), a_country():
        directory()
        three()
        yield


def three() -> None:
    """In order of name A, B, C: of Rochefort, Dinant and Anhée; A in Arabic and for women, B of level A1."""
    day = clock.today()
    first = held("A", "public.women", at="Rochefort", assured_on=day - timedelta(days=40))
    second = held("B", at="Dinant", assured_on=day - timedelta(days=2))
    held("C", at="Anhée")
    Language.objects.create(service=first, code="ar")
    CourseOffer.objects.create(service=second, levels=["A1"])
    renewed(first)
    renewed(second)


def test_each_filter_narrows_and_all_together() -> None:
    told = {
        "langue=ar": ["A"],
        "niveau=A1": ["B"],
        "niveau=a1": ["B"],
        "public=women": ["A"],
        "commune=Dinant": ["B"],
        "commune=dinant": ["B"],
        "commune=5500": ["B"],
        "commune=91034": ["B"],
        "langue=ar&public=women&commune=Rochefort": ["A"],
        "langue=ar&commune=Dinant": [],
    }
    assert {asked: names(page(f"{HERE}?{asked}")) for asked in told} == told


def test_what_can_be_chosen_is_what_some_row_has() -> None:
    held("Hors du répertoire", "need.papers", at="Couvin")
    Language.objects.create(service=Service.objects.get(name="Hors du répertoire"), code="uk")
    renewed(Service.objects.get(name="Hors du répertoire"))
    directory("femmes", "public.women")
    soup = page("/fr/repertoires/femmes/")
    assert [option["value"] for option in soup.select("#communes option")] == ["Rochefort"]
    assert [option["value"] for option in soup.select("#langue option") if option["value"]] == ["ar"]
    assert not soup.select("#niveau")


def test_the_order_is_by_commune_then_by_name() -> None:
    held("AA", at="Dinant")
    assert names(page(HERE)) == ["C", "AA", "B", "A"]
    assert [words(head) for head in page(HERE).select(".listing__group")] == ["Anhée", "Dinant", "Rochefort"]


def test_a_reader_chooses_the_order() -> None:
    assert names(page(HERE, tri="nom")) == ["A", "B", "C"]
    assert names(page(HERE, tri="confirme")) == ["B", "A", "C"]
    assert not page(HERE, tri="nom").select(".listing__group")
    near_rochefort = ",".join(map(str, commune("Rochefort").point or ()))
    assert names(page(HERE, pres=near_rochefort)) == ["A", "B", "C"]
    assert names(page(HERE, pres=near_rochefort, tri="commune")) == ["C", "B", "A"]


def test_by_distance_only_from_somewhere() -> None:
    assert names(page(HERE, tri="distance")) == ["C", "B", "A"]
    assert not page(HERE).select('.sorts a[href*="distance"]')
    soup = page(HERE, pres="50.26,4.91", tri="nom")
    assert words(soup.select_one('.sorts a[href*="distance"]')) == "les plus proches d’abord"
    assert "km" in words(soup.select_one("article.row"))


def test_the_order_and_the_filters_stay_in_the_addresses() -> None:
    held("AB", "public.women", at="Rochefort")
    soup = page(HERE, public="women", tri="nom")
    assert soup.select_one('.listing-filters input[type="hidden"][name="tri"]')["value"] == "nom"
    assert [link["href"] for link in soup.select(".sorts a")] == [
        "?public=women&tri=commune",
        "?public=women&tri=confirme",
    ]
    assert words(soup.select_one(".sorts [aria-current]")) == "par nom"
    assert soup.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert not page(HERE).select("meta[name=robots]")


def test_a_filter_without_a_field_is_not_lost_by_the_next_choice() -> None:
    form = page(HERE, public="women", pres="50.26,4.91").select_one(".listing-filters")
    kept = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    assert (kept.get("public"), kept.get("pres")) == ("women", "50.26,4.91")


@pytest.mark.parametrize(
    "text", STRANGE, ids=["spaces", "letters", "emoji", "nul", "sql", "right-to-left", "tag", "minus"]
)
def test_whatever_an_address_says_is_answered_calmly(text: str) -> None:
    for name in ASKED:
        response = answered(HERE, **{name: text})
        found = tree(response)
        assert links(found, "row__name") == ["C", "B", "A"], name
        assert "<b>x</b>" not in main(found)
        assert b"\x00" not in response.content


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("commune", "Dinnant", "Nous ne connaissons pas « Dinnant »"),
        ("pres", "ici", "Cette position ne se lit pas."),
        ("pres", "95,4", "Cette position ne se lit pas."),
        ("pres", "nan,nan", "Cette position ne se lit pas."),
        ("public", "martiens", "Ce choix n’existe pas ici"),
        ("langue", "xx", "Ce choix n’existe pas ici"),
        ("niveau", "D4", "Ce choix n’existe pas ici"),
    ],
)
def test_a_bad_value_is_told_and_what_was_typed_stays(name: str, text: str, said: str) -> None:
    soup = page(HERE, **{name: text})
    assert said in words(soup.main)
    assert len(names(soup)) == 3


def test_where_nothing_fits_there_is_a_way_on() -> None:
    soup = page(HERE, langue="ar", commune="Dinant")
    assert words(soup.select_one("#resultats")) == "Rien ici avec ces choix"
    assert soup.select_one('.empty-state a[href="/fr/annuaire/"]')


@pytest.mark.parametrize("language", ["en", "nl", "de", "ar", "uk", "fa", "tr", "es"])
def test_the_list_is_there_in_every_language(language: str) -> None:
    first = Service.objects.get(name="A")
    soup = page(f"/{language}/repertoires/cours/", tri="nom")
    assert names(soup) == ["A", "B", "C"]
    assert "Où ?" not in words(soup.main)
    assert soup.select_one("article.row bdi")["lang"] == "fr"
    assert soup.select_one(f'a[href="/{language}/annuaire/services/{first.slug}/"]')
