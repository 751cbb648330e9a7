"""The centre that runs the site, read once and kept for half a minute by each process."""

import time

from maillage.core.models import Centre

KEEP_SECONDS = 30.0
_kept: tuple[float, Centre] | None = None


def current() -> Centre:
    """The centre's row, or an unsaved one named after the product before it was entered."""
    global _kept
    if _kept and time.monotonic() - _kept[0] < KEEP_SECONDS:
        return _kept[1]
    centre = Centre.objects.filter(pk=1).first() or Centre(
        pk=1, name="Maillage", short_name="Maillage", email="noreply@localhost"
    )
    _kept = (time.monotonic(), centre)
    return centre


def forget() -> None:
    """Read the row again at the next call (after it was changed in this process)."""
    global _kept
    _kept = None
