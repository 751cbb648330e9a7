"""The signs of a map's categories: each has a colour, a shape and a drawing of its own, so that none alone must tell.

The colours are custom properties of `tokens.css`, for light and dark; on paper they are black and the rest tells.
"""

from collections.abc import Sequence
from typing import NamedTuple

from maillage.ui import icons
from maillage.ui.components.choices import one_of

# Outlines around (0, 0), 15 or 16 to each side, with room for a drawing of 18 or three figures.
SHAPES = {
    "disc": "M-15 0a15 15 0 1 1 30 0a15 15 0 1 1-30 0z",
    "square": "M-9-14H9a5 5 0 0 1 5 5V9a5 5 0 0 1-5 5H-9a5 5 0 0 1-5-5V-9a5 5 0 0 1 5-5z",
    "diamond": "M-2-17a3 3 0 0 1 4 0L17-2a3 3 0 0 1 0 4L2 17a3 3 0 0 1-4 0L-17 2a3 3 0 0 1 0-4z",
    "house": "M-1.5-17.5a3 3 0 0 1 3 0L14-7.5a3 3 0 0 1 1 2.5V12a3 3 0 0 1-3 3h-24a3 3 0 0 1-3-3V-5a3 3 0 0 1 1-2.5z",
    "leaf": "M-15-15H2A13 13 0 0 1 15-2V15H-2A13 13 0 0 1-15 2z",
    "hexagon": "M-8-15H8a2 2 0 0 1 2 1L17-1a2 2 0 0 1 0 2L10 14a2 2 0 0 1-2 1H-8a2 2 0 0 1-2-1L-17 1a2 2 0 0 1 0-2L-10-14"
    "a2 2 0 0 1 2-1z",
    "shield": "M-12-15h24a3 3 0 0 1 3 3v9C15 6 9 12 1.5 16.5a3 3 0 0 1-3 0C-9 12-15 6-15-3v-9a3 3 0 0 1 3-3z",
}  # fmt: skip
TONES = frozenset({"river", "clay", "info", "plum", "moss", "sky", "muted"})


class Sign(NamedTuple):
    """How a category looks: `tone` of `TONES`, `shape` of `SHAPES`, `icon` of our sprite."""

    tone: str
    shape: str
    icon: str

    @property
    def path(self) -> str:
        """The outline, as the attribute `d` of SVG, around (0, 0) in a box from -20 to 20."""
        return SHAPES[self.shape]


class Category(NamedTuple):
    """One line of a legend: what it is called in the reader's language, and its sign."""

    label: str
    sign: Sign


LEGEND: tuple[Sign, ...] = (
    Sign("river", "disc", "speech"),
    Sign("clay", "square", "papers"),
    Sign("info", "diamond", "housing"),
    Sign("plum", "house", "work"),
    Sign("moss", "leaf", "health"),
    Sign("sky", "hexagon", "school"),
    Sign("muted", "shield", "people"),
)
"""The signs by number of category, the first ones furthest apart; the drawing may be another (`categories`)."""


def categories(labels: Sequence[str], drawings: Sequence[str] = ()) -> tuple[Category, ...]:
    """A legend for categories 0, 1, … named `labels`, with other `drawings` of the sprite where they are given.

    ValueError for more categories than signs, for a number of drawings other than that of labels, for an unknown one.
    """
    if len(labels) > len(LEGEND):
        raise ValueError(f"{len(labels)} categories, and signs for {len(LEGEND)}")
    drawn = drawings or [sign.icon for sign in LEGEND[: len(labels)]]
    return tuple(
        Category(str(label), sign._replace(icon=one_of("icon", drawing, icons.NAMES)))
        for label, sign, drawing in zip(labels, LEGEND[: len(labels)], drawn, strict=True)
    )
