"""A directory as paper: its sections, its indexes, what its entries are made of."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from maillage.directory.models import CourseOffer, Directory, Language, Phone, Service, Translation
from maillage.directory.models.translations import digest
from maillage.directory.selectors import booklets
from maillage.directory.selectors.entries import entries
from maillage.directory.selectors.selections import services_of
from maillage.ui.pdf.booklets import Booklet
from tests.directory.selections import SECRET, commune, directory, held, hidden, place, renewed, term
from tests.directory.selections import country as a_country
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        directory(titles={"fr": "Cours", "ar": "دروس"})
        yield


def booklet(arrangement: str = "commune", language: str = "fr") -> Booklet:
    """The directory of today."""
    with translation.override(language):
        return booklets.booklet(booklets.as_it_is(Directory.objects.get(), DAY), arrangement)


def sections(of: Booklet) -> dict[str, list[str]]:
    """The names of the entries by section, in order."""
    return {section.title: [entry.name.value for entry in section.entries] for section in of.sections}


def indexes(of: Booklet) -> dict[str, dict[str, list[str]]]:
    """For each index the names that a word leads to; KeyError for an entry that is not there."""
    named = {entry.key: entry.name.value for section in of.sections for entry in section.entries}
    assert len(named) == sum(len(section.entries) for section in of.sections), "a key twice"
    return {index.title: {word: [named[key] for key in keys] for word, keys in index.items} for index in of.indexes}


def test_by_commune_each_place_stands_in_its_own() -> None:
    both = held("Permanence", at="Namur")
    place(both, "Dinant", address="Place 3", postcode="5500")
    renewed(both)
    held("Accueil", at="Dinant")
    held("Par téléphone", at=None)
    made = booklet()
    assert sections(made) == {
        "Dinant": ["Accueil", "Permanence"],
        "Namur": ["Permanence"],
        "Sans adresse connue": ["Par téléphone"],
    }
    (there,) = [entry for entry in made.sections[0].entries if entry.name.value == "Permanence"]
    (where,) = [line for line in there.lines if line.label == "Où"]
    assert [text.value for text in where.values] == ["Place 3, 5500 Dinant"]


def test_two_places_of_one_commune_are_one_entry() -> None:
    service = held("Permanence", at="Namur")
    place(service, "Namur", address="Rue Basse 2")
    renewed(service)
    assert sections(booklet()) == {"Namur": ["Permanence"]}


def test_by_theme_each_stands_once_under_its_first_need() -> None:
    held("Logement et papiers", "need.housing", "need.papers")
    held("Cours", "need.learn-french")
    held("Sans besoin", "public.women")
    terms = (term("need.papers"), term("need.housing"))
    first = min(terms, key=lambda one: (one.position, one.key)).name()
    found = sections(booklet("theme"))
    assert found == {
        "Apprendre le français": ["Cours"],
        first: ["Logement et papiers"],
        "Autres services": ["Sans besoin"],
    }
    assert list(found)[-1] == "Autres services"


@pytest.mark.parametrize("arrangement", ["commune", "theme"])
def test_indexes_lead_to_entries_that_are_there_each_once(arrangement: str) -> None:
    both = held("Permanence", "need.papers", "need.housing", at="Namur")
    place(both, "Dinant")
    for code in ("ar", "apc", "fr"):  # CLDR calls two of them Arabic
        Language.objects.create(service=both, code=code)
    renewed(both)
    held("Par téléphone", "need.papers", at=None)
    found = indexes(booklet(arrangement))
    assert found["Par langue parlée"]["arabe"] == ["Permanence"]
    assert found["Par langue parlée"]["français"] == ["Permanence"]
    by_need = [name for names in found["Par besoin"].values() for name in names]
    assert sorted(by_need) == ["Par téléphone", "Permanence", "Permanence"]
    communes = {"Dinant": ["Permanence"], "Namur": ["Permanence"]}
    assert found.get("Par commune") == (communes if arrangement == "theme" else None)


def test_an_index_of_nothing_is_not_printed() -> None:
    held("Sans rien", at=None)
    assert booklet().indexes == ()


def test_words_of_the_taxonomies_are_in_the_readers_language() -> None:
    held("Cours", "need.learn-french")
    made = booklet(language="ar")
    (needs,) = [index for index in made.indexes if "تعلّم" in str(index.items) or "الفرنسية" in str(index.items)]
    assert (made.title, made.language) == ("دروس", "ar")
    assert needs.items
    assert booklet(language="nl").title == "Cours"


def test_the_same_content_gives_the_same_booklet() -> None:
    held("Cours", "need.learn-french", "public.women", hours="Mo 09:00-12:00")
    assert repr(booklet()) == repr(booklet())


def test_without_an_edition_nothing_is_said_to_have_changed() -> None:
    held("Cours")
    made = booklet()
    assert (made.changes, made.changes_title) == ((), "")
    assert "Édition n°" not in made.subtitle + made.edition


def told(service: Service) -> Any:
    """The facts of one service."""
    (found,) = entries([service.pk])
    return found


def test_an_entry_has_the_phones_of_its_places_else_of_its_operator() -> None:
    operator = OrganizationFactory(email="info@alpha.example", website="https://alpha.example")
    Phone.objects.create(organization=operator, number="+3281000001")
    Phone.objects.create(organization=operator, number="+3281000002", kind="fax")
    service = held("Cours", organization=operator)
    assert (told(service)["phones"], told(service)["email"]) == (["+3281000001"], "info@alpha.example")
    Phone.objects.create(service=service, number="+3281000003")
    Phone.objects.create(service=service, number="+3281000004", kind="fax")
    renewed(service)
    assert told(service)["phones"] == ["+3281000003"]


def test_an_entry_knows_whether_a_translation_is_of_the_text_that_stands() -> None:
    service = held("Cours", description="On apprend.")
    row = {"service": service, "field": "description", "source_hash": digest("On apprend.")}
    Translation.objects.create(language="nl", text="Leren.", origin="human", **row)
    assert told(service)["translations"] == {"description": {"nl": ["Leren.", "human", False]}}
    service.description = "On apprend ensemble."
    renewed(service)
    assert told(service)["translations"]["description"]["nl"] == ["Leren.", "human", True]


def test_an_entry_tells_the_commune_of_a_confidential_place_only() -> None:
    found = told(hidden("Refuge"))
    (where,) = found["at"]
    assert (where["town"], where["hidden"], where["address"], where["postcode"]) == ("Dinant", True, "", "")
    assert [word for word in (SECRET, "5503", "secrète", "sonner", "50.2001", "4.9001") if word in str(found)] == []


def test_entries_come_in_the_order_that_was_asked_and_none_that_is_not_there() -> None:
    first, second = held("A"), held("B")
    assert [one["name"] for one in entries([second.pk, first.pk, 10**9])] == ["B", "A"]


def test_entries_are_what_json_gives_back() -> None:
    service = held("Cours", "need.papers", assured_on=DAY - timedelta(days=3), hours="Mo 09:00-12:00")
    CourseOffer.objects.create(service=service, levels=["A1"], tags=["fle"])
    Language.objects.create(service=service, code="ar")
    renewed(service)
    assert json.loads(json.dumps(told(service))) == told(service)


def test_a_booklet_asks_as_much_for_three_services_as_for_one(query_count: Callable[..., int]) -> None:
    held("Un", "need.papers", hours="Mo 09:00-12:00")
    one = query_count(booklet)
    for name in ("Deux", "Trois"):
        place(held(name, "need.papers", hours="Mo 09:00-12:00"), "Dinant")
    assert query_count(booklet) == one <= 30


def test_a_filter_on_communes_takes_the_services_that_have_a_place_there() -> None:
    both = held("Permanence", at="Namur")
    place(both, "Dinant")
    renewed(both)
    held("Ailleurs", at="Couvin")
    made = directory("dinant", communes=[commune("Dinant")])
    assert [service.name for service in services_of(made)] == ["Permanence"]
