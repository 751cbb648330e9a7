"""Promising mails: `promise` writes one; a room says how each kind is written with `letter`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives

from maillage.core import clock, seals
from maillage.core.models import OutboxMessage

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
    return OutboxMessage.objects.create(
        kind=kind,
        key=key,
        recipient=to,
        language=language,
        payload=seals.seal(payload),
        about=about,
        created_at=now,
        due_at=not_before or now,
    )


class NothingToSay(Exception):
    """What the mail was to tell of is gone (erased in the meantime); nothing is sent."""
