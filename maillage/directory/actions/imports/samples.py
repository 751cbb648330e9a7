"""The first cells of each column, as the person who corrects the columns sees them: nothing that must stay hidden."""

from collections.abc import Iterable
from typing import Any

from maillage.directory.actions.imports.reading import Read, told
from maillage.directory.sheets.choices import read_yes
from maillage.directory.sheets.columns import by_field
from maillage.directory.sheets.national_numbers import holds_national_number

CELLS = 3
LONGEST = 60  # characters of a cell
HIDDEN = "…"
WHEREABOUTS = {"address", "latitude", "longitude"}  # which of them are confidential is not always said in the sheet


def with_samples(found: Read) -> list[dict[str, Any]]:
    """The columns as they are kept, each with `cells`: up to CELLS different ones.

    Rows of confidential places give none, columns of addresses and points neither; of a national register number and
    of a title that holds one, HIDDEN is left.
    """
    secret = {source.number for source in found.plan.sources if source.place.record.confidential}
    rows = [cells for number, cells in found.first if number not in secret and not _may_be_secret(found, cells)]
    columns = told(found.columns)
    for column in columns:
        column["title"] = _plain(column["title"])
        own = [] if column["field"] in WHEREABOUTS else [row[column["index"]] for row in rows]
        column["cells"] = _first(own)
    return columns


def _may_be_secret(found: Read, cells: list[str]) -> bool:
    """Whether the row itself says, or might say, that its address is confidential."""
    said = by_field(found.columns, cells).get("confidential", "").strip()
    return bool(said) and read_yes(said) is not False


def _first(cells: Iterable[str]) -> list[str]:
    filled = dict.fromkeys(_plain(" ".join(cell.split())) for cell in cells if cell.strip())
    return list(filled)[:CELLS]


def _plain(cell: str) -> str:
    if holds_national_number(cell):
        return HIDDEN
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}{HIDDEN}"
