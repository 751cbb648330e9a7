"""Imports in processes of their own, which may be killed at any instant, and their database looked at from outside."""

import hashlib
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.burst.site import Home
from tests.plugins.databases import ROOT

COMMAND = ("maillage.config.cli", "import_operators")
PATIENCE = 120.0  # seconds
# Who else is in this database, at all or in a transaction that has written.
SESSIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
WRITERS = f"{SESSIONS} AND backend_xid IS NOT NULL"


class Life:
    """A Python module that runs with the site's environment."""

    def __init__(self, place: Home, *command: str) -> None:
        self.place = place
        self.began = time.monotonic()
        self.log = place.folder / "life.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=ROOT, env=place.environment(), stdout=output, stderr=output
            )

    def seconds_to_writing(self) -> float:
        """Waits until it writes, or has ended; the seconds since it began."""
        while self.process.poll() is None and not is_writing(self.place):
            time.sleep(0.03)
        return time.monotonic() - self.began

    def seconds_to_end(self) -> float:
        """Waits until it has ended well; the seconds since it began."""
        assert self.process.wait(PATIENCE) == 0, self.log.read_text()[-2000:]
        return time.monotonic() - self.began

    def dies(self, at: float) -> bool:
        """Kills it `at` seconds after it began; whether it was still at work. Its database has heard of it."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, at - (time.monotonic() - self.began)))
        self.process.kill()
        was_alive = self.process.wait(PATIENCE) == -signal.SIGKILL
        _settle(self.place)
        return was_alive


def is_writing(place: Home) -> bool:
    """Whether somebody has written in this database and not committed yet."""
    if place.engine == "postgresql":
        return bool(ask(place, WRITERS)[0][0])
    with closing(sqlite3.connect(_file(place), timeout=0, isolation_level=None)) as base:
        try:
            base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        base.execute("ROLLBACK")
        return False


def tables(place: Home) -> dict[str, tuple[int, str]]:
    """How many rows each table of the database has, and a digest of all that is in them."""
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    if place.engine == "sqlite":
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' AND name NOT LIKE 'sqlite_%'"
    found = {}
    for (name,) in ask(place, names):
        rows = sorted(map(repr, ask(place, f'SELECT * FROM "{name}"')))
        found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def _settle(place: Home) -> None:
    """Waits until the server has let the dead one's session go."""
    limit = time.monotonic() + PATIENCE
    while place.engine == "postgresql" and ask(place, SESSIONS)[0][0]:
        assert time.monotonic() < limit, "a dead import's session does not end"
        time.sleep(0.01)


def ask(place: Home, question: str) -> list[tuple[Any, ...]]:
    """The rows that answer an SQL question."""
    with _connected(place) as base:
        return base.execute(question).fetchall()


@contextmanager
def _connected(place: Home) -> Iterator[Any]:
    if place.engine == "postgresql":
        with psycopg.connect(place.database_url, autocommit=True) as base:
            yield base
    else:
        with closing(sqlite3.connect(_file(place), timeout=30)) as base:
            yield base


def _file(place: Home) -> Path:
    return place.folder / "maillage.sqlite3"
