"""Of two imports the later one is undone first, or with a warning; a base that it changed is as it was before."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from maillage.directory.actions.imports import runs
from maillage.directory.actions.imports.plan import Plan
from maillage.directory.actions.journal import Touched
from maillage.directory.models import ImportRun, Location, Organization, Phone, Service
from tests.directory.import_cases import base, load_places_and_terms, take_in
from tests.directory.import_undoing import COLUMNS, WORKS, add_service, changed, full
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
Tables = dict[str, list[tuple[Any, ...]]]


class Imported(NamedTuple):
    """Two sheets that were taken in: their keys, the base before them and between them, the plan of the second."""

    keys: tuple[int, int]
    before: Tables
    between: Tables
    plan: Plan


@pytest.fixture(scope="module")
def imported(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Imported]:
    folder = tmp_path_factory.mktemp("sheets")
    with written_once(django_db_blocker):
        load_places_and_terms()
        before = base()
        _plan, first = take_in(folder / "first.csv", full(), COLUMNS)
        between = base()
        plan, second = take_in(folder / "second.csv", changed(full()), COLUMNS)
        yield Imported((first.pk, second.pk), before, between, plan)


@pytest.fixture
def first(imported: Imported, db: None) -> ImportRun:
    return ImportRun.objects.get(pk=imported.keys[0])


@pytest.fixture
def second(imported: Imported, db: None) -> ImportRun:
    return ImportRun.objects.get(pk=imported.keys[1])


def test_imports_undone_from_the_last_to_the_first_lead_back_step_by_step(
    imported: Imported, first: ImportRun, second: ImportRun
) -> None:
    assert imported.plan.counts["changed_services"] >= 30
    assert imported.plan.counts["new_services"] >= 7
    assert base() != imported.between
    runs.undo(second)
    assert base() == imported.between
    runs.undo(first)
    assert base() == imported.before


def test_import_taken_in_again_after_its_undoing_gives_the_same_base(tmp_path: Path, second: ImportRun) -> None:
    wanted = _told_by_people()
    runs.undo(second)
    take_in(tmp_path / "second.csv", changed(full()), COLUMNS)
    assert _told_by_people() == wanted


def _told_by_people() -> list[Any]:
    """What readers see of the base: no keys, no times."""
    services = Service.objects.order_by("organization__name", "name", "description", "fees", "email")
    phones = Phone.objects.order_by("number", "pk").values_list("number", flat=True)
    columns = ("organization__name", "name", "description", "fees_cents", "email", "category", "slug", "program__name")
    return [list(services.values_list(*columns)), list(phones), Location.objects.count()]


def test_undo_is_refused_when_a_later_import_changed_the_records(imported: Imported, first: ImportRun) -> None:
    stand = base()
    with pytest.raises(Touched) as refusal:
        runs.undo(first)
    assert refusal.value.records
    assert base() == stand
    runs.undo(first, even_touched=True)
    # What the second sheet made for itself stays: its own operator, program and rows.
    assert list(Organization.objects.values_list("name", flat=True)) == ["Asbl Neuve"]
    assert len(imported.before["directory_organization"]) == 0


@pytest.mark.parametrize("work", WORKS)
def test_undo_of_changes_is_refused_when_a_person_worked_on_what_they_changed(
    imported: Imported, second: ImportRun, work: Any
) -> None:
    work(second)
    stand = base()
    if work is add_service:  # of an operator that the second sheet did not make: it stays
        runs.undo(second)
        assert {**base(), "directory_service": 0} == {**imported.between, "directory_service": 0}
        return
    with pytest.raises(Touched):
        runs.undo(second)
    assert base() == stand
