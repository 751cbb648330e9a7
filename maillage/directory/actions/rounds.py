"""What the directory does by itself: read and take in the sheets that people send."""

from datetime import timedelta

from maillage.core.rounds import every
from maillage.directory.actions.imports import runs


@every(timedelta(seconds=1), "directory imports")
def imports() -> None:
    """One sheet, so that mails leave between two."""
    runs.work()
