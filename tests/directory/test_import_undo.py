"""An import undone leaves no trace in the base: every row of every table is as it was before."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from maillage.agenda.models import Event
from maillage.directory.actions.imports import runs
from maillage.directory.actions.journal import Touched
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportRun, Organization
from tests.directory.import_cases import base, load_places_and_terms, take_in
from tests.directory.import_undoing import COLUMNS, WORKS, full
from tests.factories import EventFactory, UserFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
Tables = dict[str, list[tuple[Any, ...]]]


class Imported(NamedTuple):
    """A sheet that was taken in: its key, and the base before it."""

    key: int
    before: Tables


@pytest.fixture(scope="module")
def imported(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Imported]:
    with written_once(django_db_blocker):
        load_places_and_terms()
        before = base()
        _plan, run = take_in(tmp_path_factory.mktemp("sheets") / "sheet.csv", full(), COLUMNS)
        yield Imported(run.pk, before)


@pytest.fixture
def run(imported: Imported, db: None) -> ImportRun:
    return ImportRun.objects.get(pk=imported.key)


@pytest.fixture
def before(imported: Imported) -> Tables:
    return imported.before


def test_import_undone_leaves_the_base_as_it_was(run: ImportRun, before: Tables) -> None:
    written = {table for table, found in base().items() if found and not before[table]}
    assert len(written) >= 13, written
    runs.undo(run, UserFactory())
    assert base() == before
    assert (run.state, run.act.changes.exists()) == (ImportState.UNDONE, True)


@pytest.mark.parametrize("work", WORKS)
def test_undo_is_refused_when_a_person_worked_there_and_can_be_insisted_on(
    run: ImportRun, before: Tables, work: Any
) -> None:
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


@pytest.mark.parametrize("insist", [False, True])
def test_undo_never_takes_away_what_a_meeting_needs(run: ImportRun, insist: bool) -> None:
    event: Event = EventFactory(organization=Organization.objects.get(pk=run.records.get(number=2).organization_id))
    stand = base()
    with pytest.raises(Touched) as refusal:
        runs.undo(run, even_touched=insist)
    assert refusal.value.records == [str(event)]
    assert base() == stand
    event.delete()
    runs.undo(run)
    assert not Organization.objects.exists()


def test_undo_twice_is_refused(run: ImportRun) -> None:
    runs.undo(run)
    with pytest.raises(runs.Overtaken):
        runs.undo(run)
