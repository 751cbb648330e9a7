"""Mails that only tests promise, and the ways they go wrong."""

import itertools
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext

from maillage.core import outbox
from maillage.core.letters import Letter, compose
from maillage.core.models import OutboxMessage

PLAIN, FORGED, BROKEN, GONE = "test.plain", "test.forged", "test.broken", "test.gone"
numbers = itertools.count(1)


class WriterBroke(Exception):
    """A bug in how a mail is written."""


@outbox.letter(PLAIN)
def write_plain(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """`word` is translated by Django's own catalogues, which are always there."""
    word = gettext(payload.get("word", "January"))
    return compose(Letter(subject=word, greeting=word, paragraphs=[payload.get("text", "")], reason="test"))


@outbox.letter(FORGED)
def write_forged(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """A careless writer: what people typed goes into a header as it is."""
    return EmailMultiAlternatives(subject=payload["subject"], body="…", from_email="centre@example.org")


@outbox.letter(BROKEN)
def write_broken(payload: dict[str, Any]) -> EmailMultiAlternatives:
    raise WriterBroke(payload.get("text", ""))


@outbox.letter(GONE)
def write_gone(payload: dict[str, Any]) -> EmailMultiAlternatives:
    raise outbox.NothingToSay


def promise(
    kind: str = PLAIN, to: str = "", language: str = "fr", not_before: datetime | None = None, **payload: Any
) -> OutboxMessage:
    """One promised mail under a key of its own, to an address of its own."""
    number = next(numbers)
    return outbox.promise(
        kind,
        key=f"{kind}:{number}",
        to=to or f"reader{number}@example.org",
        language=language,
        payload=payload,
        not_before=not_before,
    )


def again(message: OutboxMessage) -> OutboxMessage:
    """The mail as the database has it now."""
    return OutboxMessage.objects.get(pk=message.pk)
