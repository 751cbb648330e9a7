"""An entry on paper: hours in words, facts in the reader's language, French texts marked as French."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from maillage.core.languages import READY
from maillage.directory.rules import addresses, printed, weeks
from maillage.ui.pdf.booklets import Entry, Line
from tests.directory.facts import Facts, facts, hours, place, plain

DAY = date(2026, 11, 26)
ARABIC = {"need.learn-french": "تعلّم الفرنسية", "public.women": "نساء"}
FRENCH = {"need.learn-french": "Apprendre le français", "public.women": "Femmes"}


def said(*schedules: Facts, on: date = DAY) -> list[str]:
    """The lines of a place's schedules."""
    return [plain(line.value) for line in weeks.said(schedules, on)]


def entry(told: Facts, language: str = "fr", names: dict[str, str] | None = None) -> Entry:
    """The entry as a language says it."""
    with translation.override(language):
        return printed.printed(told, names or FRENCH, "/fr/annuaire/services/cours/", DAY, "cours")


def line(of: Entry, label: str) -> Line:
    """The line that is called so."""
    (found,) = [one for one in of.lines if one.label == label]
    return found


def texts(of: Line) -> list[str]:
    return [plain(text.value) for text in of.values]


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        ("Mo-Fr 09:00-12:00", "lundi–vendredi 9h00 – 12h00"),
        ("Mo-Fr 09:00-12:00,13:30-16:00", "lundi–vendredi 9h00 – 12h00, 13h30 – 16h00"),
        ("Mo-Fr 09:00-12:00; PH off", "lundi–vendredi 9h00 – 12h00"),
        ("Sa,Su 10:00-12:00", "samedi, dimanche 10h00 – 12h00"),
        ("Mo,We 09:00-12:00; Sa 10:00-11:00", "lundi 9h00 – 12h00 ; mercredi 9h00 – 12h00 ; samedi 10h00 – 11h00"),
        ("Fr 22:00-02:00", "vendredi 22h00 – 2h00"),
        ("24/7", "jour et nuit"),
        ("Mo-Su 00:00-24:00", "jour et nuit"),
    ],
)
def test_hours_of_an_ordinary_week(osm: str, words: str) -> None:
    assert said(hours(osm)) == [words]


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (hours("Mo 09:00-12:00", weeks="alternate"), "lundi 9h00 – 12h00 (une semaine sur deux)"),
        (hours("Mo 09:00-12:00", by_appointment=True), "lundi 9h00 – 12h00 (sur rendez-vous)"),
        (hours("Mo 09:00-12:00", follows_school=True), "lundi 9h00 – 12h00 (sauf congés scolaires)"),
        (hours("Mo 09:00-12:00; SH off"), "lundi 9h00 – 12h00 (sauf congés scolaires)"),
        (hours("Mo 09:00-12:00", kind="permanence"), "lundi 9h00 – 12h00 (permanence)"),
        (hours("Mo 09:00-12:00", kind="course"), "lundi 9h00 – 12h00"),
        (
            hours("Mo 09:00-12:00", kind="phone", by_appointment=True, weeks="alternate"),
            "lundi 9h00 – 12h00 (téléphone, sur rendez-vous, une semaine sur deux)",
        ),
        (hours(by_appointment=True), "sur rendez-vous"),
        (hours("charabia", written="on verra bien"), "on verra bien"),
        (hours(written="on verra bien", by_appointment=True), "on verra bien (sur rendez-vous)"),
    ],
)
def test_what_is_said_beside_the_hours(schedule: Facts, words: str) -> None:
    assert said(schedule) == [words]


def test_hours_that_nobody_can_read_and_nobody_wrote_say_nothing() -> None:
    assert said(hours("charabia"), hours("")) == []


@pytest.mark.parametrize(
    "osm", ["Mo[2] 09:00-12:00", "Mo[1] 09:00-12:00", "Oct-Mar Mo 09:00-12:00", "week 1-53/2 Mo 09:00-12:00"]
)
def test_hours_of_some_weeks_are_not_told_as_of_every_week(osm: str) -> None:
    assert said(hours(osm, written="le deuxième lundi")) == ["le deuxième lundi"]
    assert said(hours(osm)) == ["lundi 9h00 – 12h00 (Heures à demander)"]


def test_hours_that_only_say_when_it_is_closed_are_not_silence() -> None:
    assert said(hours("Jul-Aug off")) == ["Heures à demander"]


def test_old_hours_are_left_out_from_the_day_after_their_last() -> None:
    assert said(hours("Mo 09:00-12:00", to="2026-11-25")) == []
    assert said(hours("Mo 09:00-12:00", to="2026-11-26")) == ["lundi 9h00 – 12h00"]


def test_the_same_hours_are_said_once() -> None:
    assert said(hours("Mo 09:00-12:00"), hours("Mo 09:00-12:00")) == ["lundi 9h00 – 12h00"]


def test_hours_are_said_in_the_language_of_the_reader_each_time() -> None:
    """What is kept of one language is not told in another."""
    for language, day in (("fr", "lundi"), ("ar", "الاثنين"), ("nl", "maandag"), ("fr", "lundi")):
        with translation.override(language):
            (words,) = said(hours("Mo 09:00-12:00", weeks="alternate"))
            assert day in words
            assert ("une semaine sur deux" in words) == (language == "fr")


def test_an_entry_in_arabic_says_its_facts_in_arabic() -> None:
    told = entry(facts(), "ar", ARABIC)
    values = " | ".join(plain(text.value) for one in told.lines for text in one.values if text.language in {"", "ar"})
    for words in ("تعلّم الفرنسية", "نساء", "العربية", "الفرنسية", "الاثنين", "081 11 22 33"):
        assert words in values, words
    assert "20" in values or "٢٠" in values
    assert "نوفمبر" in told.note or "تشرين" in told.note
    assert "2026" in told.note
    french = ("lundi", "Confirmé", "arabe", "interprète", "Femmes", "gratuit", "dès")
    assert [word for word in french if word in values + told.note + "".join(one.label for one in told.lines)] == []


def test_french_texts_stay_french_and_say_so() -> None:
    told = entry(facts(alert="Fermé vendredi.", to_bring="Un cahier."), "ar", ARABIC)
    marked = {text.value: text.language for one in told.lines for text in one.values}
    assert {marked[words] for words in ("Fermé vendredi.", "Un cahier.", "On apprend ensemble.")} == {"fr"}
    assert marked["Rue Haute 1, 5000 Namur"] == "fr"
    assert (told.name.value, told.name.language) == ("Cours de français", "fr")


def test_hours_as_they_were_written_are_marked_as_french() -> None:
    told = facts(at=[place("Namur", hours("charabia", written="on verra bien"))])
    (text,) = line(entry(told, "ar"), printed_label("Quand", "ar")).values
    assert (text.value, text.language) == ("on verra bien", "fr")


def printed_label(words: str, language: str) -> str:
    """What a line is called in a language."""
    with translation.override(language):
        return translation.gettext(words)


@pytest.mark.parametrize(
    ("row", "words", "language"),
    [
        (["نتعلّم معًا.", "human", False], "نتعلّم معًا.", "ar"),
        (["نتعلّم معًا.", "imported", False], "نتعلّم معًا.", "ar"),
        (["نتعلّم معًا.", "human", True], "On apprend ensemble.", "fr"),
        (None, "On apprend ensemble.", "fr"),
    ],
)
def test_a_translation_is_told_only_while_it_is_true(row: Any, words: str, language: str) -> None:
    told = entry(facts(translations={"description": {"ar": row} if row else {}}), "ar", ARABIC)
    assert words in [text.value for one in told.lines for text in one.values if text.language == language]


def test_a_translation_by_a_machine_says_so_and_is_of_no_other_language() -> None:
    told = facts(translations={"description": {"nl": ["We leren samen.", "machine", False]}})
    (first, *_more) = entry(told, "nl").lines
    assert first.values[0].value.startswith("We leren samen. (")
    assert entry(told, "de").lines[0].values[0].value == "On apprend ensemble."


def test_prices_are_said_once_and_the_words_where_they_say_more() -> None:
    def prices(**changed: Any) -> list[str]:
        return texts(line(entry(facts(**changed)), "Prix"))

    assert prices() == ["20 €"]
    assert prices(cents=0, fees="Gratuit.") == ["gratuit"]
    assert prices(cents=1250, fees="12,50 € par mois") == ["12,50 €", "12,50 € par mois"]
    assert prices(cents=None, fees="Selon le revenu") == ["Selon le revenu"]
    assert prices(costs=[["Caution", 500]]) == ["20 €", "Caution : 5 €"]
    assert not [one for one in entry(facts(cents=None)).lines if one.label == "Prix"]


def test_of_several_places_each_has_its_own_hours() -> None:
    two = [
        place("Namur", hours("Mo 09:00-12:00")),
        place("Dinant", hours("Tu 09:00-12:00"), address="Place 3", postcode="5500"),
    ]
    told = entry(facts(at=two))
    assert texts(line(told, "Où")) == ["Rue Haute 1, 5000 Namur", "Place 3, 5500 Dinant"]
    assert texts(line(told, "Quand")) == ["Namur : lundi 9h00 – 12h00", "Dinant : mardi 9h00 – 12h00"]


def test_the_same_hours_at_two_places_are_told_once() -> None:
    two = [place("Namur", hours("Mo 09:00-12:00")), place("Dinant", hours("Mo 09:00-12:00"))]
    assert texts(line(entry(facts(at=two)), "Quand")) == ["lundi 9h00 – 12h00"]


def test_languages_spoken_with_an_interpreter_say_so() -> None:
    told = facts(
        languages=[["ar", "interpreter_by_phone"], ["ar", "staff"], ["ti", "interpreter_on_site"], ["fr", "staff"]]
    )
    assert texts(line(entry(told), "Langues parlées")) == ["arabe, français, tigrigna (interprète)"]


def test_languages_that_are_called_the_same_are_told_once() -> None:
    told = facts(languages=[["ar", "staff"], ["apc", "staff"], ["apc", "interpreter_by_phone"]])
    assert texts(line(entry(told), "Langues parlées")) == ["arabe"]


@pytest.mark.parametrize("language", [one.code for one in READY])
def test_every_fact_of_an_entry_can_be_said_in_every_language(language: str) -> None:
    told = entry(facts(assured=None, alert="Attention."), language)
    assert len({one.label for one in told.lines}) >= 10
    assert told.url.endswith("/annuaire/services/cours/")
    assert "%(" not in repr(told)
    if language != "fr":
        assert told.note != "Jamais confirmé"


def test_telephone_and_addresses_lead_somewhere() -> None:
    told = entry(facts())
    assert line(told, "Téléphone").href == "tel:+3281112233"
    assert line(told, "Courriel").href == "mailto:cours@alpha.example"
    assert line(told, "Site").href == "https://alpha.example"


def test_a_service_that_is_paused_says_so_first() -> None:
    assert entry(facts(status="inactive")).lines[0].values[0].value == "Ce service est en pause"
    assert "pause" not in repr(entry(facts()))


def test_nothing_unknown_has_a_line() -> None:
    bare = facts(
        phones=[],
        email="",
        website="",
        languages=[],
        terms=[],
        at=[],
        childcare=None,
        ages=[None, None],
        levels=[],
        tags=[],
    )
    assert [one.label for one in entry(bare).lines] == ["", "Prix"]


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (place(), "Rue Haute 1, 5000 Namur"),
        (place(locality="Jambes"), "Rue Haute 1, 5000 Jambes (Namur)"),
        (place(locality="Namur"), "Rue Haute 1, 5000 Namur"),
        (place(name="Maison de quartier"), "Maison de quartier, Rue Haute 1, 5000 Namur"),
        (place(name="Rue Haute"), "Rue Haute 1, 5000 Namur"),
        (place(address="", postcode=""), "Namur"),
        (place("", address="Rue Haute 1", postcode=""), "Rue Haute 1"),
        (place("Dinant", hidden=True), "Dinant (adresse confidentielle)"),
        (
            place("Dinant", hidden=True, address="Rue Secrète 3", postcode="5503", name="Refuge"),
            "Dinant (adresse confidentielle)",
        ),
    ],
)
def test_where_something_is_on_one_line(told: Facts, line: str) -> None:
    assert addresses.of(told) == line


@pytest.mark.parametrize(
    ("written", "words"), [("oui", "Prenez rendez-vous d’abord"), ("non", "Venez sans rendez-vous")]
)
def test_a_bare_yes_or_no_to_enrolling_says_whether_one_makes_an_appointment(written: str, words: str) -> None:
    assert texts(line(entry(facts(application_process=written)), "Comment s’inscrire")) == [words]
