"""Facts about places, written: all of a file or nothing of it."""

from maillage.territory.actions.boundaries import import_boundaries
from maillage.territory.actions.counts import Counts
from maillage.territory.actions.localities import import_localities

__all__ = ["Counts", "import_boundaries", "import_localities"]
