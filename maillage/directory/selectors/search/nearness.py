"""How far services are from where somebody is, by the great circle: of many at once."""

import numpy as np
from numpy.typing import NDArray

from maillage.directory.selectors.search.index import Index
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

Kilometres = NDArray[np.float64]
EARTH = 6371.0  # km
SAME = 0.0


def distances(
    index: Index, goals: list[Municipality], near: tuple[float, float] | None, gazetteer: Gazetteer
) -> Kilometres:
    """Kilometres from each service's nearest place to the nearest goal, by number; infinite where nobody knows.

    A place in a commune that is asked for is there, at 0 km, wherever it lies in it. One whose point is unknown or
    confidential counts as the centre of its commune.
    """
    if not len(index.communes):
        return np.full(len(index.keys), np.inf)
    points = _points(index, gazetteer)
    found = np.full(len(points), np.inf)
    for goal in goals:
        if goal.latitude is not None and goal.longitude is not None:
            found = np.fmin(found, from_point(points, (goal.latitude, goal.longitude)))
    if near:
        found = np.fmin(found, from_point(points, near))
    found[np.isin(index.communes, [goal.nis for goal in goals])] = SAME
    nearest = np.full(len(index.keys), np.inf)
    np.minimum.at(nearest, index.place_of, np.where(np.isnan(found), np.inf, found))
    return nearest


def from_point(points: NDArray[np.float64], goal: tuple[float, float]) -> Kilometres:
    """Kilometres from `points` (rows of latitude and longitude in degrees) to one of them."""
    latitudes, longitudes = np.radians(points[:, 0]), np.radians(points[:, 1])
    latitude, longitude = np.radians(goal)
    inner = np.sin((latitude - latitudes) / 2) ** 2
    inner = inner + np.cos(latitudes) * np.cos(latitude) * np.sin((longitude - longitudes) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(inner)))


def _points(index: Index, gazetteer: Gazetteer) -> NDArray[np.float64]:
    """The points of all places, the commune's where a place's own is not to be had."""
    names, which = np.unique(index.communes, return_inverse=True)
    communes = [gazetteer.by_nis(str(nis)) for nis in names]
    centres = np.array(
        [(one.latitude, one.longitude) if one and one.latitude is not None else (np.nan, np.nan) for one in communes],
        np.float64,
    )
    return np.where(np.isnan(index.points), centres[which], index.points)
