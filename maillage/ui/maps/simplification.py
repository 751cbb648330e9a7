"""A line with fewer corners that stays near the one it stands for (Ramer 1972, Douglas and Peucker 1973)."""

from collections.abc import Sequence
from math import hypot

from maillage.ui.maps.projection import Spot


def simplified(line: Sequence[Spot], tolerance: float) -> list[Spot]:
    """Some of the corners of `line`, first and last among them; none left out lies further than `tolerance` from it.

    A closed line (last = first) stays closed. `tolerance` is in the units of the corners. Without recursion, for an
    outline has tens of thousands of corners.
    """
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distance, furthest = _furthest(line, first, last)
        if distance > tolerance:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [line[number] for number in sorted(kept)]


def _furthest(line: Sequence[Spot], first: int, last: int) -> tuple[float, int]:
    """How far, and which, is the corner between `first` and `last` that lies furthest from the segment between them."""
    start, end = line[first], line[last]
    return max((distance(line[number], start, end), number) for number in range(first + 1, last))


def distance(spot: Spot, start: Spot, end: Spot) -> float:
    """From `spot` to the nearest place of the segment from `start` to `end`, which may be one spot."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    away_x, away_y = spot[0] - start[0], spot[1] - start[1]
    square = along_x * along_x + along_y * along_y
    share = min(1.0, max(0.0, (away_x * along_x + away_y * along_y) / square)) if square else 0.0
    return hypot(away_x - share * along_x, away_y - share * along_y)
