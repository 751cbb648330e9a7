"""The judge of the search is sound: its rows exist, its queries are what their kind says, and there are enough."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import maillage.directory
from maillage.core.languages import BY_CODE
from tests.directory.relevance import KINDS, QUERIES, TABLE, Query

SHEET = Path(maillage.directory.__file__).parent / "fixtures" / "operators.csv"
FEWEST = 240
FEWEST_OF_A_KIND = 8
FEWEST_OF_A_LANGUAGE = 20
FEWEST_IN_FRENCH = 60
SCRIPTS = {"Arab": "ARABIC", "Cyrl": "CYRILLIC"}  # ISO 15924, and the word in the Unicode name of its letters
OTHER_SCRIPTS = {"ar", "fa", "uk"}
NONE_IN = re.compile(r"none in ([^:]+): .+")


@pytest.fixture(scope="module")
def communes() -> dict[str, str]:
    """The commune of every row of the sheet, by id."""
    with SHEET.open(encoding="utf-8", newline="") as sheet:
        return {row["id"]: row["commune"] for row in csv.DictReader(sheet)}


def of_kind(kind: str) -> list[Query]:
    """The queries of a kind."""
    return [query for query in QUERIES if query.kind == kind]


def alphabets(text: str) -> set[str]:
    """The first word of the Unicode name of every letter: LATIN, ARABIC, CYRILLIC."""
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


def test_wanted_rows_exist_in_the_sheet(communes: dict[str, str]) -> None:
    assert {query.text: missing for query in QUERIES if (missing := query.wanted - communes.keys())} == {}


def test_every_query_wants_rows_each_named_once() -> None:
    with TABLE.open(encoding="utf-8", newline="") as table:
        wanted = {line["text"]: line["wanted"].split() for line in csv.DictReader(table, delimiter="\t")}
    assert [text for text, ids in wanted.items() if not ids or len(ids) != len(set(ids))] == []


def test_queries_stand_once() -> None:
    texts = Counter(" ".join(query.text.casefold().split()) for query in QUERIES)
    assert [text for text, times in texts.items() if times > 1] == []


def test_queries_have_no_stray_space() -> None:
    assert [query.text for query in QUERIES if not query.text or query.text != " ".join(query.text.split())] == []


def test_queries_are_enough() -> None:
    assert len(QUERIES) >= FEWEST


def test_kinds_are_known_and_large_enough() -> None:
    counted = Counter(query.kind for query in QUERIES)
    assert counted.keys() == KINDS.keys()
    assert {kind: count for kind, count in counted.items() if count < FEWEST_OF_A_KIND} == {}


def test_languages_are_those_of_the_site_and_large_enough() -> None:
    counted = Counter(query.language for query in QUERIES)
    assert counted.keys() == BY_CODE.keys()
    assert {code: count for code, count in counted.items() if count < FEWEST_OF_A_LANGUAGE} == {}
    assert counted["fr"] >= FEWEST_IN_FRENCH


def test_other_scripts_are_written_in_the_letters_of_the_language() -> None:
    assert {query.language for query in of_kind("other-script")} == OTHER_SCRIPTS
    for query in of_kind("other-script"):
        assert alphabets(query.text) == {SCRIPTS[BY_CODE[query.language].script]}, query.text


def test_transliterations_are_typed_on_a_plain_keyboard() -> None:
    assert {query.language for query in of_kind("transliteration")} == OTHER_SCRIPTS
    assert [query.text for query in of_kind("transliteration") if not query.text.isascii()] == []


def test_communes_without_an_offer_are_named_and_not_wanted(communes: dict[str, str]) -> None:
    for query in of_kind("commune-without"):
        named = NONE_IN.fullmatch(query.note)
        assert named, query.text
        assert named[1] in communes.values(), query.text
        assert named[1] not in {communes[row] for row in query.wanted}, query.text


def test_a_query_is_answered_among_the_first_three_only() -> None:
    query = Query("typos", "fr", "colit", "", frozenset({"NA-018"}))
    assert query.answered(["NA-001", "NA-002", "NA-018"])
    assert not query.answered(["NA-001", "NA-002", "NA-003", "NA-018"])
    assert not query.answered([])
