"""Test databases are copies of one that was migrated once: a file on SQLite, a template on PostgreSQL.

The migrated one is kept as long as no migration and no lock file changes (folder build/test-databases, or the
server itself). Tests find what migrations wrote (root page, languages, roles), those that commit like any other.
`python -m tests.plugins.databases` migrates it before any test needs it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from pytest_django.plugin import blocking_manager_key

from tests.plugins.environment import DATA_DIR

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "test-databases"
URL = os.environ.get("MAILLAGE_DATABASE_URL", "")
ON_SQLITE = not URL or URL.startswith("sqlite")


@pytest.fixture(scope="session")
def engine() -> str:
    """The database the tests run on: `sqlite` or `postgresql`."""
    return "sqlite" if ON_SQLITE else "postgresql"


def fingerprint() -> str:
    """What a migrated database depends on: migrations, the data they load, roles, settings, locked versions."""
    package = ROOT / "maillage"
    files = [*package.glob("*/migrations/*.py"), *package.glob("*/fixtures/*"), package / "config" / "settings.py"]
    files += package.glob("accounts/roles.py")  # written into the groups after every migration
    found = hashlib.sha256()
    for file in sorted([*files, ROOT / "requirements" / "base.txt"]):
        found.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def alone(engine: str) -> Iterator[None]:
    """Held by one process at a time for each engine, so that parallel workers migrate once."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{engine}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """Migrates the database at `url` in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "maillage.config.cli", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "MAILLAGE_DATABASE_URL": url})


def sqlite_copy(target: Path) -> None:
    """Puts a migrated database at `target`."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with alone("sqlite"):
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            draft = DATA_DIR / "draft.sqlite3"
            migrate(f"sqlite:///{draft}")
            shutil.move(draft, kept)  # the last connection closed: the write-ahead log is empty
        shutil.copy(kept, target)


def postgresql_template(url: str) -> str:
    """The name of a migrated database on the server of `url`, made when missing."""
    import psycopg
    from psycopg import sql

    name = f"template_{fingerprint()}"
    with alone("postgresql"), psycopg.connect(url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = sql.Identifier("draft_template")
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(draft))
            server.execute(sql.SQL("CREATE DATABASE {}").format(draft))
            migrate(url.rpartition("/")[0] + "/draft_template")
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(draft, sql.Identifier(name)))
    return name


def prepare() -> None:
    """Makes what the tests of this run's engine copy."""
    if ON_SQLITE:
        sqlite_copy(DATA_DIR / "prepared.sqlite3")
    else:
        postgresql_template(URL)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    # The copy is already in place, and goes away with the data folder.
    return ON_SQLITE


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    if ON_SQLITE:
        test["NAME"] = str(DATA_DIR / "test.sqlite3")
        sqlite_copy(Path(test["NAME"]))
    else:
        assert dj_database_url.parse(URL)["ENGINE"].endswith("postgresql")
        test["TEMPLATE"] = postgresql_template(URL)


@contextmanager
def written_once(django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of a module: what is written before its `yield` is there for each test, and gone after the last."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def commits(item: pytest.Item | None) -> bool:
    """Whether the test writes for good, so that all tables are emptied after it."""
    marker = item and item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        assert not {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())), "mark it instead"
        if commits(item):
            item.get_closest_marker("django_db").kwargs["serialized_rollback"] = True  # type: ignore[union-attr,index]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test that commits, what migrations wrote is put back for whatever test comes next; pytest-django does so
    only before another one that commits."""
    yield
    if commits(item) and nextitem and not commits(nextitem):
        from django.db import connection

        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]


if __name__ == "__main__":
    prepare()
