"""How far services are from where somebody is, by the great circle: of many at once."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maillage.directory.selectors.search.faces import Face
from maillage.directory.selectors.search.index import Index
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

Kilometres = NDArray[np.float64]
Degrees = tuple[float, float]  # latitude, longitude
EARTH = 6371.0  # km


class Places(NamedTuple):
    """All places of an index: latitudes and longitudes in radians, the code of each one's commune, and in order of
    services the numbers of those that have places, with the row of the first place of each."""

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    communes: NDArray[np.int64]
    codes: dict[str, int]
    numbers: NDArray[np.int32]
    firsts: NDArray[np.int64]


def distances(index: Index, goals: list[Municipality], near: Degrees | None, gazetteer: Gazetteer) -> Kilometres:
    """Kilometres from each service's nearest place to the nearest goal, by number; infinite where nobody knows.

    A place in a commune that is asked for is there, at 0 km, wherever it lies in it. One whose point is unknown or
    confidential counts as the centre of its commune.
    """
    nearest = np.full(len(index.keys), np.inf)
    if not len(index.communes):
        return nearest
    places = _places(index, gazetteer)
    found = np.full(len(places.latitudes), np.inf)
    for goal in goals:
        if goal.point:
            found = np.fmin(found, from_point(places.latitudes, places.longitudes, goal.point))
        found[places.communes == places.codes.get(goal.nis, -1)] = 0.0
    if near:
        found = np.fmin(found, from_point(places.latitudes, places.longitudes, near))
    nearest[places.numbers] = np.fmin.reduceat(found, places.firsts)
    return nearest


def from_point(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64], goal: Degrees) -> Kilometres:
    """Kilometres from each place (radians) to a point (degrees); NaN where its own is not known."""
    latitude, longitude = np.radians(goal)
    inner = np.sin((latitude - latitudes) / 2) ** 2
    inner += np.cos(latitudes) * np.cos(latitude) * np.sin((longitude - longitudes) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(inner)))


def nearest_place(
    places: Sequence[Face], goals: Sequence[Municipality], near: Degrees | None, gazetteer: Gazetteer
) -> Face | None:
    """Of the places of a face the one nearest to a goal, by which its distance was told; the first where nobody asked."""
    named = {commune.nis for commune in goals}
    points = [*filter(None, (commune.point for commune in goals)), *([near] if near else [])]

    def apart(place: Face) -> float:
        own = gazetteer.by_nis(place["nis"])
        point = place["point"] or (own and own.point)
        if place["nis"] in named:
            return -1.0
        if not point:
            return math.inf
        stretch = math.cos(math.radians(point[0]))
        return min((math.hypot(point[0] - to[0], (point[1] - to[1]) * stretch) for to in points), default=0.0)

    return min(places, key=apart, default=None)


@lru_cache(maxsize=2)
def _places(index: Index, gazetteer: Gazetteer) -> Places:
    """The places, the commune's point where a place's own is not to be had; reckoned once for an index."""
    names, which = np.unique(index.communes, return_inverse=True)
    communes = [gazetteer.by_nis(str(nis)) for nis in names]
    centres = np.array([(one and one.point) or (np.nan, np.nan) for one in communes], np.float64)
    points = np.radians(np.where(np.isnan(index.points), centres[which], index.points))
    numbers, firsts = np.unique(index.place_of, return_index=True)
    codes = {str(name): code for code, name in enumerate(names)}
    return Places(points[:, 0], points[:, 1], which, codes, numbers, firsts)
