"""Drawings for print, as SVG: QR codes, the icons of our sprite, the motif."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import segno
from django.template.loader import render_to_string

SPRITE = Path(__file__).parent.parent / "static" / "ui" / "icons.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
# One pattern of the eight that the standard allows: trying them all takes eight times as long, and cameras do not mind.
MASK = 3


@lru_cache(maxsize=4096)
def qr(url: str) -> str:
    """The QR code of an address, without margin: one rectangle for each run of dark squares."""
    rows = [bytes(row) for row in segno.make(url, error="m", micro=False, mask=MASK, boost_error=False).matrix]
    runs = (
        f"M{dark.start()} {y}h{len(dark[0])}v1h-{len(dark[0])}z"
        for y, row in enumerate(rows)
        for dark in re.finditer(rb"\x01+", row)
    )
    return f'{SVG}viewBox="0 0 {len(rows)} {len(rows)}"><path d="{"".join(runs)}"/></svg>'


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


@lru_cache(maxsize=4)
def motif(form: Literal["wide", "mark"], sambre: str, meuse: str) -> str:
    """The two woven threads, as the pages have them, in two colours."""
    width = "5" if form == "wide" else "3.5"
    drawing = render_to_string("ui/components/motif.html", {"form": form})
    drawing = drawing.replace("<svg ", f'{SVG}fill="none" stroke-width="{width}" ', 1)
    for thread, colour in (("sambre", sambre), ("meuse", meuse)):
        drawing = drawing.replace(f'class="motif__{thread}"', f'stroke="{colour}"')
    return drawing
