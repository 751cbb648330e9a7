"""The points of a map, and the markers that stand for them: those too near each other to be told apart share one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

from maillage.ui.maps.projection import Frame, Plane, Spot

NEAREST = 30  # pixels between two markers, so that a group and its neighbour do not touch; WCAG 2.2 asks for 24
LARGEST_TARGET = 22  # radius in pixels: the 44 px that a finger likes, given where there is room


@dataclass(frozen=True)
class MapPoint:
    """One thing on a map: where it is (degrees, WGS 84), what it is called, where it leads.

    `label` is what a screen reader says, thing and place ("Cours de français, Dinant"); `number` is the one that the
    list beside the map shows. `shape` "area" is a thing whose address is not told: the point is then the middle of
    its commune. `place` and `place_href` name and lead to all that is there, for when points share a marker. `count`
    is how many things the point stands for, where it is not one thing itself; a marker of several says their sum.
    """

    latitude: float
    longitude: float
    label: str
    href: str = ""
    number: int | None = None
    tone: str = "river"
    shape: str = "point"
    place: str = ""
    place_href: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Marker:
    """What is drawn for some points: at `spot` of the plane, for fingers as far as `reach` (radius, pixels)."""

    spot: Spot
    points: tuple[MapPoint, ...]
    reach: float = LARGEST_TARGET

    @property
    def count(self) -> int:
        """How many things it stands for."""
        return sum(1 if point.count is None else point.count for point in self.points)

    @property
    def places(self) -> list[str]:
        """The names of the places of these points, each once, in the order of the points."""
        return list(dict.fromkeys(point.place for point in self.points if point.place))

    @property
    def href(self) -> str:
        """Where the marker leads: to its point; to the place that its points share; else to the first of them."""
        first = self.points[0]
        shared = len({point.place_href for point in self.points}) == 1
        return first.place_href if len(self.points) > 1 and shared and first.place_href else first.href


def grouped(points: Sequence[MapPoint], plane: Plane, frame: Frame, nearest: float = NEAREST) -> list[Marker]:
    """The markers for `points`, in their order, no two nearer than `nearest` pixels when `frame` is drawn small.

    A point that is far enough from the markers before it gets its own, at its place; each other one joins the marker
    nearest to it (the first of equals). The same points in the same order give the same markers.
    """
    spots = [plane.spot(point.latitude, point.longitude) for point in points]
    pixels = [frame.pixels(spot) for spot in spots]
    members: dict[int, list[MapPoint]] = {}
    for number, here in enumerate(pixels):
        if all(dist(here, pixels[leader]) >= nearest for leader in members):
            members[number] = []
    for number, (point, here) in enumerate(zip(points, pixels, strict=True)):
        own = number in members
        members[number if own else min(members, key=lambda leader: dist(pixels[leader], here))].append(point)
    heads = [pixels[leader] for leader in members]
    return [
        Marker(spots[leader], tuple(group), _reach(pixels[leader], heads, nearest)) for leader, group in members.items()
    ]


def _reach(here: Spot, heads: list[Spot], nearest: float) -> float:
    """Half the way to the next marker, so that targets do not overlap, within what a finger needs and likes."""
    ways = [dist(here, head) for head in heads if head != here]
    return max(nearest / 2, min([LARGEST_TARGET, *(way / 2 for way in ways)]))
