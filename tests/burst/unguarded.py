"""The site without its lock, to see what the lock is good for: `python -m tests.burst.unguarded HOW`.

`deferred`: the places are read without lock nor turn, and SQLite begins its transactions as it does by default.
`autocommit`: nothing is held together by a transaction either. Served like the site, in negative controls only.
After reading, each waits for the time of a slow disk, longer where the last places are at stake: two processes with
one thread each seldom meet otherwise.
"""

import os
import sys
import time
from contextlib import nullcontext
from typing import Any

import django

SLOW_DISK, AT_STAKE = 0.005, 0.5  # seconds
FEW = range(1, 4)  # places left


class NoTransaction:
    """Stands for `django.db.transaction` where nothing is to be held together."""

    atomic = staticmethod(nullcontext)


def main(how: str) -> None:
    """Take the lock away, then serve; the processes of the server inherit what is changed here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from maillage.agenda.actions import places, register
    from maillage.agenda.models import Bucket, Event

    def read(event: Event, by: Any = None) -> places.Places:
        buckets = {bucket.pk: bucket for bucket in Bucket.objects.filter(event=event).order_by("pk")}
        for bucket in buckets.values():
            bucket.event = event
        time.sleep(AT_STAKE if any(bucket.places_left in FEW for bucket in buckets.values()) else SLOW_DISK)
        return places.Places(event, buckets, by)

    places.lock = read
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    register.turn = nullcontext  # it orders the writers of SQLite, and nothing may order these
    if how == "autocommit":
        register.transaction = NoTransaction  # type: ignore[assignment]
    call_command("serve")


if __name__ == "__main__":
    main(sys.argv[1])
