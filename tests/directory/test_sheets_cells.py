"""Rows become typed values; what is wrong is told by field, what is not understood is kept."""

from datetime import date
from typing import NamedTuple

import pytest

from maillage.directory.enums import CourseTag, LanguageMode, Level, ScheduleKind, Sector
from maillage.directory.sheets.cells import parse_row
from maillage.directory.sheets.prices import Price
from maillage.directory.sheets.spelling import fold
from maillage.ui.components.signs import unbroken


class Commune(NamedTuple):
    nis: str
    name: str
    postcodes: list[str]


NAMUR = Commune("92094", "Namur", ["5000", "5001", "5100"])
CINEY = Commune("91030", "Ciney", ["5590"])
HAMOIS = Commune("91064", "Hamois", ["5360", "5361"])
HAVELANGE = Commune("91072", "Havelange", ["5370", "5361"])
JAMBES = "jambes"


class Communes:
    """A gazetteer of four communes and one locality."""

    known = (NAMUR, CINEY, HAMOIS, HAVELANGE)

    def commune(self, text, postcode=""):
        text = text.split(",")[0]
        named = {fold(one.name): one for one in self.known} | {JAMBES: NAMUR}
        return named.get(fold(text))

    def of_postcode(self, postcode):
        return [one for one in self.known if postcode in one.postcodes]

    def suggest(self, text):
        return [one.name for one in self.known if fold(one.name)[:3] == fold(text)[:3]]


def parse(**raw):
    return parse_row(raw, Communes())


def problems(parsed):
    return [(problem.field, problem.severity, problem.proposal) for problem in parsed.problems]


def test_row_becomes_typed_values():
    parsed = parse(
        organization="CAI", commune="namur", postcode="5000", address="Rue Docq 24", phone="081 12 34 56 ou 0470/12.34.56",
        email="info@exemple.be", website="www.exemple.be", languages="FR, arabe (bénévole)", level="FLE A1 à A2", price="25 €/an",
        childcare="oui", kbo="0203.430.576", min_age="18 ans", places="12", waiting_weeks="2 mois", next_intake="15/09/2026",
        latitude="50,4669", longitude="4.8674", sector="asbl", confidential="non", needs="apprendre le français; travailler",
        service="cours",
    )  # fmt: skip
    assert parsed.problems == []
    assert parsed.kept == {}
    assert parsed.values == {
        "organization": "CAI", "commune": NAMUR, "postcode": "5000", "address": "Rue Docq 24",
        "phone": ["+3281123456", "+32470123456"],
        "email": "info@exemple.be", "website": "https://www.exemple.be", "languages": ["fr", "ar"],
        "language_modes": {"ar": LanguageMode.VOLUNTEER}, "level": [Level.A1, Level.A2], "course_tags": [CourseTag.FLE],
        "price": Price(2500, False, "25 €/an"), "childcare": "yes", "kbo": "0203430576", "min_age": 18, "places": 12,
        "waiting_weeks": 9, "next_intake": date(2026, 9, 15), "latitude": 50.4669, "longitude": 4.8674,
        "sector": Sector.ASSOCIATIVE,
        "confidential": False, "needs": ["apprendre le français", "travailler"], "service": "cours",
    }  # fmt: skip


def test_schedule_becomes_opening_hours():
    parsed = parse(schedule="permanence lu 9h-12h", hours="Mo-Fr 09:00-17:00; PH off")
    assert parsed.problems == []
    assert [(one.osm, one.kind) for one in parsed.values["schedule"]] == [("Mo 09:00-12:00", ScheduleKind.PERMANENCE)]
    assert [one.osm for one in parsed.values["hours"]] == ["Mo-Fr 09:00-17:00; PH off"]


def test_schedule_not_understood_is_kept_in_its_words():
    parsed = parse(schedule="selon les inscriptions")
    assert (parsed.values, parsed.kept) == ({}, {"schedule": "selon les inscriptions"})
    assert problems(parsed) == [("schedule", "warning", None)]
    assert "selon les inscriptions" in str(parsed.problems[0].message)


# Cells → values, problems (field, severity, proposal), kept.
PLACES = [
    ({"commune": "Namur"}, {"commune": NAMUR}, [], {}),
    ({"commune": "5000 Namur"}, {"commune": NAMUR, "postcode": "5000"}, [], {}),
    ({"commune": "Jambes", "postcode": "5100"}, {"commune": NAMUR, "postcode": "5100", "locality": "Jambes"}, [], {}),
    ({"locality": "Jambes"}, {"commune": NAMUR, "locality": "Jambes"}, [], {}),
    ({"postcode": "5590"}, {"commune": CINEY, "postcode": "5590"}, [], {}),
    ({"postcode": "B-5590"}, {"commune": CINEY, "postcode": "5590"}, [], {}),
    (
        {"postcode": "5590.0", "locality": "Hameau"},
        {"commune": CINEY, "postcode": "5590", "locality": "Hameau"},
        [],
        {},
    ),
    ({"postcode": "5361"}, {"postcode": "5361"}, [("commune", "error", None)], {}),
    ({"postcode": "9999"}, {"postcode": "9999"}, [("postcode", "error", None)], {}),
    ({"postcode": "50000"}, {}, [("postcode", "error", None)], {"postcode": "50000"}),
    ({"commune": "Namurr"}, {}, [("commune", "error", "Namur")], {"commune": "Namurr"}),
    (
        {"commune": "Xyz", "postcode": "5590"},
        {"commune": CINEY, "postcode": "5590", "locality": "Xyz"},
        [("commune", "warning", "Ciney")],
        {},
    ),
    ({"commune": "Hamxyzuvw"}, {}, [("commune", "error", None)], {"commune": "Hamxyzuvw"}),
    ({"commune": "Namur, Ciney"}, {"commune": NAMUR}, [("commune", "warning", None)], {"commune": "Namur, Ciney"}),
    ({"commune": "Xyz"}, {}, [("commune", "error", None)], {"commune": "Xyz"}),
    (
        {"commune": "Ciney", "postcode": "5000"},
        {"commune": CINEY},
        [("postcode", "error", "5590")],
        {"postcode": "5000"},
    ),
    ({"commune": "Namur", "postcode": "5590"}, {"commune": NAMUR}, [("postcode", "error", None)], {"postcode": "5590"}),
    ({"commune": "-", "postcode": ""}, {}, [], {}),
]


@pytest.mark.parametrize("case", PLACES, ids=[str(case[0]) for case in PLACES])
def test_place_is_read_together(case):
    raw, values, told, kept = case
    parsed = parse(**raw)
    assert (parsed.values, problems(parsed), parsed.kept) == (values, told, kept)


def test_place_problem_says_whose_postcode_it_is():
    assert unbroken("C’est celui de : Namur") in str(parse(commune="Ciney", postcode="5000").problems[0].message)
    assert "Hamois, Havelange" in str(parse(postcode="5361").problems[0].message)


BAD = [
    ("phone", "081/12", "warning", None),
    ("email", "info at exemple.be", "error", "info@exemple.be"),
    ("email", "info@exemple", "error", None),
    ("website", "http//exemple.be", "error", "https://exemple.be"),
    ("source_url", "la voisine", "error", None),
    ("kbo", "0203.430.577", "error", None),
    ("level", "avancé", "warning", None),
    ("languages", "klingon", "warning", None),
    ("latitude", "4,86", "error", None),
    ("longitude", "est", "error", None),
    ("places", "beaucoup", "error", None),
    ("min_age", "-3", "error", None),
    ("next_intake", "31/02/2026", "error", None),
    ("waiting_weeks", "longtemps", "error", None),
    ("childcare", "halte de midi", "warning", None),
    ("confidential", "peut-être", "warning", None),
    ("sector", "autre", "warning", None),
    ("status", "vert", "warning", None),
]


@pytest.mark.parametrize("case", BAD, ids=[f"{case[0]} {case[1]}" for case in BAD])
def test_bad_cell_is_told_and_kept(case):
    field, text, severity, proposal = case
    parsed = parse(**{field: text})
    assert problems(parsed) == [(field, severity, proposal)]
    assert parsed.kept == {field: text}
    assert str(parsed.problems[0].message)


def test_confidential_in_doubt_stays_hidden():
    assert parse(confidential="peut-être").values == {"confidential": True}


@pytest.mark.parametrize(
    "field", ["description", "contact", "phone", "email", "id", "price", "Remarques internes", "postcode"]
)
def test_national_number_is_an_error_and_is_never_echoed(field):
    for text in ["85.07.30-033.28", "né 85073003328 à Alep"]:
        parsed = parse(**{field: text, "organization": "CAI"})
        assert problems(parsed) == [(field, "error", None)]
        assert parsed.values == {"organization": "CAI"}
        assert "033" not in f"{parsed} {parsed.problems[0].message}"


def test_formula_is_text():
    parsed = parse(organization="=HYPERLINK(1)", description="@SUM(A1)", alert="-2+3", service="+A1")
    assert parsed.problems == []
    assert parsed.values == {
        "organization": "=HYPERLINK(1)",
        "description": "@SUM(A1)",
        "alert": "-2+3",
        "service": "+A1",
    }


def test_blank_cells_give_nothing():
    parsed = parse(organization=" ", phone="-", email="/", level="n/a", price="néant", languages="?", Couleur="-")
    assert (parsed.values, parsed.problems, parsed.kept) == ({}, [], {})


def test_unknown_column_is_kept():
    assert parse(Couleur="bleu").kept == {"Couleur": "bleu"}


def test_surplus_goes_to_the_second_field_or_is_kept():
    parsed = parse(
        email="a@exemple.be; b@exemple.be; c@exemple.be", phone="081 12 34 56 (Marie)", website="a.be et b.be"
    )
    assert parsed.values == {
        "email": "a@exemple.be", "email_2": "b@exemple.be", "phone": ["+3281123456"], "website": "https://a.be",
    }  # fmt: skip
    assert parsed.kept == {"email": "c@exemple.be", "phone": "Marie", "website": "b.be"}


def test_second_value_of_a_single_field_is_kept():
    parsed = parse(email="a@exemple.be; b@exemple.be", email_2="c@exemple.be")
    assert (parsed.values["email_2"], parsed.kept) == ("b@exemple.be", {"email_2": "c@exemple.be"})


def test_values_of_one_row_are_not_those_of_another():
    first, second = parse(level="A1", course_tags="FLE"), parse(level="A1", course_tags="RAN")
    first.values["level"].append("changed")
    assert second.values == {"level": [Level.A1], "course_tags": [CourseTag.RAN]}


def test_level_and_course_tags_add_up():
    parsed = parse(level="alpha 1", course_tags="FLE A1")
    assert parsed.values == {"level": [Level.ALPHA_1, Level.A1], "course_tags": [CourseTag.ALPHA, CourseTag.FLE]}
