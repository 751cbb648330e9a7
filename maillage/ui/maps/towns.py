"""Names of towns to find one's way by, written where they touch nothing."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from maillage.ui.maps.projection import HEIGHT, WIDTH, Frame, Plane, Spot

LETTER = 7.4  # mean width of a letter of the text, in pixels, at the size of small texts (15 px)
WIDER = 8  # pixels by which a short name may be wider than its letters are on average
LINE = 16  # height of such a line
DOT = 4  # pixels kept free around the dot of a town
MOST_KEPT = 64  # towns as they stand on a drawing
GAP, GAP_OF_MARKER = 6, 21  # from the middle of the town to its name: beside its dot, or beside a marker on it

Town = tuple[str, float, float]  # name, latitude, longitude (degrees, WGS 84)


class Box(NamedTuple):
    """A rectangle of the smallest drawing, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Whether the two have a part in common."""
        return self.touches_any([other])

    def touches_any(self, others: "Iterable[Box]") -> bool:
        """Whether it has a part in common with one of `others`. Asked hundreds of times for a map, hence bare."""
        left, top, right, bottom = self
        for other_left, other_top, other_right, other_bottom in others:
            if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
                return True
        return False

    def inside(self) -> bool:
        """Whether the whole of it is on the map."""
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


class Name(NamedTuple):
    """A name to write: the town's `spot` on the plane, and from there `dx`, `dy` pixels to where `anchor` holds it.

    `dot` says whether the town itself is marked; a marker that stands on it is enough.
    """

    text: str
    spot: Spot
    dx: int
    dy: int
    anchor: str
    dot: bool = True

    def box(self, here: Spot) -> Box:
        """Where the name is written, its town being at `here` (pixels). Its width is a guess on the safe side."""
        width = len(self.text) * LETTER + WIDER
        left = here.x + self.dx - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        foot = here.y + self.dy + 4  # letters go below the line they stand on
        return Box(left, foot - LINE, left + width, foot)


def placed(towns: Iterable[Town], plane: Plane, frame: Frame, taken: Iterable[Box] = ()) -> list[Name]:
    """The names that can be written without touching each other or what is `taken`; the first ones come first.

    A town in the middle of something taken, a marker, is named beside it; one that is half hidden is not named.
    """
    markers = list(taken)
    busy = list(markers)
    names = []
    for middle, dot, free, beside in _standing(tuple(towns), plane, frame):
        under = middle.touches_any(markers)
        if not under and dot.touches_any(busy):
            continue
        for name, box in beside if under else free:
            if not box.touches_any(busy):
                names.append(name)
                busy += [box, dot]
                break
    return names


class _Standing(NamedTuple):
    """A town on a drawing: its middle, its dot, and the ways to write its name beside the dot or beside a marker."""

    middle: Box
    dot: Box
    free: list[tuple[Name, Box]]
    beside: list[tuple[Name, Box]]


@lru_cache(maxsize=MOST_KEPT)
def _standing(towns: tuple[Town, ...], plane: Plane, frame: Frame) -> list[_Standing]:
    """The towns that are on the drawing: most maps show the same ones through the same frame."""
    found = []
    for text, latitude, longitude in towns:
        spot = plane.spot(latitude, longitude)
        here = frame.pixels(spot)
        dot = square(here, DOT)
        if dot.inside():
            ways = [
                [(name, box) for name in _ways(text, spot, gap) if (box := name.box(here)).inside()]
                for gap in (GAP, GAP_OF_MARKER)
            ]
            beside = [(name._replace(dot=False), box) for name, box in ways[1]]
            found.append(_Standing(square(here, 0), dot, ways[0], beside))
    return found


def square(middle: Spot, half: float) -> Box:
    """The box that reaches `half` pixels to each side of `middle`: what a dot or a marker takes."""
    return Box(middle.x - half, middle.y - half, middle.x + half, middle.y + half)


def _ways(text: str, spot: Spot, gap: int) -> Iterable[Name]:
    """The ways to write a name, the best first: right of the town, left, below, above."""
    yield Name(text, spot, gap, 5, "start")
    yield Name(text, spot, -gap, 5, "end")
    yield Name(text, spot, 0, gap + 12, "middle")
    yield Name(text, spot, 0, -gap, "middle")
