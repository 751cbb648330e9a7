"""Phones, languages, levels: what people really write in a cell."""

import pytest

from maillage.directory.enums import CourseTag, LanguageMode, Level, PhoneKind
from maillage.directory.sheets.languages import BY_NAME, CODES, FRENCH_NAMES, read_languages
from maillage.directory.sheets.levels import read_levels
from maillage.directory.sheets.phones import kind, national, read_phones

NAMUR, MOBILE = "+3281123456", "+32470123456"

PHONES = {
    "081/12 34 56": [NAMUR],
    "081/12.34.56": [NAMUR],
    "081 123 456": [NAMUR],
    "081-12-34-56": [NAMUR],
    "081123456": [NAMUR],
    "81123456": [NAMUR],  # a spreadsheet ate the zero
    "+32 81 12 34 56": [NAMUR],
    "+32 (0)81 12 34 56": [NAMUR],
    "+32(0)81/12.34.56": [NAMUR],
    "0032 81 12 34 56": [NAMUR],
    "0032(0)81/123456": [NAMUR],
    "Tél. : 081/12.34.56": [NAMUR],
    "T 081 12 34 56": [NAMUR],
    "(081) 12 34 56": [NAMUR],
    "081 - 12 34 56": [NAMUR],
    "0470/12.34.56": [MOBILE],
    "GSM : 0470 12 34 56": [MOBILE],
    "470123456": [MOBILE],
    "32470123456": [MOBILE],
    "+32470123456": [MOBILE],
    "081 12 34 56 ou 0470/12.34.56": [NAMUR, MOBILE],
    "081/12.34.56 - 0470/12.34.56": [NAMUR, MOBILE],
    "081/12 34 56 / 0470 12 34 56": [NAMUR, MOBILE],
    "081123456/0470123456": [NAMUR, MOBILE],
    "081/123456-0470/123456": [NAMUR, MOBILE],
    "081/12.34.56; 0470/12.34.56": [NAMUR, MOBILE],
    "081/12.34.56\n0470/12.34.56": [NAMUR, MOBILE],
    "081 12 34 56 + 0470 12 34 56": [NAMUR, MOBILE],
    "081 12 34 56, 081/12.34.56": [NAMUR],
    "02/511.22.33": ["+3225112233"],
    "1722": ["1722"],
    "107": ["107"],
    "0800 12 345": ["+3280012345"],
    "1722 ou 0800 12 345": ["1722", "+3280012345"],
    "+33 3 24 42 00 00": ["+33324420000"],
}
NO_PHONES = ["081/1234", "voir site", "12", "0470 12 34", "à demander", "081 12 34 56 78 90", "5000 Namur"]


@pytest.mark.parametrize("text", PHONES)
def test_phone_is_read(text):
    assert (list(read_phones(text).numbers), read_phones(text).rest) == (PHONES[text], "")


@pytest.mark.parametrize("text", NO_PHONES)
def test_phone_that_is_none_stays_words(text):
    assert read_phones(text) == ((), text)


def test_phone_leaves_words_over():
    assert read_phones("081/12.34.56 (Marie)") == ((NAMUR,), "Marie")
    assert read_phones("081 12 34 56 / 57") == ((NAMUR,), "57")
    assert read_phones("Tél 081 12 34 56 Fax 081 12 34 57") == ((NAMUR,), "Fax 081 12 34 57")


def test_phone_is_written_as_at_home():
    written = ["081 12 34 56", "0470 12 34 56", "0800 12 345", "02 511 22 33", "1722", "+33 3 24 42 00 00"]
    numbers = [NAMUR, MOBILE, "+3280012345", "+3225112233", "1722", "+33324420000"]
    assert [national(number) for number in numbers] == written
    assert [read_phones(text).numbers[0] for text in written] == numbers


def test_phone_kind_tells_mobiles():
    assert [kind(number) for number in [MOBILE, NAMUR, "1722"]] == [PhoneKind.CELL, PhoneKind.VOICE, PhoneKind.VOICE]


LANGUAGES = {
    "fr;en;ar": "fr en ar",
    "fr, en": "fr en",
    "FR/NL": "fr nl",
    "FR-NL-EN": "fr nl en",
    "FR NL": "fr nl",
    "FR et NL": "fr nl",
    "français, anglais": "fr en",
    "Français – Anglais – Arabe": "fr en ar",
    "francais et anglais": "fr en",
    "Français, anglais et espagnol": "fr en es",
    "langues parlées : français, turc": "fr tr",
    "un peu d’italien": "it",
    "tigrinya": "ti",
    "Tigrigna/amharique": "ti am",
    "pachto et dari": "ps prs",
    "Pashto, Farsi": "ps fa",
    "lingala, swahili, kikongo": "ln sw kg",
    "peul (pulaar)": "ff",
    "kurde": "ku",
    "kurde kurmandji": "kmr",
    "kurde (sorani)": "ckb",
    "kurmanci; sorani": "kmr ckb",
    "roumain, romani": "ro rom",
    "somali": "so",
    "tchétchène": "ce",
    "amazigh": "ber",
    "berbère / rifain": "ber rif",
    "kinyarwanda - kirundi": "rw rn",
    "serbo-croate": "sh",
    "créole haïtien": "ht",
    "langue des signes de Belgique francophone": "sfb",
    "LSFB": "sfb",
    "langue des signes": "sgn",
    "Engels, Frans en Nederlands": "en fr nl",
    "Arabisch": "ar",
    "English and French": "en fr",
    "Dutch; Ukrainian": "nl uk",
    "العربية": "ar",
    "українська": "uk",
    "русский, polski": "ru pl",
    "Türkçe": "tr",
    "español": "es",
    "فارسی": "fa",
    "shqip": "sq",
    "ANGLAIS": "en",
    "néerlandais (notions)": "nl",
    "darija": "ary",
    "mandarin": "zh",
    "ukr": "uk",
    "français - en": "fr en",
    "en": "en",
}


@pytest.mark.parametrize("text", LANGUAGES)
def test_languages_are_read(text):
    assert (list(read_languages(text).codes), read_languages(text).rest) == (LANGUAGES[text].split(), "")


def test_languages_say_who_speaks():
    spoken = read_languages("français, arabe (bénévole), dari (interprète par téléphone)")
    assert spoken.codes == ("fr", "ar", "prs")
    assert dict(spoken.modes) == {"ar": LanguageMode.VOLUNTEER, "prs": LanguageMode.INTERPRETER_BY_PHONE}


@pytest.mark.parametrize(
    "text", ["toutes langues", "klingon", "à voir avec l’équipe", "multilingue", "pas d’anglais", "toutes sauf l’arabe"]
)
def test_languages_unknown_are_left_over(text):
    assert read_languages(text).codes == ()
    assert read_languages(text).rest


def test_languages_left_over_are_in_the_words_of_the_writer():
    assert read_languages("Anglais, Interprètes du réseau").rest == "Interprètes réseau"


def test_languages_misspelt_are_proposed_not_guessed():
    spoken = read_languages("français, portuguais")
    assert (spoken.codes, spoken.rest, spoken.proposal) == (("fr",), "portuguais", "portugais")


def test_language_names_lead_to_themselves():
    assert len(CODES) >= 90
    assert set(BY_NAME.values()) == CODES
    assert [code for code, name in FRENCH_NAMES.items() if read_languages(name).codes != (code,)] == []


A1_TO_B1 = [Level.A1, Level.A2, Level.B1]
LEVELS = {
    "A1.1;A1": ([Level.A1_1, Level.A1], []),
    "A1 à B1": (A1_TO_B1, []),
    "A1-B1": (A1_TO_B1, []),
    "de A1 à B1": (A1_TO_B1, []),
    "A1 > A2": ([Level.A1, Level.A2], []),
    "a1, a2": ([Level.A1, Level.A2], []),
    "A1/A2": ([Level.A1, Level.A2], []),
    "A1-A2-B1": (A1_TO_B1, []),
    "A2+": ([Level.A2], []),
    "A2.1": ([Level.A2], []),
    "niveau B2": ([Level.B2], []),
    "FLE A2": ([Level.A2], [CourseTag.FLE]),
    "F.L.E. A1": ([Level.A1], [CourseTag.FLE]),
    "Français langue étrangère B1": ([Level.B1], [CourseTag.FLE]),
    "alpha": ([], [CourseTag.ALPHA]),
    "Alphabétisation": ([], [CourseTag.ALPHA]),
    "alpha oral": ([Level.ALPHA_ORAL], [CourseTag.ALPHA]),
    "alpha 1-2": ([Level.ALPHA_1, Level.ALPHA_2], [CourseTag.ALPHA]),
    "Alpha 1 à 3": ([Level.ALPHA_1, Level.ALPHA_2, Level.ALPHA_3], [CourseTag.ALPHA]),
    "alpha 1, 2 et 4": ([Level.ALPHA_1, Level.ALPHA_2, Level.ALPHA_4], [CourseTag.ALPHA]),
    "alpha-3": ([Level.ALPHA_3], [CourseTag.ALPHA]),
    "alpha oral à alpha 2": ([Level.ALPHA_ORAL, Level.ALPHA_1, Level.ALPHA_2], [CourseTag.ALPHA]),
    "débutant": ([Level.A1], []),
    "Grands débutants": ([Level.A1], []),
    "RAN": ([], [CourseTag.RAN]),
    "Remise à niveau": ([], [CourseTag.RAN]),
    "citoyenneté": ([], [CourseTag.CITIZENSHIP]),
    "formation à la citoyenneté": ([], [CourseTag.CITIZENSHIP]),
    "Alpha/FLE": ([], [CourseTag.ALPHA, CourseTag.FLE]),
    "tous niveaux": (list(Level), []),
    "alpha tous niveaux": ([level for level in Level if level.startswith("alpha")], [CourseTag.ALPHA]),
    "FLE, tous les niveaux": ([level for level in Level if not level.startswith("alpha")], [CourseTag.FLE]),
    "Tous niveaux (A1 à B1)": (A1_TO_B1, []),
    "Alpha et FLE débutant": ([Level.A1], [CourseTag.ALPHA, CourseTag.FLE]),
    "C1": ([Level.C1], []),
}


@pytest.mark.parametrize("text", LEVELS)
def test_levels_are_read(text):
    levels, tags = LEVELS[text]
    assert (list(read_levels(text).levels), list(read_levels(text).tags), read_levels(text).rest) == (levels, tags, "")


@pytest.mark.parametrize(
    "text", ["avancé", "A0", "intermédiaire", "C2", "selon test", "A4", "BA2", "sauf A1", "pas avant A2"]
)
def test_levels_unknown_are_left_over(text):
    assert read_levels(text) == ((), (), text)


def test_beginner_of_literacy_is_not_at_a1():
    assert read_levels("alpha débutant") == ((), (CourseTag.ALPHA,), "alpha débutant")


def test_levels_half_understood_keep_all_the_words():
    assert read_levels("A2 avec test d’entrée") == ((Level.A2,), (), "A2 avec test d’entrée")
