"""A sheet from its arrival to its undoing. Nothing of it is in the base until all of it is."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import trace
from maillage.directory.actions import duplicates, indexing, journal
from maillage.directory.actions.imports.plan import Plan
from maillage.directory.actions.imports.reading import Progress, Read, as_file, lines, read, told
from maillage.directory.actions.imports.samples import with_samples
from maillage.directory.actions.imports.writing import write
from maillage.directory.enums import ImportState, LineKind
from maillage.directory.models import Act, ImportLine, ImportRun, Location, Organization, Service
from maillage.directory.sheets.errors import SheetError

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
KEPT_FOR = timedelta(days=30)
WORK = (ImportState.TO_READ, ImportState.TO_WRITE)


class Overtaken(ValueError):
    """The sheet does not stand where the act supposes: another person, or the worker, was faster."""


class Forbidden(Exception):
    """The sheet holds something that may not be taken in; `lines` say where."""

    def __init__(self, lines: list[ImportLine]) -> None:
        super().__init__(len(lines))
        self.lines = lines


def receive(file_name: str, content: bytes, by: User | None = None) -> ImportRun:
    """Take a file; a worker reads it soon."""
    run = ImportRun.objects.create(file_name=Path(file_name).name[:200], content=content, by=by, at=clock.now())
    trace("directory.import_received", run, by)
    return run


def choose_columns(run: ImportRun, chosen: dict[int, str | None]) -> None:
    """Have the sheet read again with the columns as a person corrected them. Raises Overtaken when it does not wait."""
    if run.state != ImportState.WAITING or run.counts.get(LineKind.FORBIDDEN):
        raise Overtaken(run.state)
    mapping = {str(index): field for index, field in chosen.items()}
    _go(run, ImportState.TO_READ, mapping=mapping, rows_read=0)


def order(run: ImportRun) -> None:
    """Have the sheet taken in. Raises Overtaken when it was not read, or must not be taken in."""
    if run.state != ImportState.WAITING or run.counts.get(LineKind.FORBIDDEN):
        raise Overtaken(run.state)
    _go(run, ImportState.TO_WRITE, rows_read=0, refusal="")


def discard(run: ImportRun) -> None:
    """Put a sheet aside that was not taken in; its content is erased. Raises Overtaken when it was."""
    if run.state in {ImportState.DONE, ImportState.UNDONE}:
        raise Overtaken(run.state)
    with transaction.atomic():
        run.lines.all().delete()
        _go(run, ImportState.DISCARDED, content=None, columns=[])


def discard_old() -> int:
    """Put aside the sheets that nobody decided on for KEPT_FOR; how many. Their rows may hold people's numbers."""
    old = ImportRun.objects.filter(state=ImportState.WAITING, at__lte=clock.now() - KEPT_FOR).order_by("pk")
    for run in (found := list(old)):
        discard(run)
    return len(found)


def work() -> bool:
    """Read or take in one sheet that waits for it; whether there was one. Cut off, it is done again from the start."""
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = ImportRun.objects.filter(free, state__in=WORK).order_by("at", "pk").values_list("pk", flat=True).first()
    if waiting is None:
        return False
    if not ImportRun.objects.filter(free, pk=waiting, state__in=WORK).update(leased_until=now + LEASE):
        return False
    run = ImportRun.objects.get(pk=waiting)
    try:
        (look_into if run.state == ImportState.TO_READ else take_in)(run)
    except Overtaken:  # put aside meanwhile: what was done is undone with the transaction
        pass
    except DatabaseError:
        raise  # the worker waits for the database
    except Exception as error:  # said without its text, which may hold a name or an address
        logger.error("Import %s failed: %s", run.pk, type(error).__name__)
        _give_up(run)
    return True


def look_into(run: ImportRun) -> None:
    """Read the sheet and keep what it would change, for a person to look at."""
    try:
        found = _read(run)
    except SheetError as refusal:
        _go(run, ImportState.REFUSED, refusal=str(refusal)[:400], content=None)
        return
    with transaction.atomic():
        run.lines.all().delete()
        _keep_lines(run, found.plan)
        _go(run, ImportState.WAITING, counts=found.plan.counts, columns=with_samples(found), **_kept(found.plan))


def take_in(run: ImportRun) -> None:
    """Write the sheet into the base, all of it or, where it holds something forbidden, nothing."""
    version = _version()
    found = _read(run)
    with transaction.atomic():
        if _version() != version:  # somebody worked on records meanwhile
            found = _read(run)
        if found.plan.refused:
            run.lines.all().delete()
            _keep_lines(run, found.plan)
            _go(run, ImportState.WAITING, counts=found.plan.counts, **_kept(found.plan))
            return
        _write(found, run)
        run.lines.exclude(kind__in=[LineKind.WARNING, LineKind.ERROR]).delete()


def import_file(
    path: Path, by: User | None = None, *, name: str = "", dry_run: bool = False, progress: Progress | None = None
) -> tuple[Plan, ImportRun | None]:
    """Take the sheet at `path` in at once, in one transaction, or only say what it would change.

    Raises SheetError for a file that is no table of ours, Forbidden for one that holds what may not be taken in.
    """
    found = read(path, name or path.name, progress=progress)
    if dry_run:
        return found.plan, None
    if found.plan.refused:
        raise Forbidden([line for line in found.plan.lines.found if line.kind == LineKind.FORBIDDEN])
    with transaction.atomic():
        run = ImportRun.objects.create(file_name=(name or path.name)[:200], by=by, at=clock.now())
        _keep_lines(run, found.plan, LineKind.WARNING, LineKind.ERROR)
        _write(found, run)
    return found.plan, run


def undo(run: ImportRun, by: User | None = None, *, even_touched: bool = False) -> None:
    """Bring the base back to what it was before the sheet. Raises journal.Touched (see there), Overtaken when undone."""
    if run.state != ImportState.DONE or run.act is None:
        raise Overtaken(run.state)
    with transaction.atomic():
        journal.undo(run.act, by, even_touched=even_touched)
        indexing.refresh()
        _go(run, ImportState.UNDONE)


def _read(run: ImportRun) -> Read:
    chosen = {int(index): field for index, field in run.mapping.items()}

    def progress(done: int, rows_all: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(rows_read=done, rows_all=rows_all, leased_until=clock.now() + LEASE)

    with as_file(bytes(run.content or b""), run.file_name) as path:
        return read(path, run.file_name, chosen, progress)


def _write(found: Read, run: ImportRun) -> None:
    act = Act.objects.create(kind=Act.Kind.IMPORT, title=run.file_name, by=run.by, done_at=clock.now())
    written = journal.Journal(act)
    counts = found.plan.counts
    write(found.plan, run, written)
    alike = duplicates.look(entry.record.pk for entry in found.plan.operators if entry.is_new)
    written.create(alike)
    written.save()
    indexing.refresh()
    act.done_at = clock.now()
    act.save(update_fields=["done_at"])
    counts["duplicates"] = len(alike)
    _go(run, ImportState.DONE, counts=counts, columns=told(found.columns), content=None, act=act)
    trace("directory.imported", run, run.by, **{key: counts[key] for key in sorted(counts)})


def _kept(plan: Plan) -> dict[str, None]:
    """The file of a sheet that may be taken in is kept until it is; the other is erased at once."""
    return {"content": None} if plan.refused else {}


def _keep_lines(run: ImportRun, plan: Plan, *kinds: LineKind) -> None:
    kept = [line for line in lines(plan) if not kinds or line.kind in kinds]
    for line in kept:
        line.run = run
    ImportLine.objects.bulk_create(kept, batch_size=500)


def _give_up(run: ImportRun) -> None:
    """After an unforeseen error: nothing was written, and trying again would bring the same."""
    if run.state == ImportState.TO_READ:
        refusal = _(
            "La lecture de ce fichier a échoué. Enregistrez-le de nouveau, en .xlsx ou en .csv, et renvoyez-le."
        )
        _go(run, ImportState.REFUSED, refusal=refusal, content=None)
    else:
        _go(run, ImportState.WAITING, refusal=_("L’importation a échoué : rien n’a été écrit. Vous pouvez réessayer."))


def _go(run: ImportRun, state: ImportState, **values: Any) -> None:
    """Move the sheet on from where `run` saw it. Raises Overtaken when it is not there any more."""
    values |= {"state": state, "leased_until": None}
    if not ImportRun.objects.filter(pk=run.pk, state=run.state).update(**values):
        raise Overtaken(run.state)
    for name, value in values.items():
        setattr(run, name, value)


def _version() -> list[Any]:
    """Changes whenever an operator, a service or a place does."""
    return [
        model.objects.aggregate(n=Count("pk"), at=Max("modified_at")) for model in (Organization, Service, Location)
    ]
