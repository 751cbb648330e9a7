"""From a file to a plan."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from maillage.core import clock
from maillage.directory.actions.imports.base import Base
from maillage.directory.actions.imports.echoes import exported, what_differs
from maillage.directory.actions.imports.facts import Facts, facts
from maillage.directory.actions.imports.plan import Plan
from maillage.directory.enums import LineKind
from maillage.directory.models import ImportLine
from maillage.directory.selectors.vocabulary import Vocabulary
from maillage.directory.sheets.cells import NATIONAL_NUMBER, parse_row
from maillage.directory.sheets.columns import Column, by_field, recognise
from maillage.directory.sheets.files import Sheet, open_sheet
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

CHUNK = 500  # rows
FIRST = 50  # rows
Progress = Callable[[int, int], None]  # rows read, rows in all


class Read(NamedTuple):
    """A plan, the columns as they were recognised, and the first rows: number and cells."""

    plan: Plan
    columns: list[Column]
    first: list[tuple[int, list[str]]]


def read(path: Path, name: str, chosen: dict[int, str | None] | None = None, progress: Progress | None = None) -> Read:
    """Plan what the sheet at `path`, whose own name is `name`, would change. `chosen`: columns as a person corrected them.

    Memory grows with what the sheet changes and with the operators that it speaks of. Raises SheetError.
    """
    rows_all = sum(1 for _row in open_sheet(path, name).rows) if progress else 0
    sheet = open_sheet(path, name)
    first = list(islice(sheet.rows, FIRST))
    sheet.rows = chain(first, sheet.rows)
    communes = list(Municipality.objects.values_list("name", flat=True))
    columns = recognise(sheet.header, sheet.sample, communes, chosen)
    today = clock.today()
    plan = Plan(Base.load(), Vocabulary.load(), Gazetteer.load(), today)
    for rows in _chunks(sheet, columns, plan):
        plan.take(rows)
        if progress:
            progress(len(plan.sources), rows_all)
    return Read(plan, columns, first)


def told(columns: list[Column]) -> list[dict[str, Any]]:
    """The columns as they are kept and shown."""
    return [asdict(column) for column in columns]


@contextlib.contextmanager
def as_file(content: bytes, name: str) -> Iterator[Path]:
    """Bytes that were sent, as a file to read; gone afterwards."""
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix[:8]) as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def _chunks(sheet: Sheet, columns: list[Column], plan: Plan) -> Iterator[list[tuple[int, dict[str, str], Facts]]]:
    fields = {column.field for column in columns}
    lists_services = {"organization", "name"} <= fields
    rows = iter(sheet.rows)
    while chunk := list(islice(rows, CHUNK)):
        found = []
        raws = [(number, by_field(columns, cells)) for number, cells in chunk]
        present = exported(plan.base, [raw.get("id", "") for _number, raw in raws])
        for number, raw in raws:
            parsed = parse_row(what_differs(raw, present.get(raw.get("id", "").strip(), {})), plan.gazetteer)
            for problem in parsed.problems:
                plan.lines.problem(number, problem)
                if problem.message is NATIONAL_NUMBER.message:  # what may not be kept is kept nowhere
                    raw[problem.field] = ""
            said = facts(parsed, plan.vocabulary, plan.today, lists_services=lists_services)
            found.append((number, {name: cell for name, cell in raw.items() if cell}, said))
        yield found


def lines(plan: Plan) -> list[ImportLine]:
    """What to tell, the worst first."""
    order = list(LineKind.values)
    return sorted(plan.lines.found, key=lambda line: (order.index(line.kind), line.number))
