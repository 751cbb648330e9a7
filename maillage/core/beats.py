"""When what runs by itself last ran, told through the database so that every machine knows."""

from datetime import datetime, timedelta

from django.db.models import Max

from maillage.core import clock
from maillage.core.models import Beat

WORKER = "worker:"


def beat(name: str) -> None:
    """Say that `name` is alive."""
    row = Beat(name=name, at=clock.now())
    Beat.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])


def forget(name: str) -> None:
    """`name` stopped of its own will and is not missed."""
    Beat.objects.filter(name=name).delete()


def last_worker() -> datetime | None:
    """When a worker was last seen alive, on whatever machine; None when none ever was."""
    return Beat.objects.filter(name__startswith=WORKER).aggregate(last=Max("at"))["last"]


def take_turn(name: str, every: timedelta) -> bool:
    """Whether the caller is to do `name` now: true for one process only, and once within `every`.

    The first time it is asked for, the turn counts as taken: a new site has nothing to clean.
    """
    now = clock.now()
    if Beat.objects.filter(name=name, at__gt=now - every).exists():
        return False
    Beat.objects.bulk_create([Beat(name=name, at=now)], ignore_conflicts=True)
    return Beat.objects.filter(name=name, at__lte=now - every).update(at=now) == 1
