"""What changed since a directory was printed: what came, went, or would send somebody to the wrong door."""

from typing import Any

import pytest
from django.utils import translation

from maillage.core.languages import READY
from maillage.directory.rules.errata import TOLD, Kind, errata, field_name, kind_name, what
from tests.directory.facts import Facts, facts, hours, place, plain

SECRET = "Rue du Secret-Bien-Gardé 12"


def told(before: list[Facts], now: list[Facts]) -> list[tuple[str, str, str]]:
    """Kind, name and words of each."""
    return [(one.kind.value, one.facts["name"], plain(what(one))) for one in errata(before, now)]


def changed(before: dict[str, Any], now: dict[str, Any]) -> str:
    """The words of the one entry that changed so."""
    ((kind, _name, words),) = told([facts(**before)], [facts(**now)])
    assert kind == Kind.CHANGED
    return words


def test_nothing_changed_is_nothing_told() -> None:
    assert errata([facts()], [facts()]) == []
    assert errata([], []) == []


def test_new_gone_and_changed_by_name() -> None:
    before = [facts(ref="1", name="Zèbre"), facts(ref="2", name="abricot"), facts(ref="3", name="Même")]
    now = [
        facts(ref="1", name="Zèbre", email="autre@alpha.example"),
        facts(ref="3", name="Même"),
        facts(ref="4", name="Bateau"),
    ]
    assert [(kind, name) for kind, name, _words in told(before, now)] == [
        ("gone", "abricot"),
        ("new", "Bateau"),
        ("changed", "Zèbre"),
    ]


def test_an_entry_is_known_again_by_its_reference_whatever_its_name_and_address() -> None:
    words = changed({"name": "Cours", "slug": "cours"}, {"name": "Table de conversation", "slug": "table"})
    assert words == "nom : Table de conversation (avant : Cours)"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({}, {"phones": ["+3281445566"]}, "téléphone : 081 44 55 66 (avant : 081 11 22 33)"),
        ({}, {"email": "a@b.example"}, "courriel : a@b.example (avant : cours@alpha.example)"),
        ({}, {"website": "https://b.example"}, "site : https://b.example (avant : https://alpha.example)"),
        ({}, {"operator": "Bêta"}, "opérateur : Bêta (avant : Alpha Namur)"),
        ({}, {"cents": 0}, "prix : gratuit (avant : 20 €)"),
        ({"cents": 2000}, {"cents": 2550}, "prix : 25,50 € (avant : 20 €)"),
        ({"fees": "5 €"}, {"fees": "6 €"}, "prix, en mots : 6 € (avant : 5 €)"),
        (
            {"at": [place()]},
            {"at": [place("Dinant", address="Place 3", postcode="5500")]},
            "adresse : Place 3, 5500 Dinant (avant : Rue Haute 1, 5000 Namur)",
        ),
        (
            {"at": [place("Namur", hours("Mo 09:00-12:00"))]},
            {"at": [place("Namur", hours("Tu 09:00-12:00"))]},
            "heures : mardi 9h00 – 12h00 (avant : lundi 9h00 – 12h00)",
        ),
        (
            {"at": [place("Namur", hours("Mo 09:00-12:00"))]},
            {"at": [place("Namur", hours("Mo 09:00-12:00", by_appointment=True))]},
            "heures : lundi 9h00 – 12h00 (sur rendez-vous) (avant : lundi 9h00 – 12h00)",
        ),
    ],
)
def test_what_leads_to_the_wrong_door_is_told_with_what_it_was(before: Any, now: Any, words: str) -> None:
    assert changed(before, now) == words


def test_what_is_not_there_any_more_is_told_with_what_it_was() -> None:
    assert changed({}, {"phones": []}) == "téléphone : — (avant : 081 11 22 33)"
    assert changed({"email": ""}, {}) == "courriel : cours@alpha.example"
    assert changed({"at": [place()]}, {"at": []}) == "adresse : — (avant : Rue Haute 1, 5000 Namur)"


def test_several_changes_stand_on_one_line_the_door_first() -> None:
    words = changed({}, {"description": "Autrement.", "email": "a@b.example", "name": "Autre"})
    assert words.split(" · ") == [
        "nom : Autre (avant : Cours de français)",
        "courriel : a@b.example (avant : cours@alpha.example)",
        "description",
    ]


@pytest.mark.parametrize("name", [name for name in TOLD if name not in {"at", "hours"}])
def test_each_fact_that_changes_is_told(name: str) -> None:
    (one,) = errata([facts()], [facts(**{name: ["autre"] if isinstance(facts()[name], list) else "autre"})])
    assert one.fields == (name,)


@pytest.mark.parametrize(
    "change", [{"assured": "2026-11-25"}, {"example": True}, {"slug": "autre"}, {"operator_ref": "9"}]
)
def test_what_nobody_reads_on_paper_is_no_erratum(change: Facts) -> None:
    assert errata([facts()], [facts(**change)]) == []


def test_a_confidential_address_is_told_of_none() -> None:
    shelter = facts(ref="9", name="Refuge", at=[place("Dinant", hidden=True)])
    assert told([], [shelter]) == [("new", "Refuge", "Dinant (adresse confidentielle)")]
    moved = facts(ref="9", name="Refuge", at=[place("Namur", hidden=True)])
    ((_kind, _name, words),) = told([shelter], [moved])
    assert "Rue" not in words


def test_an_address_that_became_confidential_is_not_told_as_what_it_was() -> None:
    before = {"at": [place("Dinant", address=SECRET, name="Refuge secret")]}
    words = changed(before, {"at": [place("Dinant", hidden=True)]})
    assert words == "adresse : Dinant (adresse confidentielle)"
    both = {"at": [place(), place("Dinant", hidden=True)]}
    assert "Secret" not in changed({"at": [place(), *before["at"]]}, both)


def test_of_what_is_gone_the_commune_is_told_and_no_address() -> None:
    """It may be gone because it is a shelter now."""
    gone = facts(at=[place("Dinant", address=SECRET)])
    assert told([gone], []) == [("gone", "Cours de français", "Dinant")]


def test_order_of_places_hours_and_phones_matters_only_when_it_changes() -> None:
    two = [place("Namur"), place("Dinant", address="Place 3", postcode="5500")]
    assert errata([facts(at=two)], [facts(at=list(two))]) == []


@pytest.mark.parametrize("language", [one.code for one in READY])
def test_errata_are_said_in_every_language(language: str) -> None:
    with translation.override(language):
        (one,) = errata([facts()], [facts(cents=0, phones=[])])
        words = what(one)
        assert "+" not in words
        names = {field_name(name) for name in TOLD} | {kind_name(kind) for kind in Kind}
        assert len(names) == len(TOLD) + len(Kind)
        assert ("avant" in words) == (language == "fr")
