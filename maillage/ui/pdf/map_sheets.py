"""Map sheets: a map of the area with numbered signs, its legend, and the same things as a list."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from maillage.core.languages import BY_CODE
from maillage.ui.maps.legend import SHAPES, TONES
from maillage.ui.maps.outline import Outline, area
from maillage.ui.maps.projection import Spot as Point
from maillage.ui.maps.towns import Box, Town, square
from maillage.ui.pdf import drawings
from maillage.ui.pdf.colours import colours
from maillage.ui.pdf.placing import Map, Sign, arranged, fitted, named
from maillage.ui.pdf.typesetting import PrintingRefused, typeset
from maillage.ui.pdf.words import Text, address, plain, said

__all__ = ["LegendItem", "MapSheet", "PrintingRefused", "Row", "Spot", "Text", "map_sheet_pdf"]

WIDTH, HEIGHT, LARGE_HEIGHT = 170, 160, 132  # of the drawing, in mm
# Radius of a sign in mm, and how many there may be at most for it; the smallest have no room for their number.
RADII = ((3.1, 60), (2.5, 250), (1.2, 1_000_000))
LARGE_RADII = ((4.4, 40), (3.4, 120), (1.6, 1_000_000))
TOWN_SIZE, LARGE_TOWN_SIZE = 2.9, 4.6  # mm, of the names of towns
NARROW = 16  # letters: columns that are as wide as their widest cell; the others share what is left


@dataclass(frozen=True)
class Spot:
    """A sign on the map: where (degrees, WGS 84), its number in the list, its tone and shape as in the legend.

    `tone` is one of `ui.maps.legend.TONES`; `shape` one of its `SHAPES`, or "point" (a disc) or "area" (a ring: the
    address is not told).
    """

    latitude: float
    longitude: float
    number: str
    tone: str
    shape: str


@dataclass(frozen=True)
class LegendItem:
    """What a sign means; `icon` is one of the sprite."""

    tone: str
    shape: str
    label: str
    icon: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the list; `href` is where its first cell with letters leads."""

    cells: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True)
class MapSheet:
    """All that is printed, words in `language`. `towns`: (name, latitude, longitude), the most useful first.

    `alternative` is what those hear who do not see the map. `introduction` is one text or several.
    """

    language: str
    title: str
    subtitle: str
    publisher: str
    date: datetime.date
    introduction: str | Sequence[Text | str]
    spots: Sequence[Spot]
    towns: Sequence[Town]
    legend: Sequence[LegendItem]
    head: Sequence[str]
    rows: Sequence[Row]
    credit: str
    alternative: str
    table_title: str = ""
    large: bool = False


def map_sheet_pdf(sheet: MapSheet) -> bytes:
    """The map and its list as tagged PDF (PDF/UA-1) on A4, dated `sheet.date`; the same data give the same bytes.

    Signs that would lie on each other stand beside their place, with a line to it. ValueError: an unknown language,
    tone, shape or icon, or a row with another number of cells than the head. PrintingRefused: what Typst refuses.
    """
    _check(sheet)
    language = sheet.language
    texts = [sheet.introduction] if isinstance(sheet.introduction, str) else sheet.introduction
    data = {
        "name": plain(sheet.title),
        "title": said(sheet.title, language),
        "subtitle": said(sheet.subtitle, language),
        "author": plain(sheet.publisher),
        "publisher": said(sheet.publisher, language),
        "date": format_date(sheet.date, "long", locale=language),
        "introduction": [said(text, language) for text in texts],
        "map": _drawing(sheet),
        "legend": [_item(item, language) for item in sheet.legend],
        "head": [said(cell, language) for cell in sheet.head],
        "widths": _widths(sheet),
        "rows": [_row(row, language) for row in sheet.rows],
        "credit": said(sheet.credit, language),
        "alternative": plain(sheet.alternative) or plain(sheet.title),
        "table_title": said(sheet.table_title, language),
        "large": sheet.large,
    }
    return typeset("map_sheet", language, data, sheet.date)


def _check(sheet: MapSheet) -> None:
    if sheet.language not in BY_CODE:
        raise ValueError(f"{sheet.language!r} is none of the site's languages")
    things: list[Spot | LegendItem] = [*sheet.spots, *sheet.legend]
    for thing in things:
        if thing.tone not in TONES:
            raise ValueError(f"there is no tone {thing.tone!r}")
        if thing.shape not in {*SHAPES, "point", "area"}:
            raise ValueError(f"there is no shape {thing.shape!r}")
    wrong = [row.cells for row in sheet.rows if len(row.cells) != len(sheet.head)]
    if wrong:
        raise ValueError(f"{len(sheet.head)} columns, and a row of {len(wrong[0])}: {wrong[0]}")


def _drawing(sheet: MapSheet) -> dict[str, Any]:
    """The map in millimetres, and each sign that it has as SVG."""
    outline = area()
    spots = [outline.plane.spot(spot.latitude, spot.longitude) for spot in sheet.spots]
    height = LARGE_HEIGHT if sheet.large else HEIGHT
    drawing = fitted([*outline.corners, *spots], WIDTH, height)
    radii = LARGE_RADII if sheet.large else RADII
    radius = next(radius for radius, most in radii if len(spots) <= most)
    numbered = radius != radii[-1][0]
    signs = arranged([drawing.at(spot) for spot in spots], radius if numbered else 0, drawing)
    taken = [square(sign.at, radius) for sign in signs]
    size = LARGE_TOWN_SIZE if sheet.large else TOWN_SIZE
    names = named(
        sheet.towns, outline.plane, drawing, size, [*taken, Box(0, height - 12, 60, height)]
    )  # the scale stands there
    km, length = drawing.scale_bar()
    things: list[Spot | LegendItem] = [*sheet.spots, *sheet.legend]
    kinds = {(thing.tone, thing.shape) for thing in things}
    return {
        "size": [WIDTH, height],
        "outline": _outline(outline, drawing),
        "radius": radius,
        "numbered": numbered,
        "signs": [_sign(spot, sign) for spot, sign in zip(sheet.spots, signs, strict=True)],
        "names": [[plain(name.text), _pair(name.dot), [*map(_mm, name.box)]] for name in names],
        "town_size": size,
        "scale": [f"{km} km", _mm(length)],
        "drawn": {f"{tone} {shape}": drawings.sign(tone, shape) for tone, shape in sorted(kinds)},
    }


def _outline(outline: Outline, drawing: Map) -> str:
    """The area as SVG, as large as the drawing."""
    corner = f"{drawing.left:.1f} {drawing.top:.1f}"
    view = f"{corner} {drawing.width / drawing.scale:.1f} {drawing.height / drawing.scale:.1f}"
    return drawings.outline(outline.path, view, 0.45 / drawing.scale)


def _sign(spot: Spot, sign: Sign) -> list[Any]:
    return [f"{spot.tone} {spot.shape}", plain(spot.number), _pair(sign.at), _pair(sign.place if sign.moved else None)]


def _item(item: LegendItem, language: str) -> dict[str, Any]:
    icon = drawings.icon(item.icon, colours()["ink"]) if item.icon else ""
    return {"sign": f"{item.tone} {item.shape}", "icon": icon, "label": said(item.label, language)}


def _row(row: Row, language: str) -> list[Any]:
    """The texts of the cells, the address, and the number of the cell that leads there."""
    lettered = (number for number, cell in enumerate(row.cells) if any(sign.isalpha() for sign in cell))
    return [[said(cell, language) for cell in row.cells], address(row.href), next(lettered, 0)]


def _widths(sheet: MapSheet) -> list[int | None]:
    """How wide each column is, relative to the others, as most of its cells need; None for a narrow one."""
    widths: list[int | None] = []
    for column, head in enumerate(sheet.head):
        lengths = sorted(len(row.cells[column]) for row in sheet.rows) or [0]
        narrow = max(lengths[-1], len(head)) <= NARROW
        widths.append(None if narrow else max(min(lengths[len(lengths) * 9 // 10], 40), 12))
    return widths


def _pair(spot: Point | None) -> list[float] | None:
    return None if spot is None else [_mm(spot.x), _mm(spot.y)]


def _mm(length: float) -> float:
    return round(length, 2)
