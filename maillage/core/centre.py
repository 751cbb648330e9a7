"""The centre that runs the site, read once and kept for half a minute by each process."""

import time

from maillage.core.models import Centre

KEEP_SECONDS = 30.0
_kept: dict[str, tuple[float, Centre]] = {}
_ROW = "centre"


def current() -> Centre:
    """The centre's row, or an unsaved one named after the product before it was entered."""
    kept = _kept.get(_ROW)
    if kept and time.monotonic() - kept[0] < KEEP_SECONDS:
        return kept[1]
    centre = Centre.objects.filter(pk=1).first() or Centre(
        pk=1, name="Maillage", short_name="Maillage", email="noreply@localhost"
    )
    _kept[_ROW] = (time.monotonic(), centre)
    return centre


def forget() -> None:
    """Read the row again at the next call (after it was changed in this process)."""
    _kept.clear()
