"""Workbooks (.xlsx, .ods, .xls): measured before they are opened, then read as the text that people saw.

A reader of workbooks reserves the rectangle up to the farthest filled cell: one cell written very far takes gigabytes,
so we look for it first, in the compressed file, without keeping anything.
"""

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from maillage.directory.sheets.errors import SheetError

MOST_UNPACKED = 200 << 20  # bytes
MOST_CELLS = 3_000_000  # of the rectangle: 50 000 rows of 60 columns
MOST_SHEETS = 20
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MACROS = re.compile(r"vbaproject|^basic/|^scripts/|macrosheets/", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svm", ".bin", ".rdf", ".tif", ".tiff", ".svg", ".vml")


def sheets(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Name and rows (numbered from 1) of every visible sheet. Raises SheetError where the workbook is refused."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for about in book.sheets_metadata[:MOST_SHEETS]:
                if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                    rows = book.get_sheet_by_name(about.name).iter_rows()
                    yield about.name, ((number, [*map(seen, row)]) for number, row in enumerate(rows, 1))
    except PasswordError:
        raise SheetError(_("Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe.")) from None
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(_("Ce classeur est abîmé ou n’est pas un tableau.")) from None


def seen(value: Any) -> str:
    """The text that a person saw in the cell: 5000.0 → “5000”, a day as 01/09/2026, 18:30, oui or non."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.15g}"
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    return "" if value is None else str(value).strip()


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    timed = isinstance(value, datetime) and value.time() != time()
    return f"{value:%d/%m/%Y %H:%M}" if timed else f"{value:%d/%m/%Y}"


def check_package(path: Path) -> None:
    """Refuse (SheetError) a compressed workbook that has macros, unpacks too large, or has a cell written too far."""
    too_large = SheetError(_("Ce classeur est trop grand une fois décompressé."))
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if not any(name.lower() in {"xl/workbook.xml", "content.xml"} for name in names):
                raise SheetError(_("Ce fichier compressé n’est pas un tableau (.xlsx ou .ods)."))
            if any(_MACROS.search(name) for name in names):
                raise SheetError(_("Ce classeur contient des macros. Enregistrez-le en .xlsx ou .ods, sans macro."))
            if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED:
                raise too_large
            for name in names:
                if not name.lower().endswith(_PICTURES) and not name.endswith("/") and name != "mimetype":
                    with package.open(name) as entry:
                        _check_extent(entry, name.lower())
    except SheetError:
        raise
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise SheetError(_("Ce classeur est abîmé ou n’est pas un tableau.")) from None


def _check_extent(entry: IO[bytes], name: str) -> None:
    """Walk through one part of the package and measure the rectangle of its filled cells."""
    extent = _Extent(parts=name.endswith("workbook.xml.rels"))
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.ParseFile(entry)


@dataclass(slots=True)
class _Extent:
    """The farthest filled cell met so far, in either format. Rows and columns count from 1."""

    parts: bool  # whether the elements are the list of the package’s parts
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    repeated: int = 0

    def start(self, element: str, given: dict[str, str]) -> None:
        """An element opens; those of .xlsx may have any prefix."""
        match element.rpartition(":")[2]:
            case "c":
                self._reach(given.get("r"))
            case "v" | "is":
                self._fill(self.row)
            case "row":
                self.row, self.column = int(given.get("r", self.row + 1)), 0
            case "table" | "table-row" | "table-cell" | "covered-table-cell" as local:
                self._walk(local, given)
            case "Relationship" if self.parts and not given.get("Target", "").lower().endswith(".xml"):
                raise SheetError(_("Ce classeur est abîmé ou n’est pas un tableau."))

    def _walk(self, local: str, given: dict[str, str]) -> None:
        """One step in a table of .ods, where places are counted and repetitions said."""
        if local == "table":
            self.row = self.repeated = self.last_row = self.last_column = 0
        elif local == "table-row":
            self.row += self.repeated  # those of the row before
            self.repeated, self.column = max(1, int(given.get("table:number-rows-repeated", 1))), 0
        else:
            self.column += max(1, int(given.get("table:number-columns-repeated", 1)))
            if any(name.endswith("value") or name == "office:value-type" for name in given):
                self._fill(self.row + self.repeated)

    def _reach(self, reference: str | None) -> None:
        """Go to a cell of .xlsx, by its reference (“AB12”) or one step further."""
        found = _REFERENCE.fullmatch(reference or "")
        if found is None:
            self.column += 1
            return
        letters, digits = found.groups()
        self.row, self.column = int(digits), 0
        for letter in letters:
            self.column = self.column * 26 + ord(letter) - ord("A") + 1

    def _fill(self, row: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            message = _("Ce classeur est trop grand : une cellule est écrite très loin, ligne {row}.")
            raise SheetError(message.format(row=row))
