"""The Namur example: loaded once into an empty base, and recognised afterwards."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from maillage.accounts import demo as people
from maillage.accounts.models import User
from maillage.agenda import demo as meetings
from maillage.core import clock
from maillage.core import demo as centre
from maillage.core.audit import trace
from maillage.core.models import AuditEntry, Centre
from maillage.directory import demo as operators
from maillage.territory import demo as communes
from maillage.website import first_pages

LOADED = "demo.loaded"
COORDINATION = "coordination@exemple.be"


class NotTheDemo(Exception):
    """The base holds something else than the example: it is neither served as the demo nor removed."""


def migrate_if_needed() -> bool:
    """Bring the base to the present shape; whether there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def load_if_empty(now: datetime | None = None) -> bool:
    """Load the example into an empty base, dates counted from `now`; whether it was loaded.

    A base that has it gets the pages of languages that have become ready since, and nothing else.
    Raises NotTheDemo when the base holds a site of its own.
    """
    if is_loaded():
        with transaction.atomic():
            first_pages.load_new_languages()
        return False
    if User.objects.exists() or Centre.objects.exists():
        raise NotTheDemo
    with clock.at(now or clock.now()), transaction.atomic():
        centre.load()
        communes.load()
        operators.load()
        people.load()
        operators.leave_work(User.objects.filter(email=COORDINATION).first())
        first_pages.load()
        meetings.load()
        trace(LOADED, Centre.objects.get())
    return True


def is_loaded() -> bool:
    """Whether this base holds the example."""
    return AuditEntry.objects.filter(act=LOADED).exists()


def remove() -> None:
    """Remove the example's SQLite file and its mails. Raises NotTheDemo for anything else."""
    if connection.vendor != "sqlite":
        raise NotTheDemo
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if file.exists() and not _may_remove():
        raise NotTheDemo
    connections.close_all()
    for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)
    for mail in settings.COURIER_DIR.glob("*"):
        mail.unlink()


def _may_remove() -> bool:
    try:
        return is_loaded() or not User.objects.exists()
    except DatabaseError:  # no tables yet: a first start that was interrupted
        return True
