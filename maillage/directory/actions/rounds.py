"""What the directory does by itself: read and take in the sheets that people send, put aside those they forget, print."""

from datetime import timedelta

from maillage.core.rounds import every
from maillage.directory.actions import editions
from maillage.directory.actions.imports import runs


@every(timedelta(seconds=1), "directory imports")
def imports() -> None:
    """One sheet, so that mails leave between two."""
    runs.work()


@every(timedelta(days=1), "directory old sheets")
def old_sheets() -> None:
    """Sheets that nobody decided on are put aside."""
    runs.discard_old()


@every(timedelta(seconds=2), "directory papers")
def papers() -> None:
    """One paper of a printed edition, so that mails leave between two."""
    editions.make_papers(most=1)
