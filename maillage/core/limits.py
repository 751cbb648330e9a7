"""Limits per address and act, shared by all processes through the database."""

from datetime import timedelta

from django.db.models import F

from maillage.core import clock, seals
from maillage.core.models import LimitCounter


def within(act: str, who: str, most: int, per: timedelta) -> bool:
    """Count one more `act` of `who`; False when it exceeds `most` in the present window of length `per`.

    Call it inside the transaction of the act. `who` is kept only as a keyed hash.
    """
    now = clock.now()
    key = seals.fingerprint("limit", act, who)
    fresh = {"count": 0, "until": now + per}
    LimitCounter.objects.bulk_create([LimitCounter(key=key, **fresh)], ignore_conflicts=True)
    LimitCounter.objects.filter(key=key, until__lte=now).update(**fresh)
    LimitCounter.objects.filter(key=key).update(count=F("count") + 1)
    return LimitCounter.objects.get(key=key).count <= most
