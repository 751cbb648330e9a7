"""A cell that says nothing takes nothing away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.dirty import OPERATORS, SERVICES, Row, as_operators, dirty_rows
from tests.directory.import_cases import base, changes, load_places_and_terms, take_in, told
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
RECORDS = frozenset({"sourcerecord"})  # each sheet adds its rows
SHEETS = [pytest.param((SERVICES, list), id="services"), pytest.param((OPERATORS, as_operators), id="operators")]
Taken = tuple[list[Row], tuple[str, ...]]


@pytest.fixture(scope="module", params=SHEETS)
def taken(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Taken]:
    """A sheet that was taken in: its rows and its columns."""
    columns, kept = request.param
    rows = kept(dirty_rows(60, seed=6))
    with written_once(django_db_blocker):
        load_places_and_terms()
        take_in(tmp_path_factory.mktemp("sheets") / "sheet.csv", rows, columns)
        yield rows, columns


@pytest.mark.parametrize("blank", ["", "  ", "n/a", "-", "néant"])
def test_import_of_blank_cells_changes_nothing(tmp_path: Path, taken: Taken, blank: str) -> None:
    rows, columns = taken
    before = base(but=RECORDS)
    said = {"organization", "name", "service", "category"}  # by these a row is known
    emptied = [
        replace(row, cells={column: cell if column in said else blank for column, cell in row.cells.items()})
        for row in rows
    ]
    plan, _run = take_in(tmp_path / "emptied.csv", emptied, columns)
    assert (changes(plan), told(plan)) == ({}, set())
    assert base(but=RECORDS) == before
