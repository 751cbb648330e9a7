"""The words of the taxonomies that the house brings along: the same terms in every language, none of them empty."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from maillage.core.languages import LANGUAGES
from maillage.directory.actions.terms import FOLDER, words
from maillage.directory.enums import Level, Scheme

CODES = [language.code for language in LANGUAGES]
LONGEST_NAME = 40  # characters, to fit on a button
FEWEST = {"need": 3}  # synonyms; one elsewhere

every_language = pytest.mark.parametrize("language", CODES)


def terms(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every term of a language: `scheme.key` and its entry."""
    for scheme, entries in words(language).items():
        for key, entry in entries.items():
            yield f"{scheme}.{key}", entry


def said(entry: dict[str, Any]) -> list[str]:
    """All the words of an entry."""
    return [entry["name"], entry["plain"], *entry["synonyms"]]


def twice(texts: list[str]) -> list[str]:
    """The texts that stand there more than once, capitals and spaces aside."""
    return [text for text, times in Counter(" ".join(text.casefold().split()) for text in texts).items() if times > 1]


def test_terms_are_written_in_the_languages_of_the_site() -> None:
    assert sorted(path.name for path in FOLDER.glob("terms.*.toml")) == sorted(f"terms.{code}.toml" for code in CODES)


def test_schemes_and_levels_are_those_of_the_code() -> None:
    french = words("fr")
    assert list(french) == Scheme.values
    assert list(french["level"]) == Level.values


@every_language
def test_terms_have_the_keys_of_the_french_in_its_order(language: str) -> None:
    assert [key for key, _ in terms(language)] == [key for key, _ in terms("fr")]


@every_language
def test_terms_have_name_plain_sentence_and_synonyms(language: str) -> None:
    for key, entry in terms(language):
        assert set(entry) == {"name", "plain", "synonyms"}, key
        assert all(text and text == " ".join(text.split()) for text in said(entry)), key


@every_language
def test_names_fit_on_a_button(language: str) -> None:
    assert [key for key, entry in terms(language) if len(entry["name"]) > LONGEST_NAME] == []


@every_language
def test_names_are_unique_within_a_scheme(language: str) -> None:
    for scheme, entries in words(language).items():
        assert twice([entry["name"] for entry in entries.values()]) == [], scheme


@every_language
def test_synonyms_are_enough_and_none_stands_twice(language: str) -> None:
    for key, entry in terms(language):
        assert len(entry["synonyms"]) >= FEWEST.get(key.split(".")[0], 1), key
        assert twice(entry["synonyms"]) == [], key


@every_language
def test_apostrophes_are_typographic(language: str) -> None:
    assert [key for key, entry in terms(language) if any("'" in text for text in said(entry))] == []
