"""The site without its guards, to see what they are good for: `python -m tests.burst.unguarded HOW EVENTS …`.

Puts events as `tests.burst.inside seed` does, `--without` constraints, then serves. `locked`: as in life. `deferred`:
the places are read without lock nor turn, and SQLite begins its transactions as it does by default. `autocommit`:
nothing is held together by a transaction either. In the last two each waits, after reading, for the time of a slow
disk; and at the last place the two processes of the site wait for each other. Left to chance they seldom meet there,
or walk in step past it.
"""

import argparse
import os
import time
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

import django

from tests.burst import inside

LOCKED, DEFERRED, AUTOCOMMIT = "locked", "deferred", "autocommit"
SLOW_DISK, PATIENCE = 0.005, 2.0  # seconds
NEAR_THE_LAST = range(2, 8)  # places left


class NoTransaction:
    """Stands for `django.db.transaction` where nothing is to be held together."""

    atomic = staticmethod(nullcontext)


class Meeting:
    """Where the processes of one site see each other: marks in its folder, kept by the bucket they are about."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["MAILLAGE_DATA_DIR"])
        self.ends: dict[tuple[int, bool], float] = {}

    @cached_property
    def is_behind(self) -> bool:
        """Whether this process lets the other one sell what is left before the last place; the first of them does."""
        try:
            (self.folder / "behind").mkdir()
        except FileExistsError:
            return False
        return True

    def wait(self, bucket: Any) -> None:
        """Come to the last place together: one stays behind until it is the last, then each waits for the other."""
        while self.is_behind and bucket.places_left in NEAR_THE_LAST and self.is_patient(bucket, last=False):
            time.sleep(SLOW_DISK)
            bucket.refresh_from_db()
        if bucket.places_left == 1:
            (self.folder / f"last-{bucket.pk}-{os.getpid()}").touch()
            while len(list(self.folder.glob(f"last-{bucket.pk}-*"))) < 2 and self.is_patient(bucket, last=True):
                time.sleep(SLOW_DISK)

    def is_patient(self, bucket: Any, *, last: bool) -> bool:
        """Whether this process still waits: once for each bucket, not again for each person who is refused there."""
        return time.monotonic() < self.ends.setdefault((bucket.pk, last), time.monotonic() + PATIENCE)


def main() -> None:
    """Do what the command line says; the processes of the server inherit what is changed here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from django.core.management import call_command

    parser = argparse.ArgumentParser()
    parser.add_argument("how", choices=[LOCKED, DEFERRED, AUTOCOMMIT])
    parser.add_argument("events", nargs="+")
    parser.add_argument("--without", action="append", default=[])
    told = parser.parse_args()
    inside.seed(told.events, told.without)
    if told.how != LOCKED:
        unlock(told.how)
    call_command("serve")


def unlock(how: str) -> None:
    """Take the lock away, and with AUTOCOMMIT the transaction too."""
    from django.conf import settings

    from maillage.agenda.actions import places, register
    from maillage.agenda.models import Bucket, Event

    meeting = Meeting()

    def read(event: Event, by: Any = None) -> places.Places:
        buckets = {bucket.pk: bucket for bucket in Bucket.objects.filter(event=event).order_by("pk")}
        for bucket in buckets.values():
            bucket.event = event
        time.sleep(SLOW_DISK)
        for bucket in buckets.values():
            meeting.wait(bucket)
        return places.Places(event, buckets, by)

    places.lock = read
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    register.turn = nullcontext  # it orders the writers of SQLite, and nothing may order these
    if how == AUTOCOMMIT:
        register.transaction = NoTransaction  # type: ignore[assignment]


if __name__ == "__main__":
    main()
