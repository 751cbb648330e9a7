"""The colours of the site for paper: those for light pages, from the one file that names them."""

import re
from functools import lru_cache
from pathlib import Path

TOKENS = Path(__file__).parent.parent / "static" / "ui" / "css" / "tokens.css"


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """Name → `#rrggbb`, such as river, clay, ink, muted."""
    return dict(re.findall(r"--l-([a-z-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))
