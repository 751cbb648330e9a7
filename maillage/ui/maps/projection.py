"""From degrees to the plane of a map, and the frame through which the plane is looked at.

The plane is equirectangular, true to scale at the latitude of its origin: across a province of 100 km it is wrong by
about 1 %, less than the width of a marker, and one multiplication explains it.
"""

from collections.abc import Iterable
from math import cos, radians
from typing import NamedTuple

KM_PER_DEGREE = 111.195  # along a meridian of a sphere of 6371 km
UNITS_PER_KM = 10  # a unit of the plane is 100 m, so that whole numbers are fine enough for an outline
# The smallest size at which the map is drawn, in CSS pixels: a telephone of 360 px less the margins of the page.
# What does not touch there touches at no larger size, for markers and letters do not grow with the map.
WIDTH, HEIGHT = 320, 360
MARGIN = 18  # pixels kept free at each side, so that a marker at the edge is whole
LEAST_KM = 4.0  # width of what is shown when all points are one


class Spot(NamedTuple):
    """A place on the plane: `x` towards the east and `y` towards the south of the origin, in units of 100 m."""

    x: float
    y: float


class Plane(NamedTuple):
    """The plane that touches the globe at its origin, given in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def spot(self, latitude: float, longitude: float) -> Spot:
        """Where a point given in degrees lies on the plane."""
        unit = KM_PER_DEGREE * UNITS_PER_KM
        east = (longitude - self.longitude) * cos(radians(self.latitude))
        return Spot(east * unit, (self.latitude - latitude) * unit)


class Frame(NamedTuple):
    """The rectangle of the plane that is shown, in units, as high and wide as the drawing: a viewBox."""

    left: float
    top: float
    width: float
    height: float

    def pixels(self, spot: Spot) -> Spot:
        """Where `spot` is drawn, in pixels from the top left corner of the smallest drawing."""
        return Spot((spot.x - self.left) / self.width * WIDTH, (spot.y - self.top) / self.height * HEIGHT)

    @property
    def pixels_per_km(self) -> float:
        """The scale of the smallest drawing."""
        return WIDTH / self.width * UNITS_PER_KM

    def view_box(self) -> str:
        """The frame as the attribute `viewBox`, in whole units."""
        return " ".join(str(round(side)) for side in self)


def fitted(spots: Iterable[Spot]) -> Frame:
    """The closest frame that shows all `spots` and the margin around them. ValueError without any."""
    xs, ys = zip(*spots, strict=True)
    across = (max(xs) - min(xs)) * WIDTH / (WIDTH - 2 * MARGIN)
    down = (max(ys) - min(ys)) * HEIGHT / (HEIGHT - 2 * MARGIN)
    width = max(across, down * WIDTH / HEIGHT, LEAST_KM * UNITS_PER_KM)
    return _centred(Spot((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2), width)


def around(spot: Spot, km: float) -> Frame:
    """The frame with `spot` in the middle that shows `km` kilometres to each side of it."""
    return _centred(spot, 2 * km * UNITS_PER_KM)


def _centred(middle: Spot, width: float) -> Frame:
    height = width * HEIGHT / WIDTH
    return Frame(middle.x - width / 2, middle.y - height / 2, width, height)
