"""Names of towns to find one's way by, written where they touch nothing."""

from collections.abc import Iterable
from typing import NamedTuple

from maillage.ui.maps.projection import HEIGHT, WIDTH, Frame, Plane, Spot

LETTER = 7.4  # mean width of a letter of the text, in pixels, at the size of small texts (15 px)
WIDER = 8  # pixels by which a short name may be wider than its letters are on average
LINE = 16  # height of such a line
DOT = 4  # pixels kept free around the dot of a town
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
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

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
    for text, latitude, longitude in towns:
        spot = plane.spot(latitude, longitude)
        here = frame.pixels(spot)
        dot = square(here, DOT)
        under = any(square(here, 0).touches(marker) for marker in markers)
        if not dot.inside() or (not under and any(dot.touches(other) for other in busy)):
            continue
        for name in _ways(text, spot, GAP_OF_MARKER if under else GAP):
            box = name.box(here)
            if box.inside() and not any(box.touches(other) for other in busy):
                names.append(name._replace(dot=not under))
                busy += [box, dot]
                break
    return names


def square(middle: Spot, half: float) -> Box:
    """The box that reaches `half` pixels to each side of `middle`: what a dot or a marker takes."""
    return Box(middle.x - half, middle.y - half, middle.x + half, middle.y + half)


def _ways(text: str, spot: Spot, gap: int) -> Iterable[Name]:
    """The ways to write a name, the best first: right of the town, left, below, above."""
    yield Name(text, spot, gap, 5, "start")
    yield Name(text, spot, -gap, 5, "end")
    yield Name(text, spot, 0, gap + 12, "middle")
    yield Name(text, spot, 0, -gap, "middle")
