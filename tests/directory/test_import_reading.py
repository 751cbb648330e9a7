"""Sheets as people keep them: every slip is told by row and column, and what can be read is read as it was meant."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.dirty import OPERATORS, SERVICES, Row, as_operators, communes, dirty_rows
from maillage.directory.actions.imports.plan import Plan
from maillage.directory.enums import LineKind
from maillage.directory.models import ImportRun, Organization, Service, SourceRecord
from tests.directory.import_cases import (
    FIELDS,
    changes,
    load_places_and_terms,
    look_at,
    take_in,
    to_be_told,
    told,
)
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
SHEETS = [
    pytest.param(SERVICES, list, {"encoding": "utf-8", "parted": ","}, id="services"),
    pytest.param(SERVICES, list, {"encoding": "cp1252", "parted": ";"}, id="services-from-excel"),
    pytest.param(OPERATORS, as_operators, {"encoding": "utf-8-sig", "parted": ";"}, id="operators"),
]
Columns, Kept = tuple[str, ...], Callable[[list[Row]], list[Row]]


@pytest.fixture(scope="module", autouse=True)
def _places(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        load_places_and_terms()
        yield


@pytest.mark.parametrize(("columns", "kept", "form"), SHEETS)
def test_import_tells_every_slip_by_row_and_column(
    tmp_path: Path, columns: Columns, kept: Kept, form: dict[str, Any]
) -> None:
    rows = kept(dirty_rows(300))
    plan = look_at(tmp_path / "sheet.csv", rows, columns, **form)
    assert told(plan) == to_be_told(rows)
    assert {how for _number, _column, how in told(plan)} == {"error", "warning"}
    assert len(plan.sources) == 300
    assert not Organization.objects.exists()


@pytest.mark.parametrize(("columns", "kept", "form"), SHEETS)
def test_import_reads_what_was_meant(tmp_path: Path, columns: Columns, kept: Kept, form: dict[str, Any]) -> None:
    rows = kept(dirty_rows(300, seed=2))
    _plan, run = take_in(tmp_path / "sheet.csv", rows, columns, **form)
    assert Organization.objects.count() == len({row.meant["organization"] for row in rows})
    services = _services(run)
    wrong = [
        (number, column, row.cells[column], row.meant.get(column), found)
        for number, row in enumerate(rows, 2)
        for column, found in _found(services[number]).items()
        if column in columns and found != row.meant.get(column) and not _said_elsewhere(columns, column, row)
    ]
    assert wrong == []


def _services(run: ImportRun) -> dict[int, Service]:
    """The service that each row became or met, with all that hangs on it."""
    at = "service__service_at_locations"
    kept = ("course_offers", *(f"service_at_locations__{kind}" for kind in ("schedules", "languages", "phones")))
    rows = run.records.select_related("service__organization").prefetch_related(
        f"{at}__location__municipality", *(f"service__{name}" for name in kept)
    )
    return {row.number: row.service for row in rows}


def _found(service: Service) -> dict[str, Any]:
    """What the base holds of a row, in the form in which it was meant; None where it holds nothing."""
    (at,) = service.service_at_locations.all()
    course = next(iter(service.course_offers.all()), None)
    hours = next(iter(at.schedules.all()), None)
    found = {
        "commune": at.location.municipality.name if at.location.municipality else None,
        "description": service.description,
        "category": service.category,
        "service": service.kind,
        "languages": tuple(sorted(spoken.code for spoken in at.languages.all())),
        "level": tuple(course.levels) if course else (),
        "schedule": (hours.hours or hours.written) if hours else "",
        "childcare": service.childcare,
        "price": service.fees_cents,
        "phone": ", ".join(phone.number for phone in at.phones.all()),
        "email": service.email,
        "website": service.website or service.organization.website,
    }
    return {column: None if value in {"", ()} else value for column, value in found.items()}


def _said_elsewhere(columns: Columns, column: str, row: Row) -> bool:
    """What another row may say of the same place or operator: its commune, and a site that is not the service’s own."""
    return column in row.told if column == "commune" else columns == OPERATORS and column == "website"


@pytest.mark.parametrize(("columns", "kept", "form"), SHEETS)
def test_import_of_the_sheet_corrected_where_it_was_told_changes_that_alone(
    tmp_path: Path, columns: Columns, kept: Kept, form: dict[str, Any]
) -> None:
    rows = kept(dirty_rows(300, seed=4))
    plan, _run = take_in(tmp_path / "sheet.csv", rows, columns, **form)
    mistyped = {number: row.meant["commune"] for number, row in enumerate(rows, 2) if "commune" in row.told}
    assert {line.number: line.after for line in plan.lines.found if FIELDS.get(line.column) == "commune"} == mistyped
    corrected = _corrected(rows, plan)
    plan, run = take_in(tmp_path / "corrected.csv", corrected, columns, **form)
    told_before = {(number, column) for number, column, how in to_be_told(rows) if how == "error"}
    changed = {(line.number, FIELDS[line.column]) for line in plan.lines.found if line.kind == LineKind.CHANGE}
    assert changed <= told_before
    assert {line.column for line in plan.lines.found if line.kind == LineKind.NEW} == set()
    assert SourceRecord.objects.filter(run=run).count() == 300
    assert changes(look_at(tmp_path / "corrected.csv", corrected, columns, **form)) == {}


def _corrected(rows: list[Row], plan: Plan) -> list[Row]:
    """What a person does who has only the list of errors: take what is proposed, or empty the cell."""
    found = list(rows)
    for line in (line for line in plan.lines.found if line.kind == LineKind.ERROR):
        row = found[line.number - 2]
        found[line.number - 2] = Row({**row.cells, FIELDS[line.column]: line.after}, row.meant)
    return found


def test_made_sheets_are_the_province_and_dirty() -> None:
    rows = dirty_rows(1_000)
    assert rows == dirty_rows(1_000) != dirty_rows(1_000, seed=2)
    assert {row.meant["commune"] for row in rows} == set(communes())
    assert len(communes()) == 38
    assert {column for row in rows for column in row.told} == {
        "commune", "postcode", "phone", "schedule", "languages", "email", "website", "description",
    }  # fmt: skip
    assert sum(times for times in Counter(map(repr, rows)).values() if times > 1) > 20
