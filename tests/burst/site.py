"""The real server in processes of its own, on a database and a data folder of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from tests.plugins.databases import ROOT, alone, postgresql_template, sqlite_copy

PATIENCE = 90.0
SERVE = ("maillage.config.cli", "serve")


class Home(NamedTuple):
    """Where one site keeps its things: data folder, database address, engine."""

    folder: Path
    database_url: str
    engine: str

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of the site's processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLAGE_", "DJANGO_"))}
        own = {
            "MAILLAGE_DEMO": "1",
            "MAILLAGE_DATA_DIR": str(self.folder),
            "MAILLAGE_DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
        }
        return {**kept, **own, **more}

    def run(self, *command: str, **more: str) -> str:
        """Run a Python module with the site's environment; its standard output. Raises CalledProcessError."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            check=True, cwd=ROOT, env=self.environment(**more), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout


@contextmanager
def home(engine: str, postgresql_url: str = "") -> Iterator[Home]:
    """A migrated, empty database of its own on `engine` (`sqlite` or `postgresql`), gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="maillage-burst-"))
    try:
        if engine == "sqlite":
            sqlite_copy(folder / "maillage.sqlite3")
            yield Home(folder, f"sqlite:///{folder / 'maillage.sqlite3'}", engine)
        else:
            with _postgresql_database(postgresql_url) as url:
                yield Home(folder, url, engine)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgresql_database(url: str) -> Iterator[str]:
    name = f"burst_{secrets.token_hex(4)}"
    template = postgresql_template(url)
    with psycopg.connect(url, autocommit=True) as server:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with alone("postgresql"):
            server.execute(create)
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Home, *command: str, **more: str) -> Iterator[int]:
    """Run a Python module that serves on MAILLAGE_PORT (`maillage serve` by default); the port, once it answers.

    `{port}` in the command stands for it, for servers that do not read our environment.
    """
    log, port = place.folder / "server.log", free_port()
    environment = place.environment(MAILLAGE_PORT=str(port), **more)
    started = [sys.executable, "-m", *(part.format(port=port) for part in command or SERVE)]
    with log.open("ab") as output:
        server = subprocess.Popen(started, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait_until_ready(server, port, log)
        yield port
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(15)
        if server.poll() is None:
            server.kill()
            server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as line:
            line.sendall(b"GET /sante HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if line.recv(64).startswith(b"HTTP/1.1 200"):
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()[-4000:]}")
