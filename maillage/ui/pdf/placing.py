"""Where things stand on a printed map, in millimetres from its top left corner: no sign on another, names beside them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import ceil, cos, dist, pi, sin
from typing import NamedTuple

from maillage.ui.maps.projection import UNITS_PER_KM, Plane, Spot
from maillage.ui.maps.towns import Box, Town, square

LEAST_KM = 8  # across, where all is at one place
SCALES = (1, 2, 5, 10, 20, 50, 100)  # km
FARTHEST = 32  # mm that a sign may stand from its place
MARGIN = 5  # mm at each side of what is shown
GAP = 0.35  # mm between two signs
LETTER, LINE = 0.56, 1.25  # mean width of a letter and height of a line, in sizes of the type
DOT = 0.8  # mm kept free around the dot of a town
NEIGHBOURS = tuple(
    product((0, -1, 1), repeat=2)
)  # squares as wide as a sign: its own, where most is met, and those around


class Map(NamedTuple):
    """A drawing `width` × `height` mm whose top left corner is `left`, `top` of the plane, in `scale` mm per unit."""

    width: float
    height: float
    left: float
    top: float
    scale: float

    def at(self, spot: Spot) -> Spot:
        """Where a spot of the plane is drawn, in mm."""
        return Spot((spot.x - self.left) * self.scale, (spot.y - self.top) * self.scale)

    def shows(self, box: Box) -> bool:
        """Whether the whole of it is on the drawing."""
        return box.left >= 0 and box.top >= 0 and box.right <= self.width and box.bottom <= self.height

    def scale_bar(self) -> tuple[int, float]:
        """A round number of kilometres and its length in mm, no longer than a quarter of the drawing."""
        per_km = self.scale * UNITS_PER_KM
        km = max((km for km in SCALES if km * per_km <= self.width / 4), default=SCALES[0])
        return km, km * per_km


class Sign(NamedTuple):
    """A sign drawn at `at`; the place that it means is `place`, elsewhere if there was no room for it."""

    at: Spot
    place: Spot

    @property
    def moved(self) -> bool:
        """Whether a line must lead from the sign to its place."""
        return dist(self.at, self.place) > 0.01


class Name(NamedTuple):
    """A town's dot (none where a sign stands on it) and its name, in a box that is filled from its left."""

    text: str
    dot: Spot | None
    box: Box


def fitted(spots: Sequence[Spot], width: float, height: float) -> Map:
    """The largest map of that size that shows all `spots` of the plane."""
    xs, ys = [spot.x for spot in spots] or [0.0], [spot.y for spot in spots] or [0.0]
    across, down = (max(max(side) - min(side), LEAST_KM * UNITS_PER_KM) for side in (xs, ys))
    scale = min((width - 2 * MARGIN) / across, (height - 2 * MARGIN) / down)
    left, top = ((max(side) + min(side)) / 2 - size / scale / 2 for side, size in ((xs, width), (ys, height)))
    return Map(width, height, left, top, scale)


def arranged(places: Iterable[Spot], radius: float, drawing: Map) -> list[Sign]:
    """A sign of `radius` mm for each place, in their order: there, else at the nearest free spot around it.

    Within `FARTHEST` mm; where there is no room at all, the sign stands on its place and on others.
    """
    width = 2 * radius + GAP
    taken: dict[tuple[int, int], list[Spot]] = {}

    def free(spot: Spot) -> bool:
        if not drawing.shows(square(spot, radius)):
            return False
        column, row = int(spot.x // width), int(spot.y // width)
        for x, y in NEIGHBOURS:
            for other in taken.get((column + x, row + y), ()):
                if dist(spot, other) < width:
                    return False
        return True

    signs = []
    for place in places:
        at = next(filter(free, _around(place, width)), place)
        taken.setdefault((int(at.x // width), int(at.y // width)), []).append(at)
        signs.append(Sign(at, place))
    return signs


def _around(place: Spot, width: float) -> Iterator[Spot]:
    """The place, then spots on rings around it, the nearest first."""
    yield place
    for ring in range(2, int(FARTHEST / width * 2)):
        for x, y in _ring(ring * width / 2, width / 2):
            yield Spot(place.x + x, place.y + y)


@lru_cache(maxsize=64)
def _ring(away: float, apart: float) -> list[tuple[float, float]]:
    """How far to go, across and down, to the spots of a circle `away` from its middle that stand `apart`."""
    steps = ceil(2 * pi * away / apart)
    return [(away * cos(2 * pi * step / steps), away * sin(2 * pi * step / steps)) for step in range(steps)]


def named(towns: Iterable[Town], plane: Plane, drawing: Map, size: float, taken: Iterable[Box]) -> list[Name]:
    """The names (type of `size` mm) that touch neither each other nor what is `taken`; the first ones come first."""
    signs = list(taken)
    busy, names = list(signs), []
    for text, latitude, longitude in towns:
        here = drawing.at(plane.spot(latitude, longitude))
        dot = square(here, DOT)
        under = any(dot.touches(sign) for sign in signs)
        if not drawing.shows(dot) or (not under and any(dot.touches(other) for other in busy)):
            continue
        for box in _beside(here, len(text) * size * LETTER, size * LINE, 4.5 if under else 1.4):
            if drawing.shows(box) and not any(box.touches(other) for other in busy):
                names.append(Name(text, None if under else here, box))
                busy += [box, dot]
                break
    return names


def _beside(here: Spot, width: float, height: float, gap: float) -> Iterator[Box]:
    """The boxes in which a name may be written, the best first: right of the town, left, below, above."""
    top = here.y - height / 2
    yield Box(here.x + gap, top, here.x + gap + width, top + height)
    yield Box(here.x - gap - width, top, here.x - gap, top + height)
    yield Box(here.x - width / 2, here.y + gap / 2, here.x + width / 2, here.y + gap / 2 + height)
    yield Box(here.x - width / 2, here.y - gap / 2 - height, here.x + width / 2, here.y - gap / 2)
