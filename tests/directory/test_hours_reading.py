"""What people write about their hours, read or left in their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.directory.hours import Reading, normalise, read, read_all, validate
from maillage.directory.hours.lexer import fold
from maillage.ui.components.signs import unbroken
from tests.directory.hours_phrases import MARKED, PLAIN, SEVERAL, UNREAD

OSM = [
    "24/7",
    "24/7; PH off",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Fr 09:00-17:00; PH,SH off",
    "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00",
    "We[5] 14:00-16:00",
    "Th 09:00-12:00, Th[1] 13:00-16:00",
    "Fr 22:00-02:00",
    "Sep-Jun week 02-53/2 Tu 10:00-12:00",
    "Mo 18:00+",
    "Jul-Aug off",
    'Mo-Fr 09:00-12:00 "sur rendez-vous; closed"',
]


@pytest.mark.parametrize(("phrase", "osm"), PLAIN)
def test_read_plain_hours(phrase, osm):
    assert read_all(phrase) == [Reading(osm)]


@pytest.mark.parametrize(("phrase", "reading"), MARKED)
def test_read_hours_with_marks(phrase, reading):
    assert read_all(phrase) == [reading]


@pytest.mark.parametrize(("phrase", "readings"), SEVERAL)
def test_read_all_several_timetables(phrase, readings):
    assert read_all(phrase) == readings
    assert read(phrase) == Reading(rest=phrase)


@pytest.mark.parametrize("phrase", UNREAD)
def test_read_keeps_the_words_when_unsure(phrase):
    assert read_all(phrase) == [Reading(rest=phrase)]


@pytest.mark.parametrize("osm", OSM)
def test_read_osm_comes_back_the_same(osm):
    assert read(osm).osm == osm
    assert read(osm).rest == ""


@pytest.mark.parametrize(
    "osm", sorted({osm for _phrase, osm in PLAIN} | {one.osm for _phrase, one in MARKED if one.osm})
)
def test_read_its_own_answer_again(osm):
    assert read(osm).osm == osm


def test_read_osm_in_another_spelling_is_normalised():
    assert read("Mo-Fr 9:00-12:00;PH closed").osm == "Mo-Fr 09:00-12:00; PH off"


def test_read_all_of_nothing_is_nothing():
    assert read_all("  \n ") == []
    assert read(" ") == Reading()


@pytest.mark.parametrize("osm", ["Mo-Fr 09:00-12:00; PH off", "24/7", 'We[5] 14:00-16:00 "sonner deux fois"'])
def test_validate_accepts_timetables(osm):
    validate(osm)


@pytest.mark.parametrize(
    ("osm", "message"),
    [
        ("", "Indiquez au moins un jour et une heure."),
        ('"sur rendez-vous"', "Indiquez au moins un jour et une heure."),
        ("lundi 9h", unbroken("notation OSM : « lundi 9h »")),
        ("Mo 25:00-26:00", "notation OSM"),
        ("SH Mo-Fr 10:00-12:00", "écrivez deux règles"),
        ('Mo 09:00-12:00; "sur rendez-vous"', "Indiquez au moins un jour et une heure."),
        ("Mo 09:00-12:00 || Tu 09:00-12:00", "pas pris en charge"),
        ("Mo sunrise-sunset", "lever ou le coucher du soleil"),
    ],
)
def test_validate_says_what_is_wrong_in_french(osm, message):
    with pytest.raises(ValueError, match=message):
        validate(osm)


def test_fold_keeps_the_place_of_every_letter():
    phrase = "Œuvre d’été : mercredi 9 h–12 h, İzmir, ŉ"
    assert len(fold(phrase)) == len(phrase)


VOCABULARY = """lundi mardi me ve 1er dernier 9h 12h30 13h-16h 9-12 et , ; / - : ( ) à au du de le un sur deux sauf fermé
juillet août midi matin sur_rdv sans_rdv cours permanence semaines_paires jours_fériés vacances_scolaires 7j/7 . bonjour"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@given(st.lists(WORDS, max_size=12))
def test_read_never_fails_and_never_loses_words(words):
    phrase = " ".join(words).replace("_", " ")
    for reading in read_all(phrase):
        if reading.osm:
            assert normalise(reading.osm) == reading.osm
        assert reading != Reading()


@given(st.text(max_size=60))
def test_read_any_text_is_read_or_kept(text):
    assert read(text).rest or read(text) != Reading() or not text.strip()
