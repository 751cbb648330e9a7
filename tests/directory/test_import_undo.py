"""An import undone leaves no trace in the base: every row of every table is as it was before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.dirty import SERVICES, Row, dirty_rows
from maillage.agenda.models import Event
from maillage.directory.actions.imports import runs
from maillage.directory.actions.journal import Touched
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportRun, Location, Organization, Phone, Service
from tests.directory.import_cases import base, load_places_and_terms, service_of, take_in
from tests.factories import EventFactory, UserFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
COLUMNS = (*SERVICES, "kbo", "accreditation", "program", "places", "free_places", "publics")
MORE = {"accreditation": "ILI", "program": "Parcours d’intégration", "places": "12", "free_places": "3"}


@pytest.fixture(scope="module", autouse=True)
def _places(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with written_once(django_db_blocker):
        load_places_and_terms()
        yield


@pytest.fixture
def rows() -> list[Row]:
    """A sheet that fills every table."""
    found = dirty_rows(120, seed=9)
    return [replace(row, cells={**row.cells, **MORE}) for row in found]


def changed(rows: list[Row]) -> list[Row]:
    """The same sheet a year later: a third says otherwise in every cell that it may, some rows are new."""
    told = {
        "description": "Nouveau texte.", "phone": "081 99 88 77", "schedule": "samedi 10h-12h", "languages": "pl, ro",
        "level": "B2", "price": "99 €", "email": "nouveau@example.org", "address": "Rue Neuve 1", "places": "20",
        "free_places": "1", "accreditation": "CISP", "program": "ISP", "category": "Logement",
    }  # fmt: skip
    found = [replace(row, cells={**row.cells, **told}) if at % 3 == 0 else row for at, row in enumerate(rows)]
    new = [replace(row, cells={**row.cells, "id": f"N-{at}", "name": "Ciné-club"}) for at, row in enumerate(rows[:10])]
    return [*found, *new, *(replace(row, cells={**row.cells, "organization": "Asbl Neuve"}) for row in rows[10:14])]


def test_import_undone_leaves_the_base_as_it_was(tmp_path: Path, rows: list[Row]) -> None:
    before = base()
    _plan, run = take_in(tmp_path / "sheet.csv", rows, COLUMNS)
    written = {table for table, found in base().items() if found and not before[table]}
    assert len(written) >= 13, written
    runs.undo(run, UserFactory())
    assert base() == before
    assert (run.state, run.act.changes.exists()) == (ImportState.UNDONE, True)


def test_imports_undone_from_the_last_to_the_first_lead_back_step_by_step(tmp_path: Path, rows: list[Row]) -> None:
    nothing = base()
    _plan, first = take_in(tmp_path / "first.csv", rows, COLUMNS)
    after_first = base()
    plan, second = take_in(tmp_path / "second.csv", changed(rows), COLUMNS)
    assert plan.counts["changed_services"] >= 30
    assert plan.counts["new_services"] >= 7
    assert base() != after_first
    runs.undo(second)
    assert base() == after_first
    runs.undo(first)
    assert base() == nothing


def test_import_taken_in_again_after_its_undoing_gives_the_same_base(tmp_path: Path, rows: list[Row]) -> None:
    take_in(tmp_path / "first.csv", rows, COLUMNS)
    _plan, second = take_in(tmp_path / "second.csv", changed(rows), COLUMNS)
    wanted = _told_by_people()
    runs.undo(second)
    take_in(tmp_path / "second.csv", changed(rows), COLUMNS)
    assert _told_by_people() == wanted


def _told_by_people() -> list[Any]:
    """What readers see of the base: no keys, no times."""
    services = Service.objects.order_by("organization__name", "name", "description", "fees", "email")
    phones = Phone.objects.order_by("number", "pk").values_list("number", flat=True)
    columns = ("organization__name", "name", "description", "fees_cents", "email", "category", "slug", "program__name")
    return [list(services.values_list(*columns)), list(phones), Location.objects.count()]


def test_undo_is_refused_when_a_later_import_changed_the_records(tmp_path: Path, rows: list[Row]) -> None:
    before = base()
    _plan, first = take_in(tmp_path / "first.csv", rows, COLUMNS)
    take_in(tmp_path / "second.csv", changed(rows), COLUMNS)
    stand = base()
    with pytest.raises(Touched) as refusal:
        runs.undo(first)
    assert refusal.value.records
    assert base() == stand
    runs.undo(first, even_touched=True)
    # What the second sheet made for itself stays: its own operator, program and rows.
    assert list(Organization.objects.values_list("name", flat=True)) == ["Asbl Neuve"]
    assert len(before["directory_organization"]) == 0


def edit_operator(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    operator.description = "Ce que nous savons d’elle."
    operator.save()
    return operator


def publish_operator(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    operator.description = "Publiée."
    operator.save_revision().publish()
    return operator


def draft_service(run: ImportRun) -> Any:
    service = service_of(run, 2)
    service.description = "En chantier."
    service.save_revision()
    return service


def move_place(run: ImportRun) -> Any:
    place = Location.objects.get(pk=run.records.get(number=2).location_id)
    place.address = "Ailleurs 1"
    place.save()
    return place


def add_service(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    return Service.objects.create(organization=operator, name="Ajouté à la main")


@pytest.mark.parametrize("work", [edit_operator, publish_operator, draft_service, move_place, add_service])
def test_undo_is_refused_when_a_person_worked_there_and_can_be_insisted_on(
    tmp_path: Path, rows: list[Row], work: Any
) -> None:
    before = base()
    _plan, run = take_in(tmp_path / "sheet.csv", rows, COLUMNS)
    record = work(run)
    stand = base()
    with pytest.raises(Touched) as refusal:
        runs.undo(run)
    assert refusal.value.records == [str(record)]
    assert base() == stand
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    runs.undo(run, even_touched=True)
    assert base() == before


@pytest.mark.parametrize("work", [edit_operator, publish_operator, draft_service, move_place, add_service])
def test_undo_of_changes_is_refused_when_a_person_worked_on_what_they_changed(
    tmp_path: Path, rows: list[Row], work: Any
) -> None:
    take_in(tmp_path / "first.csv", rows, COLUMNS)
    before = base()
    _plan, second = take_in(tmp_path / "second.csv", changed(rows), COLUMNS)
    work(second)
    stand = base()
    if work is add_service:  # of an operator that the second sheet did not make: it stays
        runs.undo(second)
        assert {**base(), "directory_service": 0} == {**before, "directory_service": 0}
        return
    with pytest.raises(Touched):
        runs.undo(second)
    assert base() == stand


@pytest.mark.parametrize("insist", [False, True])
def test_undo_never_takes_away_what_a_meeting_needs(tmp_path: Path, rows: list[Row], insist: bool) -> None:
    _plan, run = take_in(tmp_path / "sheet.csv", rows, COLUMNS)
    event: Event = EventFactory(organization=Organization.objects.get(pk=run.records.get(number=2).organization_id))
    stand = base()
    with pytest.raises(Touched) as refusal:
        runs.undo(run, even_touched=insist)
    assert refusal.value.records == [str(event)]
    assert base() == stand
    event.delete()
    runs.undo(run)
    assert not Organization.objects.exists()


def test_undo_twice_is_refused(tmp_path: Path, rows: list[Row]) -> None:
    _plan, run = take_in(tmp_path / "sheet.csv", rows, COLUMNS)
    runs.undo(run)
    with pytest.raises(runs.Overtaken):
        runs.undo(run)
