"""The site without its lock, to see what the lock is good for: `python -m tests.burst.unguarded HOW`.

`deferred`: the bucket is read without lock, and SQLite begins its transactions as it does by default.
`autocommit`: nothing is held together by a transaction either. Served like the site, in negative controls only.
After reading, each waits for the time of a slow disk: two processes with one thread each seldom meet otherwise.
"""

import os
import sys
import time
from contextlib import nullcontext

import django

SLOW_DISK = 0.005  # seconds


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
    from maillage.agenda.enums import BucketKind
    from maillage.agenda.models import Bucket, Event

    def read_day(event: Event) -> Bucket:
        bucket = Bucket.objects.get(event=event, kind=BucketKind.DAY)
        time.sleep(SLOW_DISK)
        return bucket

    places.lock_day = read_day
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    if how == "autocommit":
        register.transaction = NoTransaction  # type: ignore[assignment]
    call_command("serve")


if __name__ == "__main__":
    main(sys.argv[1])
