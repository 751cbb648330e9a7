"""Sheets taken in a second time, against a base where people have worked meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bench.dirty import OPERATORS, SERVICES, Row, as_operators, dirty_rows, write
from bench.dirty_words import NOBODYS_NUMBER
from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState
from maillage.directory.models import Act, ImportLine, ImportRun, Organization, Service
from maillage.ui.components.signs import unbroken
from tests.directory.import_cases import base, changes, load_places_and_terms, look_at, service_of, take_in, told
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
RECORDS = frozenset({"sourcerecord"})  # each sheet adds its rows
SHEETS = [pytest.param(SERVICES, list, id="services"), pytest.param(OPERATORS, as_operators, id="operators")]
Columns, Kept = tuple[str, ...], Callable[[list[Row]], list[Row]]


@pytest.fixture(scope="module", autouse=True)
def _places(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        load_places_and_terms()
        yield


def row(**cells: str) -> Row:
    """One row that says who, where and what."""
    return Row({"organization": "Le Fil tendu", "name": "Cours de français", "commune": "Namur", **cells}, {})


@pytest.mark.parametrize(("columns", "kept"), SHEETS)
def test_import_of_the_same_sheet_again_changes_nothing(tmp_path: Path, columns: Columns, kept: Kept) -> None:
    rows = kept(dirty_rows(300, seed=5))
    take_in(tmp_path / "sheet.csv", rows, columns)
    before = base(but=RECORDS)
    plan, _run = take_in(tmp_path / "sheet.csv", rows, columns, encoding="cp1252", parted=";")
    assert changes(plan) == {}
    assert base(but=RECORDS) == before


@pytest.mark.parametrize("written", ["{}", "né le {} à Dinant"])
@pytest.mark.parametrize(
    "column", ["id", "name", "organization", "address", "description", "phone", "website", "commune"]
)
def test_import_with_a_national_number_writes_and_repeats_nothing(tmp_path: Path, column: str, written: str) -> None:
    digits = "".join(filter(str.isdigit, NOBODYS_NUMBER))
    number = written.format(digits if written == "{}" else NOBODYS_NUMBER)
    rows = dirty_rows(12, seed=7)
    rows[8] = replace(rows[8], cells={**rows[8].cells, column: number})
    path = write(tmp_path / "sheet.csv", rows)
    before = base()
    for options in ([], ["--dry-run"], ["--dry-run", "--json", "--all"]):
        out, err = StringIO(), StringIO()
        with pytest.raises(CommandError) as refusal:
            call_command("import_operators", path, *options, stdout=out, stderr=err)
        said = f"{refusal.value}{out.getvalue()}{err.getvalue()}"
        assert digits not in "".join(filter(str.isdigit, said))
        assert "registre national" in said
    assert base() == before
    assert not ImportRun.objects.exists()
    assert not Act.objects.exists()


def test_worker_keeps_no_national_number(tmp_path: Path) -> None:
    content = write(tmp_path / "sheet.csv", dirty_rows(40, seed=8, national_number=True)).read_bytes()
    assert NOBODYS_NUMBER.encode() in content
    run = runs.receive("sheet.csv", content)
    before = base()
    assert runs.work()
    run.refresh_from_db()
    assert run.state in {ImportState.WAITING, ImportState.REFUSED}
    kept = f"{run.columns}{run.counts}{list(ImportLine.objects.values_list('before', 'after', 'record'))}"
    assert NOBODYS_NUMBER not in kept
    assert NOBODYS_NUMBER.encode() not in bytes(run.content or b"")
    assert base() == before


def test_import_tells_rows_that_contradict_each_other_and_keeps_the_first(tmp_path: Path) -> None:
    first = row(price="25 €/an", phone="081 22 33 44", schedule="mardi 14h-16h", email="a@example.org", languages="fr")
    other = row(price="50 €/an", phone="081 55 66 77", schedule="jeudi 9h-12h", email="b@example.org", languages="nl")
    plan, run = take_in(tmp_path / "sheet.csv", [first, other, first])
    assert told(plan) == {(3, column, "warning") for column in ("price", "phone", "schedule", "email", "languages")}
    prices = [line.before for line in plan.lines.found if (line.number, line.column) == (3, "prix")]
    assert [price.partition(unbroken(" : "))[2] for price in prices] == [
        unbroken("« 50 €/an »."),
        unbroken("« 50,00 € »."),
    ]
    service = service_of(run, 3)
    at = service.service_at_locations.get()
    assert (service.fees_cents, service.email) == (2500, "a@example.org")
    assert [phone.number for phone in at.phones.all()] == ["+3281223344"]
    assert [spoken.code for spoken in at.languages.all()] == ["fr"]
    assert [hours.hours for hours in at.schedules.all()] == ["Tu 14:00-16:00"]
    again = look_at(tmp_path / "sheet.csv", [first, other, first])
    assert changes(again) == {}


def test_import_leaves_a_record_with_a_waiting_draft_alone_and_says_so(tmp_path: Path) -> None:
    drafted, free = row(description="Avant.", phone="081 22 33 44"), row(name="Table de conversation", price="25 €")
    _plan, run = take_in(tmp_path / "sheet.csv", [drafted, free])
    service = service_of(run, 2)
    service.description = "Ce que quelqu’un prépare."
    service.save_revision()
    again = [row(description="Après.", phone="081 22 33 44"), row(name="Table de conversation", price="50 €")]
    plan, run = take_in(tmp_path / "again.csv", again)
    assert told(plan) == {(2, "description", "warning")}
    assert "brouillon" in next(line.before for line in plan.lines.found if line.number == 2)
    kept = Service.objects.get(pk=service.pk)
    assert (kept.description, kept.has_unpublished_changes) == ("Avant.", True)
    assert kept.latest_revision.as_object().description == "Ce que quelqu’un prépare."
    assert service_of(run, 3).fees_cents == 5000


def test_import_leaves_an_operator_with_a_waiting_draft_alone(tmp_path: Path) -> None:
    columns = (*SERVICES, "kbo", "accreditation")
    take_in(tmp_path / "sheet.csv", [row()], columns)
    Organization.objects.get().save_revision()
    before = base(but=RECORDS)
    plan, _run = take_in(tmp_path / "again.csv", [row(kbo="0417.497.106", accreditation="ILI")], columns)
    assert told(plan) == {(2, "kbo", "warning"), (2, "accreditation", "warning")}
    assert base(but=RECORDS) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [("phone", "081 55 66 77"), ("schedule", "mardi 14h-16h"), ("languages", "nl"), ("level", "B1"), ("price", "9 €")],
)
def test_import_leaves_no_part_of_a_drafted_service_changed(tmp_path: Path, column: str, value: str) -> None:
    told_first = {"phone": "081 22 33 44", "schedule": "lundi 9h-12h", "languages": "fr", "level": "A1", "price": "1 €"}
    _plan, run = take_in(tmp_path / "sheet.csv", [row(**told_first)])
    service_of(run, 2).save_revision()
    before = base(but=RECORDS)
    plan, _run = take_in(tmp_path / "again.csv", [row(**{**told_first, column: value})])
    assert told(plan) == {(2, column, "warning")}
    assert base(but=RECORDS) == before


@pytest.mark.parametrize("spelled", ["LE FIL TENDU", "ASBL Le Fil-Tendu", "Le fil tendu, A.S.B.L.", " Le  Fil tendu "])
def test_import_knows_an_operator_by_another_spelling_and_keeps_its_name(tmp_path: Path, spelled: str) -> None:
    take_in(tmp_path / "sheet.csv", [row()])
    plan, _run = take_in(tmp_path / "again.csv", [row(organization=spelled, name="COURS DE FRANCAIS")])
    assert (changes(plan), told(plan)) == ({}, set())
    assert list(Organization.objects.values_list("name", flat=True)) == ["Le Fil tendu"]
