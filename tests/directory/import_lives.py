"""Imports in processes of their own, which may be killed at any instant, and their database looked at from outside."""

import hashlib
import json
import os
import select
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


class Loaded:
    """The site, loaded once in a process with the environment of `place`: what acts is a copy of it."""

    def __init__(self, place: Home) -> None:
        self.place = place
        self.source = subprocess.Popen(
            [sys.executable, "-m", "tests.directory.import_copies"],
            cwd=ROOT, env=place.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip

    def start(self, output: Path, *command: str) -> int:
        """Let a copy run the Python module; its process."""
        assert self.source.stdin
        self.source.stdin.write(json.dumps([str(output), *command]).encode() + b"\n")
        return self.answer()

    def answer(self) -> int:
        """The next number that it tells, waited for."""
        assert self.source.stdout  # unbuffered: what was not read yet, `has_answer` sees
        return int(self.source.stdout.readline())

    def has_answer(self, within: float) -> bool:
        """Whether a number comes within so many seconds."""
        return bool(select.select([self.source.stdout], [], [], within)[0])

    def run(self, *command: str) -> str:
        """Run a Python module to its end, which must be good; what it said."""
        life = Life(self, *command)
        life.seconds_to_end()
        return life.log.read_text()


@contextmanager
def loaded(place: Home) -> Iterator[Loaded]:
    """The site of this place, until the block ends."""
    site = Loaded(place)
    with site.source:
        yield site
        assert site.source.stdin
        site.source.stdin.close()


class Life:
    """A Python module that runs in a copy of the loaded site. One ends before the next begins."""

    def __init__(self, site: Loaded, *command: str) -> None:
        self.site = site
        self.log = site.place.folder / "life.log"
        self.code: int | None = None
        self.pid = site.start(self.log, *command)
        self.began = time.monotonic()

    def has_ended(self, within: float = 0) -> bool:
        """Whether it ends within so many seconds."""
        if self.code is None and self.site.has_answer(within):
            self.code = self.site.answer()
        return self.code is not None

    def seconds_to_writing(self) -> float:
        """Waits until it writes, or has ended; the seconds since it began."""
        while not is_writing(self.site.place) and not self.has_ended():
            time.sleep(0.01)
        return time.monotonic() - self.began

    def seconds_to_end(self) -> float:
        """Waits until it has ended well; the seconds since it began."""
        assert self.has_ended(PATIENCE), "it does not end"
        assert self.code == 0, self.log.read_text()[-2000:]
        return time.monotonic() - self.began

    def dies(self, at: float) -> bool:
        """Kills it `at` seconds after it began; whether it was still at work. Its database has heard of it."""
        if not self.has_ended(max(0, at - (time.monotonic() - self.began))):
            with suppress(ProcessLookupError):  # it ended just now
                os.kill(self.pid, signal.SIGKILL)
        assert self.has_ended(PATIENCE)
        _settle(self.site.place)
        return self.code == -signal.SIGKILL


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
