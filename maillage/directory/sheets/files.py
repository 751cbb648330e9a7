"""Open a file of any usual kind as one table: a header and numbered rows of text."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from maillage.directory.sheets.columns import field_surely, recognise
from maillage.directory.sheets.contents import TELLING, told_by
from maillage.directory.sheets.errors import SheetError
from maillage.directory.sheets.texts import encoding_of, records, separator_of
from maillage.directory.sheets.workbooks import check_package, sheets

__all__ = ["Sheet", "SheetError", "open_sheet"]

MOST_ROWS = 50_000
MOST_BYTES = 20 << 20
_HEADER_WITHIN = 20  # filled rows
_SAMPLE = 50  # rows
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")
Rows = Iterator[tuple[int, list[str]]]


@dataclass(slots=True)
class Sheet:
    """A table. `rows` can be read once: number as the spreadsheet shows it, cells (at least as many as titles).

    `sample` has the cells of the first rows, which `rows` gives too. Empty rows are left out. Encoding and separator are
    “” for a workbook, the sheet’s name “” for a text; `header_row` is 0 where there are no titles (they are then “”).
    Reading `rows` raises SheetError past MOST_ROWS.
    """

    header: list[str]
    rows: Rows
    sample: list[list[str]]
    header_row: int
    encoding: str = ""
    separator: str = ""
    sheet_name: str = ""


def open_sheet(path: Path | str, name: str = "") -> Sheet:
    """The table in the file at `path`, whose own name is `name` (for messages). A workbook gives its best sheet.

    Raises SheetError, in French, for a file that is empty, too large, no spreadsheet, or without a column that we know.
    """
    path = Path(path)
    title = name or path.name
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise SheetError(_("« {title} » dépasse 20 Mo. Partagez-le en plusieurs fichiers.").format(title=title))
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP) or start == _OLE:
        return _open_workbook(path, title, start)
    if size == 0:
        raise SheetError(_("« {title} » est vide.").format(title=title))
    encoding = encoding_of(path)
    separator = separator_of(path, encoding)
    sheet = _table(records(path, encoding, separator), title)
    sheet.encoding, sheet.separator = encoding, separator
    return sheet


def _open_workbook(path: Path, title: str, start: bytes) -> Sheet:
    """The visible sheet with the most columns that we know, the first of equals."""
    if start != _OLE:
        check_package(path)
    elif _OLE_MACROS in path.read_bytes():
        raise SheetError(_("Ce classeur contient des macros. Enregistrez-le en .xlsx ou .ods, sans macro."))
    best, most, refusal = None, 0, SheetError(_("« {title} » est vide.").format(title=title))
    for sheet_name, rows in sheets(path):
        try:
            sheet = _table(rows, title)
        except SheetError as error:
            refusal = error
            continue
        sheet.sheet_name = sheet_name
        known = sum(column.field is not None for column in recognise(sheet.header, sheet.sample))
        if known > most:
            best, most = sheet, known
    if best is None:
        raise refusal
    return best


def _table(rows: Rows, title: str) -> Sheet:
    """Find the header among the first rows, and check that a column of it is one that we know."""
    filled = _filled(rows)
    first = list(itertools.islice(filled, _HEADER_WITHIN + _SAMPLE))
    if not first:
        raise SheetError(_("« {title} » est vide.").format(title=title))
    at = _header_at([cells for _number, cells in first[:_HEADER_WITHIN]])
    header_row, header = first[at] if at >= 0 else (0, [""] * max(len(cells) for _number, cells in first))
    header = [cell.strip() for cell in header]
    while header and not header[-1] and header_row:
        header.pop()
    body = first[at + 1 :]
    sample = [cells for _number, cells in body[:_SAMPLE]]
    if not any(column.field for column in recognise(header, sample)):
        raise SheetError(
            _(
                "Nous ne reconnaissons aucune colonne dans « {title} ». Donnez-leur un titre : Nom, Commune, Téléphone…"
            ).format(title=title)
        )
    return Sheet(header, _counted(itertools.chain(body, filled), len(header), title), sample, header_row)


def _header_at(rows: list[list[str]]) -> int:
    """Where the row of titles is; -1 where the first row is data already."""
    known = [len(set(map(field_surely, cells)) - {None}) for cells in rows]
    if max(known):
        return known.index(max(known))
    wide = next((at for at, cells in enumerate(rows) if sum(map(bool, cells)) > 1), 0)
    return -1 if wide == 0 and any(_is_data(cell) for cell in rows[0]) else wide


def _is_data(cell: str) -> bool:
    """Whether a cell is plainly no title: an address, a number."""
    return any(content.field in TELLING for content in told_by([cell], ()))


def _filled(rows: Rows) -> Rows:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))


def _counted(rows: Rows, width: int, title: str) -> Rows:
    for count, (number, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            message = _("« {title} » a plus de {most} lignes. Partagez-le en plusieurs fichiers.")
            raise SheetError(message.format(title=title, most=MOST_ROWS))
        yield number, cells + [""] * (width - len(cells))
