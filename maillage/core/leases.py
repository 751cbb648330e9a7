"""Taking due mails so that no other worker takes them, for a time that ends by itself.

Who takes mails writes a lease on them; whoever dies leaves a lease that expires, and the mails are
taken again. On PostgreSQL workers pass over each other's locked rows, on any number of machines;
on SQLite one transaction at a time writes. Clocks of several machines must agree to a minute.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from maillage.core import clock
from maillage.core.models import OutboxMessage, OutboxState


@dataclass(frozen=True)
class Pace:
    """How many mails are taken at once, and for how long.

    No mail is begun in the last `margin` of a lease: a mail server has that long to answer before
    another worker may send the same mail.
    """

    batch: int = 50
    lease: timedelta = timedelta(minutes=10)
    margin: timedelta = timedelta(minutes=3)


@dataclass(frozen=True)
class Lease:
    """The mails one worker holds, oldest due first, until when and under which name."""

    name: str
    until: datetime
    messages: list[OutboxMessage]


def due() -> QuerySet[OutboxMessage]:
    """Mails to send now that nobody holds, the longest due first."""
    now = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return OutboxMessage.objects.filter(free, state=OutboxState.PENDING, due_at__lte=now).order_by("due_at", "pk")


def claim(pace: Pace) -> Lease | None:
    """Take up to `pace.batch` due mails; None when there is nothing to do (then nothing is written)."""
    if not due().exists():
        return None
    with transaction.atomic():
        messages = list(due().select_for_update(skip_locked=True)[: pace.batch])
        lease = Lease(uuid.uuid4().hex, clock.now() + pace.lease, messages)
        taken = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages])
        taken.update(lease=lease.name, leased_until=lease.until)
    return lease if messages else None


def finish(lease: Lease, message: OutboxMessage, **changes: Any) -> bool:
    """Write what became of a held mail and let go of it, in one statement; False when the lease was lost."""
    held = OutboxMessage.objects.filter(pk=message.pk, lease=lease.name, state=OutboxState.PENDING)
    return held.update(lease="", leased_until=None, **changes) == 1


def give_back(lease: Lease) -> int:
    """Let go of what is left of a lease; the number of mails that are due again at once."""
    held = [message.pk for message in lease.messages]
    left = OutboxMessage.objects.filter(pk__in=held, lease=lease.name, state=OutboxState.PENDING)
    return left.update(lease="", leased_until=None)
