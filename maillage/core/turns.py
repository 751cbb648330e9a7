"""Writers of SQLite wait for their turn in a line of the system's, instead of asking again and again.

SQLite lets one writer in at a time; the others sleep and try again, up to a tenth of a second too late each time.
Where hundreds write at once, acts that take a turn first follow each other without a gap. It orders, it guards nothing:
an act without a turn is as safe, only later.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def turn() -> Iterator[None]:
    """Within the block nobody else has the turn, in any process of this machine. Nothing to wait for on PostgreSQL."""
    if connection.vendor != "sqlite":
        yield
        return
    line = os.open(settings.DATA_DIR / "turn", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)
