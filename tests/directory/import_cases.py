"""Made sheets taken in: what is there afterwards, and what was told, in words that tests compare."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from bench.dirty import SERVICES, Row, write
from maillage.directory.actions import terms
from maillage.directory.actions.imports import runs
from maillage.directory.actions.imports.plan import Plan
from maillage.directory.enums import LineKind
from maillage.directory.models import ImportRun, Service
from maillage.directory.sheets.titles import LABELS
from maillage.territory import demo as territory

# What remembers acts themselves; everything else is the base.
HISTORY = {"act", "change", "importrun", "importline", "searchdocument", "searchchange"}
FIELDS = {str(label): name for name, label in LABELS.items()}
STATES = ("new", "changed")


def load_places_and_terms() -> None:
    """The communes of the province and the words of the taxonomies."""
    territory.load()
    terms.load()


def take_in(path: Path, rows: Iterable[Row], columns: Sequence[str] = SERVICES, **named: Any) -> tuple[Plan, ImportRun]:
    """Write the rows in a file at `path` and take it in."""
    plan, run = runs.import_file(write(path, rows, columns, **named))
    assert run is not None
    return plan, run


def look_at(path: Path, rows: Iterable[Row], columns: Sequence[str] = SERVICES, **named: Any) -> Plan:
    """What taking the rows in would change."""
    return runs.import_file(write(path, rows, columns, **named), dry_run=True)[0]


def told(plan: Plan) -> set[tuple[int, str, str]]:
    """Row, column and kind of everything that is wrong or doubtful."""
    lines = [line for line in plan.lines.found if line.kind in {LineKind.ERROR, LineKind.WARNING}]
    return {(line.number, FIELDS[line.column], str(line.kind)) for line in lines}


def to_be_told(rows: Sequence[Row]) -> set[tuple[int, str, str]]:
    """The same, of rows as they were made; the first of them stands under the titles."""
    return {(number, column, how) for number, row in enumerate(rows, 2) for column, how in row.told.items()}


def changes(plan: Plan) -> dict[str, int]:
    """How many records are new or changed, by state and kind; empty where nothing is."""
    return {name: number for name, number in plan.counts.items() if name.startswith(STATES)}


def base(*, but: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the directory as the database has it, except of `but`, tables of acts apart."""
    return {
        model._meta.db_table: _rows(model._meta)
        for model in apps.get_app_config("directory").get_models(include_auto_created=True)
        if model._meta.model_name not in HISTORY | but
    }


def _rows(table: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table.db_table}" ORDER BY "{table.pk.column}"')
        return [tuple(json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in row) for row in cursor]


def service_of(run: ImportRun, number: int) -> Service:
    """The service that row `number` of a sheet became or met."""
    return Service.objects.get(pk=run.records.get(number=number).service_id)
