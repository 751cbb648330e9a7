"""The list taken along: reopened by another program, without formulas, without needs beside names."""

import csv
import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event
from maillage.agenda.office.exports import workbook
from maillage.core.sheets import FORMULA, harmless
from tests.agenda.desk import coordinator, desk, plenary, workshop
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db
PHONE = "+32 81 12 34 56"
NASTY = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "＝1+1", " =1"]


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def lines(office: Client, event: Event, **params) -> list[list[str]]:
    """The CSV as a spreadsheet reads it."""
    response = office.get(desk(event, "export_csv"), params)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def book(office: Client, event: Event, **params):
    """The workbook, opened by another program than the one that wrote it."""
    response = office.get(desk(event, "export_xlsx"), params)
    assert response["Content-Disposition"].startswith(f'attachment; filename="inscriptions-{event.slug}-')
    return load_workbook(io.BytesIO(response.content))


def columns(rows: list) -> dict[str, list]:
    """What stands under each title."""
    return {title: [row[place] for row in rows[1:]] for place, title in enumerate(rows[0])}


def test_both_have_the_columns_and_people_of_the_list_in_its_order(office):
    event = plenary(capacity=2)
    workshop(event, "recits", capacity=1)
    for first, last in (("Ana", "Zola"), ("Élise", "Noël"), ("Ben", "Moreau")):
        RegistrationFactory(event=event, first_name=first, last_name=last, workshops=("recits",))
    listed = office.get(desk(event), {"state": "confirmed", "ordering": "last_name"})
    titles = [str(column.label) for column in listed.context["table"].columns.values()]
    as_text = lines(office, event, state="confirmed", ordering="last_name")
    as_book = [list(row) for row in book(office, event, state="confirmed", ordering="last_name").worksheets[0].values]
    name = titles.index("Nom")
    assert as_text[0] == as_book[0] == [*titles[:name], "Prénom", *titles[name:]], "first and last name apart"
    assert columns(as_text)["Prénom"] == columns(as_book)["Prénom"] == ["Élise", "Ana"]
    assert columns(as_text)["Nom"] == columns(as_book)["Nom"] == ["Noël", "Zola"]
    assert columns(as_text)["Place"] == ["confirmée", "confirmée"]
    assert columns(as_text)["Ateliers"] == ["", "Atelier recits"]
    assert columns(as_text)["Attend"] == ["Atelier recits (n° 1)", ""]


def test_search_applies_to_what_is_taken_along(office):
    event = plenary()
    RegistrationFactory(event=event, first_name="Élise")
    RegistrationFactory(event=event, first_name="Ben")
    assert columns(lines(office, event, q="elise"))["Prénom"] == ["Élise"]
    assert len(list(book(office, event, q="elise").worksheets[0].values)) == 2


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(office, text):
    event = plenary()
    RegistrationFactory(event=event, role=text, organization=text)
    assert columns(lines(office, event))["Fonction"] == [f"'{text}"]
    cells = [cell for row in book(office, event).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert text in [cell.value for cell in cells]


@pytest.mark.parametrize(
    "phone", [PHONE, "+32/81.12.34.56", "+32 (0)81 12-34-56", "+32\u00a081\u00a012\u00a034\u00a056"]
)
def test_phone_number_stays_exactly_as_it_is(office, phone):
    event = plenary()
    RegistrationFactory(event=event, role=phone)
    assert columns(lines(office, event))["Fonction"] == [phone]
    assert columns(list(book(office, event).worksheets[0].values))["Fonction"] == [phone]


@pytest.mark.parametrize(
    "text", ["+32 81+cmd", "+1=2", "+", "+32", "+32 81 12 34 56\n=1", "+32 81 12 34 56 78 90 12 34 56 78 90"]
)
def test_what_only_looks_like_a_phone_number_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_harmless_text_never_begins_like_a_formula_unless_it_is_a_phone_number(text):
    made = harmless(text)
    assert made in {text, f"'{text}"}
    assert not FORMULA.match(made) or set(made[1:]) <= set("0123456789 \u00a0\u202f./()-")


def test_text_with_separators_quotes_and_lines_comes_back_whole(office):
    event = plenary()
    text = 'Une ligne; "deux"\nlignes, et « trois »'
    RegistrationFactory(event=event, message=text)
    assert columns(lines(office, event))["Message"] == [text]
    assert columns(list(book(office, event).worksheets[0].values))["Message"] == [text]


def test_needs_are_counted_on_a_second_sheet_without_names(office):
    event = plenary()
    for meal, language in (("Végétarien", "ar"), ("végétarien ", "ar"), ("halal", "uk"), ("", "")):
        RegistrationFactory(event=event, needs={"needs_meal": meal, "needs_interpreting": language})
    RegistrationFactory(event=event, needs={"needs_access": "boucle auditive", "needs_childcare": "2 enfants"})
    cancel(RegistrationFactory(event=event, needs={"needs_meal": "annulé"}))
    first, second = book(office, event, state="confirmed").worksheets
    assert (first.title, second.title) == ("Inscriptions", "Besoins")
    assert list(second.values) == [
        ("Besoin", "Précision", "Personnes"),
        ("Accès", "boucle auditive", 1),
        ("Garde d’enfants", "2 enfants", 1),
        ("Repas", "végétarien", 2),
        ("Repas", "halal", 1),
        ("Interprète", "العربية", 2),
        ("Interprète", "Українська", 1),
    ]
    people = str([list(first.values), lines(office, event)])
    for need in ("végétarien", "halal", "boucle", "enfants", "العربية"):
        assert need not in people.casefold()


def test_empty_event_gives_titles_alone(office):
    event = plenary()
    assert len(lines(office, event)) == 1
    assert [sheet.max_row for sheet in book(office, event).worksheets] == [1, 1]


def test_workbook_holds_what_no_character_set_of_an_xml_file_may(office):
    """Control characters that XML refuses are escaped, so that the file opens."""
    opened = load_workbook(io.BytesIO(workbook((["Titre"], [["a\x07b"]]), []))).worksheets[0]
    assert opened["A2"].value.startswith("a")


@pytest.mark.parametrize("name", ["export_xlsx", "export_csv"])
def test_exports_make_the_same_queries_whatever_the_number_of_people(office, query_count, name):
    costs = set()
    for number in (1, 3, 20):
        event = plenary(capacity=2)
        workshop(event, "recits", capacity=1)
        for _ in range(number):
            RegistrationFactory(event=event, workshops=("recits",), needs={"needs_meal": "halal"})
        office.get(desk(event, name))
        costs.add(query_count(office.get, desk(event, name)))
    assert len(costs) == 1
