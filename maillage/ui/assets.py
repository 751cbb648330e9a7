"""What is built from the look before serving: one style sheet and the web fonts.

One sheet instead of thirty files, because every request costs on a slow network.
Nothing is done when the inputs are those of the last time.
"""

import hashlib
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from maillage.ui import font_files, fonts

LAYERS = ("reset", "tokens", "base", "layout", "components", "pages", "utilities")
SOURCES = Path(__file__).parent / "static" / "ui" / "css"
FONT_PACKAGES = (
    "brotli",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-bricolage-grotesque",
    "fontpkg-ibm-plex-sans",
    "fontpkg-ibm-plex-sans-arabic",
    "fonttools",
)


def sheets(layer: str) -> list[Path]:
    """The files of one layer: `css/<layer>.css`, or all of `css/<layer>/` by name."""
    single = SOURCES / f"{layer}.css"
    return [single] if single.exists() else sorted((SOURCES / layer).glob("*.css"))


def bare(css: str) -> str:
    """The same style sheet without comments, indentation and blank lines."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line.strip() for line in css.splitlines() if line.strip())


def style_sheet() -> str:
    """The whole sheet: order of layers, font faces, then each layer's files."""
    parts = [f"@layer {', '.join(LAYERS)};", fonts.font_face_css()]
    for layer in LAYERS:
        rules = "\n".join(bare(path.read_text(encoding="utf-8")) for path in sheets(layer))
        parts.append(f"@layer {layer} {{\n{rules}\n}}")
    return "\n".join(parts) + "\n"


def build(build_dir: Path) -> list[str]:
    """Write `ui/site.css` and `ui/fonts/` under `build_dir`; return the names of what had to be made."""
    target = build_dir / "ui"
    target.mkdir(parents=True, exist_ok=True)
    made = []
    sheet = style_sheet()
    css_file = target / "site.css"
    if not css_file.exists() or css_file.read_text(encoding="utf-8") != sheet:
        css_file.write_text(sheet, encoding="utf-8")
        made.append(css_file.name)
    stamp_file = build_dir.parent / "fonts.stamp"
    stamp = _font_stamp()
    present = all((target / "fonts" / face.file).exists() for face in fonts.FACES)
    if not present or not stamp_file.exists() or stamp_file.read_text() != stamp:
        made.extend(font_files.build(target / "fonts"))
        stamp_file.write_text(stamp)
    return made


def _font_stamp() -> str:
    here = Path(__file__).parent
    sources = (here.joinpath(name).read_text(encoding="utf-8") for name in ("fonts.py", "font_files.py"))
    return _digest([*sources, *(f"{name} {version(name)}" for name in FONT_PACKAGES)])


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
