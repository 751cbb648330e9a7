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
from psycopg import sql

from tests.burst.site import Home
from tests.plugins.databases import ROOT, URL, alone, postgresql_template, sqlite_copy

COMMAND = ("maillage.config.cli", "import_operators")
PATIENCE = 120.0  # seconds
# Who else is in this database, at all or in a transaction that has written.
SESSIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
WRITERS = f"{SESSIONS} AND backend_xid IS NOT NULL"


class Onlooker:
    """Who looks at the database of `place` from outside, and may have it begin anew.

    On PostgreSQL over one connection. On SQLite each look opens the file: so it finds what the dead left there.
    """

    def __init__(self, place: Home) -> None:
        self.place = place
        self.on_server = place.engine == "postgresql"
        self.file = place.folder / "maillage.sqlite3"
        self._line: psycopg.Connection[Any] | None = None

    def begin_anew(self) -> None:
        """Nothing is in the database but what migrations wrote."""
        if self.on_server:
            self._recreate()
            return
        for file in self.place.folder.glob(f"{self.file.name}*"):
            file.unlink()
        sqlite_copy(self.file)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The rows that answer an SQL question."""
        if not self.on_server:
            with closing(sqlite3.connect(self.file, timeout=30)) as base:
                return base.execute(question).fetchall()
        self._line = self._line or psycopg.connect(self.place.database_url, autocommit=True)
        return self._line.execute(question).fetchall()

    def leave(self) -> None:
        """Close the connection, if there is one."""
        if self._line:
            self._line.close()
            self._line = None

    def is_writing(self) -> bool:
        """Whether somebody has written in this database and not committed yet."""
        if self.on_server:
            return bool(self.ask(WRITERS)[0][0])
        with closing(sqlite3.connect(self.file, timeout=0, isolation_level=None)) as base:
            try:
                base.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            base.execute("ROLLBACK")
            return False

    def tables(self, begin: str = "") -> dict[str, tuple[int, str]]:
        """How many rows each table whose name begins so has, and a digest of all that is in them."""
        found = {}
        for name in self._names(begin):
            rows = sorted(map(repr, self.ask(f'SELECT * FROM "{name}"')))
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        return found

    def counted(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: self.ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in self._names()}

    def settle(self) -> None:
        """Waits until the server has let the dead one's session go."""
        limit = time.monotonic() + PATIENCE
        while self.on_server and self.ask(SESSIONS)[0][0]:
            assert time.monotonic() < limit, "a dead import's session does not end"
            time.sleep(0.01)

    def _names(self, begin: str = "") -> list[str]:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if not self.on_server:
            names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' AND name NOT LIKE 'sqlite_%'"
        return [name for (name,) in self.ask(names) if name.startswith(begin)]

    def _recreate(self) -> None:
        self.leave()
        name, template = self.place.database_url.rpartition("/")[2], postgresql_template(URL)
        with psycopg.connect(URL, autocommit=True) as server, alone("postgresql"):
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            new = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            server.execute(new)


class Loaded:
    """The site, loaded once in a process with the environment of `place`: what acts is a copy of it."""

    def __init__(self, place: Home, sheet: Path) -> None:
        self.place = place
        self.base = Onlooker(place)
        self.source = subprocess.Popen(
            [sys.executable, "-m", "tests.directory.import_copies", str(sheet)],
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
def loaded(place: Home, sheet: Path) -> Iterator[Loaded]:
    """The site of this place, until the block ends; it has read the cells of the sheet."""
    site = Loaded(place, sheet)
    with site.source:
        yield site
        site.base.leave()
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
        while not self.site.base.is_writing() and not self.has_ended():
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
        self.site.base.settle()
        return self.code == -signal.SIGKILL
