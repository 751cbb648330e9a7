"""Promising mails: `promise` writes one; a room says how each kind is written with `letter`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model, Q

from maillage.core import clock, seals
from maillage.core.audit import trace
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.statements import insert

Writer = Callable[[dict[str, Any]], EmailMultiAlternatives]
_writers: dict[str, Writer] = {}


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register how mails of `kind` are written: payload → message without recipient, in the active language."""

    def register(write: Writer) -> Writer:
        _writers[kind] = write
        return write

    return register


def writer(kind: str) -> Writer:
    """The writer of `kind`. Raises KeyError when no room registered it."""
    return _writers[kind]


def kinds() -> list[str]:
    """Every kind of mail that some room writes, in alphabetical order."""
    return sorted(_writers)


def promise(
    kind: str,
    *,
    key: str,
    to: str,
    language: str,
    payload: dict[str, Any],
    about: str = "",
    not_before: datetime | None = None,
) -> OutboxMessage:
    """Write the promise of one mail in the current transaction.

    `key` is unique: a second promise of the same key raises IntegrityError. `payload` is JSON and
    is kept encrypted until the mail is delivered. `about` names what the mail tells of.
    """
    now = clock.now()
    message = OutboxMessage(
        kind=kind,
        key=key,
        recipient=to,
        language=language,
        payload=seals.seal(payload),
        about=about,
        created_at=now,
        due_at=not_before or now,
    )
    insert(message)
    return message


def withdraw(key_prefix: str) -> int:
    """Take back the mails whose key begins so and that did not leave; returns how many. A mail that a worker holds at
    this moment stays: it is being sent."""
    with transaction.atomic():
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=clock.now())
        waiting = OutboxMessage.objects.filter(free, key__startswith=key_prefix, state=OutboxState.PENDING)
        # Read again under the lock: a worker that took one meanwhile keeps it.
        found = list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))
        OutboxMessage.objects.filter(pk__in=found).delete()
    return len(found)


def can_try_again(message: OutboxMessage) -> bool:
    """Whether the mail did not leave and its body is still there to be sent."""
    return message.state != OutboxState.DELIVERED and bool(message.payload and message.recipient)


def try_again(message: OutboxMessage, actor: Model) -> None:
    """Have a mail that was put off or given up sent now, with all its attempts before it.

    Raises NothingToSend when it left meanwhile or its body was erased.
    """
    with transaction.atomic():
        found = OutboxMessage.objects.select_for_update().get(pk=message.pk)
        if not can_try_again(found):
            raise NothingToSend
        before = found.state
        OutboxMessage.objects.filter(pk=found.pk).update(
            state=OutboxState.PENDING, attempts=0, due_at=clock.now(), finished_at=None
        )
        trace("core.mail_tried_again", found, actor, state=[before, OutboxState.PENDING])


class NothingToSend(Exception):
    """The mail has left already, or its body was erased: there is nothing to try again."""


class NothingToSay(Exception):
    """What the mail was to tell of is gone (erased in the meantime); nothing is sent."""
