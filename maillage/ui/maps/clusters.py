"""Points too near each other to be told apart share a marker: which do, in one view of a map that one can move.

Three steps, each of which looks no further than a few cells, so that neighbouring views agree on what they share:
1. a grid anchored on the globe gives each cell that has points a heart, the mean of its points;
2. some hearts become heads, none within a marker's width of another. Cells take turns by the parity of column and
   row, for two of one turn never touch; each other heart joins the head nearest to it;
3. a head that others joined moves to the mean of all, where that is far enough from every other head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

MOST_ZOOM = 18
MARKER = 44  # pixels: two markers are never nearer
CELL = 64  # pixels: half a cell is no marker, and cells of one zoom are quarters of those of the zoom before
REACH = 9  # cells around a view on which what is seen in it can depend
TILE = 256  # pixels of the whole globe at zoom 0
STEEPEST = 85.051128  # degrees of latitude where the square of Web Mercator ends
ASIDE = tuple((down, right) for down, right in product((-1, 0, 1), repeat=2) if (down, right) != (0, 0))

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees WGS 84; west ≤ east."""

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Cloud:
    """Points, one row each: where (degrees, WGS 84) and of which category (small whole numbers from 0)."""

    latitudes: Floats
    longitudes: Floats
    categories: NDArray[np.int16]

    @cached_property
    def square(self) -> tuple[Floats, Floats]:
        """Web Mercator: x to the east and y to the south, 0 to 1 across the globe. Reckoned once for each cloud."""
        return _square(self.latitudes, self.longitudes)


@dataclass(frozen=True)
class Cluster:
    """What one marker stands for: rows of the cloud (growing), and where it is drawn (degrees).

    `bounds` hold its points; `category` is the one that all share, or -1. One alone is drawn at its exact place.
    """

    members: NDArray[np.int32]
    latitude: float
    longitude: float
    bounds: Bounds
    category: int


def clusters(cloud: Cloud, zoom: int, bounds: Bounds | None = None) -> list[Cluster]:
    """The markers of the points within `bounds` (all for None) at a whole `zoom`, 0 to `MOST_ZOOM`, from north to south.

    Each point within `bounds` belongs to one of them, whole with the members that lie outside; no two are nearer than
    `MARKER` pixels. The same points give the same markers in every view. ValueError for another zoom.
    """
    if not 0 <= zoom <= MOST_ZOOM:
        raise ValueError(f"zoom {zoom} is not between 0 and {MOST_ZOOM}")
    pixels = float(TILE << zoom)
    rows, xs, ys = _near(cloud, bounds, pixels)
    if not len(rows):
        return []
    heads, at_x, at_y = _grouped(xs * pixels, ys * pixels, int(pixels) // CELL)
    return list(_told(cloud, rows, heads, _degrees(at_x / pixels, at_y / pixels), bounds))


def separable(cluster: Cluster, zoom: int) -> bool:
    """Whether looking closer than `zoom` can tell its members apart; else they are to be listed."""
    west, south, east, north = cluster.bounds
    (left, right), (low, high) = _square(np.array([south, north]), np.array([west, east]))
    most = float(TILE << MOST_ZOOM)
    return zoom < MOST_ZOOM and max(right - left, low - high) * most >= MARKER


def _near(cloud: Cloud, bounds: Bounds | None, pixels: float) -> tuple[Indices, Floats, Floats]:
    """The rows, in whole cells, of points on which the view can depend, and where they are on the square."""
    xs, ys = cloud.square
    if bounds is None:
        return np.arange(len(xs)), xs, ys
    west, south, east, north = bounds
    (left, right), (low, high) = _square(np.array([south, north]), np.array([west, east]))
    cell, wider = CELL / pixels, np.array([-REACH, REACH + 1])
    (left, right), (high, low) = (
        (np.floor(np.array(side) / cell) + wider) * cell for side in ((left, right), (high, low))
    )
    rows = np.flatnonzero((xs >= left) & (xs < right) & (ys >= high) & (ys < low))
    return rows, xs[rows], ys[rows]


def _grouped(xs: Floats, ys: Floats, across: int) -> tuple[Indices, Floats, Floats]:
    """For each point at `xs`, `ys` (pixels) the number of its group; for each group where its marker is.

    `across` is how many cells there are in a row of the grid. Groups without points are not a number of any point.
    """
    columns, lines = (np.minimum(np.floor(side / CELL).astype(np.int64), across - 1) for side in (xs, ys))
    cells, cell_of, counts = np.unique(lines * across + columns, return_inverse=True, return_counts=True)
    heart_x, heart_y = (np.bincount(cell_of, side) / counts for side in (xs, ys))
    here, there, way = _pairs(cells, across, heart_x, heart_y)
    head_of = _joined(cells, across, here, there, way)
    sizes = np.bincount(head_of, counts, len(cells))
    with np.errstate(invalid="ignore"):
        mean_x, mean_y = (np.bincount(head_of, heart * counts, len(cells)) / sizes for heart in (heart_x, heart_y))
    free = _free(head_of, cells, across, (heart_x, heart_y), (mean_x, mean_y))
    return head_of[cell_of], np.where(free, mean_x, heart_x), np.where(free, mean_y, heart_y)


def _pairs(cells: Indices, across: int, xs: Floats, ys: Floats) -> tuple[Indices, Indices, Floats]:
    """Neighbouring cells whose hearts are nearer than a marker's width, each pair both ways, and how far they are."""
    here, there = _neighbours(cells, across, ASIDE)
    way = np.hypot(xs[here] - xs[there], ys[here] - ys[there])
    near = way < MARKER
    return here[near], there[near], way[near]


def _neighbours(cells: Indices, across: int, steps: Sequence[tuple[int, ...]]) -> tuple[Indices, Indices]:
    """Pairs of positions in `cells` (growing numbers) that are one of `steps` (lines, columns) apart."""
    found = []
    for down, right in steps:
        wanted = cells + down * across + right
        place = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
        here = np.flatnonzero(cells[place] == wanted)
        found.append((here, place[here]))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _joined(cells: Indices, across: int, here: Indices, there: Indices, way: Floats) -> Indices:
    """For each cell the position of its head, its own for a head."""
    turns = (cells // across % 2) * 2 + cells % across % 2
    leads = turns == 0
    for turn in (1, 2, 3):
        taken = np.zeros(len(cells), dtype=bool)
        taken[here[leads[there]]] = True
        leads |= (turns == turn) & ~taken
    head_of = np.arange(len(cells))
    can = ~leads[here] & leads[there]
    here, there, way = here[can], there[can], way[can]
    order = np.lexsort((there, way, here))
    joining, first = np.unique(here[order], return_index=True)
    head_of[joining] = there[order][first]
    return head_of


def _free(
    head_of: Indices, cells: Indices, across: int, hearts: tuple[Floats, Floats], means: tuple[Floats, Floats]
) -> NDArray[np.bool_]:
    """Which heads may move from heart to mean: far enough from where every other is, and from where it may move."""
    heads = np.unique(head_of)
    steps = tuple(step for step in product(range(-3, 4), repeat=2) if step != (0, 0))
    here, there = _neighbours(cells[heads], across, steps)
    free = np.zeros(len(cells), dtype=bool)
    free[heads] = True
    here, there = heads[here], heads[there]
    for xs, ys in (hearts, means):
        near = np.hypot(means[0][here] - xs[there], means[1][here] - ys[there]) < MARKER
        free[here[near]] = False
    return free


def _told(
    cloud: Cloud, rows: Indices, groups: Indices, places: tuple[Floats, Floats], bounds: Bounds | None
) -> Iterator[Cluster]:
    """The groups that show in the view; members in the order of the cloud, groups in that of their numbers."""
    order = np.argsort(groups, kind="stable")
    rows, groups = rows[order], groups[order]
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    lats, lons, kinds = cloud.latitudes[rows], cloud.longitudes[rows], cloud.categories[rows]
    south, west, least = (np.minimum.reduceat(side, starts) for side in (lats, lons, kinds))
    north, east, most = (np.maximum.reduceat(side, starts) for side in (lats, lons, kinds))
    one = (south == north) & (west == east)  # exactly there, whatever arithmetic makes of it
    latitudes = np.where(one, south, places[0][groups[starts]])
    longitudes = np.where(one, west, places[1][groups[starts]])
    shown = _shown(lats, lons, starts, bounds) | _within(latitudes, longitudes, bounds)
    members = np.split(rows.astype(np.int32), starts[1:])
    edges = np.stack([west, south, east, north], axis=1).tolist()
    category = np.where(least == most, least, -1)
    for number in np.flatnonzero(shown).tolist():
        west_, south_, east_, north_ = edges[number]
        yield Cluster(
            members[number],
            float(latitudes[number]),
            float(longitudes[number]),
            (west_, south_, east_, north_),
            int(category[number]),
        )


def _shown(lats: Floats, lons: Floats, starts: Indices, bounds: Bounds | None) -> NDArray[np.bool_]:
    """For each group whether one of its points is within `bounds`."""
    return np.logical_or.reduceat(_within(lats, lons, bounds), starts)


def _within(lats: Floats, lons: Floats, bounds: Bounds | None) -> NDArray[np.bool_]:
    if bounds is None:
        return np.ones(len(lats), dtype=bool)
    west, south, east, north = bounds
    return (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)


def _square(latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
    """Web Mercator of degrees, the globe being 1 wide and 1 high, from its north-west corner."""
    sines = np.sin(np.radians(np.clip(latitudes, -STEEPEST, STEEPEST)))
    return np.clip(longitudes / 360 + 0.5, 0, 1), np.clip(0.5 - np.arctanh(sines) / (2 * np.pi), 0, 1)


def _degrees(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Latitudes and longitudes of places on the square."""
    return np.degrees(np.arcsin(np.tanh((0.5 - ys) * 2 * np.pi))), (xs - 0.5) * 360
