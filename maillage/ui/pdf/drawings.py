"""Drawings for print, as SVG: QR codes, the icons of our sprite, the motif, the signs of maps."""

import re
from functools import lru_cache
from pathlib import Path

from maillage.ui.maps.legend import SHAPES
from maillage.ui.pdf.colours import colours
from maillage.ui.qr import strokes

UI = Path(__file__).parent.parent
SPRITE = UI / "static" / "ui" / "icons.svg"
MOTIF = UI / "templates" / "ui" / "components" / "motif.html"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


@lru_cache(maxsize=4096)
def qr(url: str) -> str:
    """The QR code of an address, without margin."""
    side, squares = strokes(url)
    return f'{SVG}viewBox="0 0 {side} {side}"><path stroke="#000" d="{squares}"/></svg>'


@lru_cache(maxsize=1)
def _sprite() -> dict[str, str]:
    symbols = re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', SPRITE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(symbols)


def icon(name: str, colour: str) -> str:
    """The icon `name` of the sprite, its lines in `colour`. ValueError for one that it does not have."""
    if name not in _sprite():
        raise ValueError(f"the sprite has no icon {name!r}")
    pen = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'{SVG}viewBox="0 0 24 24" {pen}>{_sprite()[name]}</svg>'


@lru_cache(maxsize=1)
def motif() -> str:
    """The two woven threads, wide, as the pages have them."""
    drawn = MOTIF.read_text(encoding="utf-8").rpartition("{% else %}")[2]
    threads = re.findall(r'<path class="motif__(?:sambre|meuse)" [^>]*/>', drawn)
    lines = "".join(threads).replace('class="motif__sambre"', f'stroke="{colours()["river"]}"')
    lines = lines.replace('class="motif__meuse"', f'stroke="{colours()["clay"]}"')
    return f'{SVG}viewBox="0 0 360 192" fill="none" stroke-width="5">{lines}</svg>'


@lru_cache(maxsize=256)
def sign(tone: str, shape: str) -> str:
    """A sign of a map in a box from -20 to 20: a filled shape of the legend, or a ring for an "area"."""
    colour = colours()[tone]
    if shape == "area":
        ring = f'fill="#fff" fill-opacity="0.7" stroke="{colour}" stroke-width="3.5" stroke-dasharray="5 3"'
        return f'{SVG}viewBox="-20 -20 40 40"><circle r="16" {ring}/></svg>'
    path = SHAPES["disc" if shape == "point" else shape]
    return f'{SVG}viewBox="-20 -20 40 40"><path d="{path}" fill="{colour}" stroke="#fff" stroke-width="1.5"/></svg>'


def outline(path: str, view_box: str, line: float) -> str:
    """The land, of an SVG path, its border `line` units wide."""
    land = f'fill="{colours()["river-tint"]}" stroke="{colours()["river"]}" stroke-width="{line:.2f}"'
    return f'{SVG}viewBox="{view_box}"><path d="{path}" {land} stroke-linejoin="round"/></svg>'
