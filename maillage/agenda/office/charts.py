"""Small charts drawn on the server: bars from zero, no day left out, every value written or in the table below.

Units are those of the drawing (user units of SVG, one for one pixel at full size); all are whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from maillage.ui.moments import day as day_in_words

WIDTH = 640
HIGHEST = 140  # of a column
EDGE = 34  # room for the figures beside, above and below
MOST_COLUMNS = 62  # more days than that are told by weeks
ROW = 34
LABEL = 16


class Column(NamedTuple):
    """One column: where it stands, how large it is, and what it says."""

    x: int
    y: int
    width: int
    height: int
    value: int
    label: str


class Tick(NamedTuple):
    """One line of the scale."""

    y: int
    value: int


@dataclass(frozen=True)
class DayChart:
    """How many a day, or a week from its first day."""

    columns: list[Column]
    ticks: list[Tick]
    by_week: bool
    width: int = WIDTH
    height: int = HIGHEST + 2 * EDGE

    @property
    def foot(self) -> int:
        """Where zero is."""
        return EDGE + HIGHEST

    @property
    def values_fit(self) -> bool:
        """Whether each column is wide enough for its figure."""
        return len(self.columns) <= 31


def day_chart(counts: dict[date, int]) -> DayChart | None:
    """Columns from the first day to the last, days without any included; None for nothing."""
    if not counts:
        return None
    first, last = min(counts), max(counts)
    step = 7 if (last - first).days >= MOST_COLUMNS else 1
    spans = [first + timedelta(days=offset) for offset in range(0, (last - first).days + 1, step)]
    values = [sum(counts.get(start + timedelta(days=more), 0) for more in range(step)) for start in spans]
    top = scale(max(values))
    room = (WIDTH - 2 * EDGE) // len(spans)
    columns = []
    for rank, (start, value) in enumerate(zip(spans, values, strict=True)):
        height = round(HIGHEST * value / top)
        x = EDGE + rank * room
        columns.append(
            Column(x, EDGE + HIGHEST - height, max(1, min(room - 2, 40)), height, value, day_in_words(start))
        )
    ticks = [Tick(EDGE + HIGHEST - round(HIGHEST * part / 2), top * part // 2) for part in range(3)]
    return DayChart(columns, ticks, by_week=step == 7)


def scale(largest: int) -> int:
    """An even round number that is not smaller, for the top of the scale."""
    power = 10 ** (len(str(largest)) - 1)
    return next(top for part in (1, 2, 4, 6, 8, 10, 20) if (top := part * power) >= largest and top % 2 == 0)


class Bar(NamedTuple):
    """One line of a bar chart: what it is, how many, how many more wait, and the lengths of both."""

    label: str
    said: str
    y: int
    length: int
    waiting: int


@dataclass(frozen=True)
class BarChart:
    """Bars that lie, the label above each; those who wait are hatched."""

    bars: list[Bar]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return len(self.bars) * ROW + LABEL

    @property
    def has_waiting(self) -> bool:
        """Whether any of them is hatched."""
        return any(bar.waiting for bar in self.bars)


def bar_chart(rows: Sequence[tuple[str, str, int, int]]) -> BarChart | None:
    """Bars of (label, what is said, how many, how many more wait); None for nothing."""
    if not rows:
        return None
    most = max(1, *(value + waiting for _label, _said, value, waiting in rows))
    bars = []
    for rank, (label, said, value, waiting) in enumerate(rows):
        whole, part = round(WIDTH * (value + waiting) / most), round(WIDTH * value / most)
        bars.append(Bar(label, said, rank * ROW + LABEL, part, whole - part))
    return BarChart(bars)
