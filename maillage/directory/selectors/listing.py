"""The rows of a directory or a map that a reader asks for, in the order they choose: the same for list and map."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maillage.directory.models.selections import Selection
from maillage.directory.selectors.search import Knowledge, Wanted
from maillage.directory.selectors.search.faces import Face
from maillage.directory.selectors.search.nearness import from_point
from maillage.directory.selectors.selections import Chosen, chosen, fitting_rows
from maillage.directory.sheets.spelling import fold
from maillage.territory.selectors.where import Gazetteer

Numbers = NDArray[np.int64]  # of rows of a selection
SORTS = ("commune", "nom", "confirme", "distance")


class Row(NamedTuple):
    """One row, to be shown: its number, the service's face, which of its places it is (None: it has none)."""

    number: int
    face: Face
    place: Face | None
    kilometres: float | None


def rows_of(selection: Selection, wanted: Wanted, category: int | None, sort: str, known: Knowledge) -> Numbers:
    """The numbers of the rows that have what is asked, in order. `category`: of that line of the legend alone."""
    rows = chosen(selection, known)
    mask = fitting_rows(rows, wanted, known)
    if category is not None:
        mask &= rows.categories == category
    found = np.flatnonzero(mask)
    return found[_order(rows, found, wanted, sort, known)]


def shown(selection: Selection, numbers: Numbers, wanted: Wanted, known: Knowledge) -> list[Row]:
    """These rows with their faces: at most one query."""
    rows = chosen(selection, known)
    services, far = rows.numbers[numbers].tolist(), distances(rows, numbers, wanted)
    written = known.index.written(dict.fromkeys(services))
    told = []
    for number, service, nth, kilometres in zip(numbers.tolist(), services, rows.nth[numbers], far, strict=True):
        if service in written:
            face = written[service].face
            place = face["at"][nth] if 0 <= nth < len(face["at"]) else None
            told.append(Row(number, face, place, None if np.isnan(kilometres) else float(kilometres)))
    return told


def distances(rows: Chosen, numbers: Numbers, wanted: Wanted) -> NDArray[np.float64]:
    """Kilometres by the great circle from where the reader is; NaN where nobody asked or knows."""
    if not wanted.near:
        return np.full(len(numbers), np.nan)
    latitudes, longitudes = np.radians(rows.points[numbers]).T
    return from_point(latitudes, longitudes, wanted.near)


def _order(rows: Chosen, found: Numbers, wanted: Wanted, sort: str, known: Knowledge) -> Numbers:
    """Rows stand in order of name; what is told first is sorted before that, unknown ones last."""
    if sort == "distance":
        return np.argsort(distances(rows, found, wanted), kind="stable")
    if sort == "commune":
        return np.argsort(_commune_ranks(rows.communes[found], known.gazetteer), kind="stable")
    if sort == "confirme":
        return np.argsort(-known.index.assured[rows.numbers[found]], kind="stable")
    return np.arange(len(found))


def _commune_ranks(communes: NDArray[np.str_], gazetteer: Gazetteer) -> Numbers:
    names, which = np.unique(communes, return_inverse=True)
    towns = [gazetteer.by_nis(str(nis)) for nis in names]
    ordered = sorted(range(len(names)), key=lambda n: (towns[n] is None, fold(getattr(towns[n], "name", ""))))
    ranks = np.empty(len(names), np.int64)
    ranks[ordered] = np.arange(len(names))
    return ranks[which]
