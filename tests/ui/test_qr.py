"""A code says what it was made of, to the eye of a phone."""

import io
import re

import numpy as np
import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from maillage.ui import qr

TEXTS = [
    "https://maillage.exemple.be/fr/annuaire/services/table-de-conversation/",
    "https://maillage.exemple.be/ar/inscriptions/" + "0123456789abcdef" * 6 + "/",
    "otpauth://totp/Centre%20d%E2%80%99action:ada@example.org?secret=ABC&issuer=Centre",
]


def read(picture: Image.Image) -> str:
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


@pytest.mark.parametrize("text", TEXTS)
def test_picture_says_the_text_with_a_white_margin(text):
    picture = Image.open(io.BytesIO(qr.png(text, 5)))
    assert read(picture) == text
    squares = np.asarray(picture.convert("L"))
    dark = np.argwhere(squares == 0)
    assert dark.min() == qr.QUIET * 5
    assert dark.max() == squares.shape[0] - qr.QUIET * 5 - 1


@pytest.mark.parametrize("text", TEXTS)
def test_drawing_says_the_text_black_on_white_with_a_margin(text):
    drawing = etree.fromstring(qr.svg(text, 4))
    start, _, width, height = map(int, drawing.get("viewBox").split())
    assert (start, width) == (-qr.QUIET, height)
    assert drawing.get("width") == drawing.get("height") == str(4 * width)
    white, black = drawing
    assert (white.get("fill"), black.get("stroke")) == ("#fff", "#000")
    grid = np.full((width, width), 255, dtype=np.uint8)
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", black.get("d")):
        grid[int(y) - start, int(x) - start : int(x) - start + int(run)] = 0
    assert read(Image.fromarray(np.kron(grid, np.ones((4, 4), dtype=np.uint8)))) == text
