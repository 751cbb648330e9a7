"""QR codes: an address that a phone reads with its camera. Black on white, in the dark too: phones expect it."""

import io
import re

import numpy as np
import zxingcpp
from PIL import Image

QUIET = 4  # squares of white around a code, which the standard asks for


def png(text: str, scale: int) -> bytes:
    """A picture, each square `scale` pixels wide."""
    picture = io.BytesIO()
    drawn = np.asarray(_code(text).to_image(scale=scale))
    Image.fromarray(drawn).convert("1").save(picture, "png")
    return picture.getvalue()


def svg(text: str, scale: int) -> str:
    """A drawing, each square `scale` pixels wide."""
    side, squares = strokes(text)
    whole = side + 2 * QUIET
    size = f'width="{whole * scale}" height="{whole * scale}" viewBox="-{QUIET} -{QUIET} {whole} {whole}"'
    white = f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{whole}v{whole}h-{whole}z"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{white}<path stroke="#000" d="{squares}"/></svg>'


def strokes(text: str) -> tuple[int, str]:
    """How many squares wide a code is, without margin, and its path: one stroke for each run of dark squares."""
    rows = [row.tobytes() for row in np.asarray(_code(text).to_image(scale=1, add_quiet_zones=False))]
    runs = (
        f"M{dark.start()} {y}.5h{len(dark[0])}" for y, row in enumerate(rows) for dark in re.finditer(rb"\x00+", row)
    )
    return len(rows), "".join(runs)


def _code(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
