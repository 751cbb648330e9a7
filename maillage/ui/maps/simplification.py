"""A line with fewer corners that stays near the one it stands for (Ramer 1972, Douglas and Peucker 1973)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from maillage.ui.maps.projection import Spot

Numbers = NDArray[np.float64]


def simplified(line: Sequence[Spot], tolerance: float) -> list[Spot]:
    """Some of the corners of `line`, first and last among them; none left out lies further than `tolerance` from it.

    A closed line (last = first) stays closed. `tolerance` is in the units of the corners. Without recursion, for an
    outline has tens of thousands of corners.
    """
    xs, ys = np.array(line, dtype=float).T.copy()
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(xs[first : last + 1], ys[first : last + 1])
        furthest = int(away.argmax())
        if away[furthest] > tolerance:
            middle = first + 1 + furthest
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return [line[number] for number in sorted(kept)]


def _distances(xs: Numbers, ys: Numbers) -> Numbers:
    """How far each corner between the first and the last lies from the nearest place of the segment between them."""
    along_x, along_y = xs[-1] - xs[0], ys[-1] - ys[0]
    away_x, away_y = xs[1:-1] - xs[0], ys[1:-1] - ys[0]
    square = along_x * along_x + along_y * along_y
    if not square:
        return np.hypot(away_x, away_y)
    with np.errstate(over="ignore"):  # a segment that is hardly one: the share is bounded all the same
        share = ((away_x * along_x + away_y * along_y) / square).clip(0.0, 1.0)
    return np.hypot(away_x - share * along_x, away_y - share * along_y)
