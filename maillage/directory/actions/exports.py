"""Taking the base along: a sheet that can be changed and brought back."""

import io
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

import xlsxwriter
from django.utils import translation

from maillage.core.sheets import PLAIN, as_csv, harmless
from maillage.directory.selectors import sheet
from maillage.directory.sheets.titles import LABELS

WIDEST = 50  # characters of a column


def titles() -> list[str]:
    """The headings, in French whatever the reader's language: what goes out must come back in."""
    with translation.override("fr"):
        return [str(LABELS[name]) for name in sheet.FIELDS]


def write_csv(keys: Sequence[int] | None = None, services: Collection[int] | None = None) -> bytes:
    """The base, or some operators (`keys`) or `services` of it, as UTF-8 with its mark and semicolons."""
    return as_csv(chain([titles()], _lines(keys, services)))


def write_xlsx(keys: Sequence[int] | None = None, services: Collection[int] | None = None) -> bytes:
    """The same as a workbook, every cell as text, titles frozen."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **PLAIN})
    page = book.add_worksheet("Répertoire")
    widths = [len(title) for title in titles()]
    page.write_row(0, 0, titles(), book.add_format({"bold": True}))
    for number, line in enumerate(_lines(keys, services), start=1):
        for column, cell in enumerate(line):
            if cell:
                page.write_string(number, column, harmless(cell))
                widths[column] = min(max(widths[column], len(cell)), WIDEST)
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 1)
    page.freeze_panes(1, 2)
    book.close()
    return file.getvalue()


def write(path: Path) -> None:
    """The base into a file; its suffix says which kind. Raises ValueError for another than .csv and .xlsx."""
    kinds = {".csv": write_csv, ".xlsx": write_xlsx}
    if path.suffix not in kinds:
        raise ValueError(path.suffix)
    path.write_bytes(kinds[path.suffix]())


def _lines(keys: Sequence[int] | None, services: Collection[int] | None) -> Iterator[list[str]]:
    with translation.override("fr"):
        for cells in sheet.rows(keys, services):
            yield [cells.get(name, "") for name in sheet.FIELDS]
