"""Words of nine languages: the same however they are typed, and by their sound in Latin letters."""

import pytest

from maillage.directory.lexis.sounds import skeleton
from maillage.directory.lexis.words import fold, script, split, stem, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’école d'Anna", ("ecole", "anna")),
        ("FLE niveau A1.1", ("fle", "niveau", "a1.1")),
        ("Œuvre sociale", ("oeuvre", "sociale")),
        ("İş ilanı", ("is", "ilani")),
        ("مدرسةٌ", ("مدرسه",)),
        ("می‌خواهم", ("ميخواهم",)),
        ("п’ять", ("п", "ять")),
    ],
)
def test_words_are_split_and_folded(text: str, words: tuple[str, ...]):
    assert split(text) == words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("formations", "formation", "fr"),
        ("courses", "course", "en"),
        ("المحامي", "محامي", "ar"),
        ("курси", "курс", "uk"),
        ("cursos", "curso", "es"),
    ],
)
def test_inflected_words_have_one_stem(one: str, other: str, language: str):
    assert stem(fold(one), language) == stem(fold(other), language)


def test_levels_and_numbers_are_no_words_to_stem():
    assert stems("A1.1 5000") == ("a1.1", "5000")


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("دروس", ("durus", "dorous")),
        ("محامي", ("mohami", "muhami")),
        ("курси", ("kursy",)),
        ("فرنسية", ("faransiya", "faranseya")),
    ],
)
def test_words_of_another_script_sound_like_their_latin_spellings(written: str, heard: tuple[str, ...]):
    assert {skeleton(word) for word in heard} == {skeleton(written)}


def test_script_is_told_by_the_first_letter():
    assert [script(word) for word in ("abc", "العربية", "курси")] == ["latn", "arab", "cyrl"]
