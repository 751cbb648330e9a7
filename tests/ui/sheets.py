"""The style sheets as tests read them: files, declarations, colours of the tokens."""

import re
from pathlib import Path

from maillage.ui.assets import SOURCES

TOKENS = (SOURCES / "tokens.css").read_text()
SHEETS = sorted(SOURCES.rglob("*.css"))
OTHERS = [path for path in SHEETS if path.name != "tokens.css"]


def without_comments(css: str) -> str:
    """The sheet without `/* … */`."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def declarations(path: Path) -> str:
    """The sheet without comments and without the conditions of media queries, which cannot use tokens."""
    return re.sub(r"@(media|supports)[^{]*", "", without_comments(path.read_text()))


def palette(scheme: str) -> dict[str, str]:
    """Colours by name for `l` (light) or `d` (dark): `{"paper": "#fbf8f3", …}`."""
    return dict(re.findall(rf"--{scheme}-([\w-]+):\s*(#[0-9a-f]{{6}})", TOKENS))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours (WCAG 2.2, relative luminance), from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
