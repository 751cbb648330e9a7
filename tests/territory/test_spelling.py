"""How names of places are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.territory.rules.spelling import bare, fold, parts, postcode_in, without_postcode


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éghezée", "eghezee"),
        ("ST.-SERVAIS", "saint servais"),
        ("Ste-Cécile", "sainte cecile"),
        ("L’Escaillère", "l escaillere"),
        ("Sœur", "soeur"),
        ("Vresse s. Semois", "vresse sur semois"),
        ("Hanret/", "hanret"),
    ],
)
def test_fold_keeps_plain_words(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_of_folded_is_the_same(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_bare_is_folded_without_articles(text):
    assert bare(text).split() == [word for word in fold(text).split() if bare(word)]


@pytest.mark.parametrize(
    ("text", "postcode", "rest"),
    [
        ("5000 Namur", "5000", "Namur"),
        ("B 5000 Namur", "5000", "Namur"),
        ("b-5000 Namur", "5000", "Namur"),
        ("Rue X 1234, 5000 Namur", "5000", "Rue X , Namur"),
        ("Namur", "", "Namur"),
        ("75001 Paris", "", "75001 Paris"),
        ("0500 Nulle-Part", "", "0500 Nulle-Part"),
    ],
)
def test_postcode_is_the_last_number_of_four_digits(text, postcode, rest):
    assert (postcode_in(text), without_postcode(text)) == (postcode, rest)


def test_parts_are_between_commas_brackets_and_slashes():
    assert parts("Rue X 3, Jambes (Namur)/Wallonie\n") == ["Rue X 3", "Jambes", "Namur", "Wallonie"]
