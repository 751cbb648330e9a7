"""Mails of the agenda: promised in the act's transaction, written when they leave."""

from maillage.agenda.emails.groups import promise_message, promise_opening, promise_proof
from maillage.agenda.emails.news import (
    promise_called_off,
    promise_news,
    promise_postponed,
    promise_reminder,
)
from maillage.agenda.emails.parts import event_facts, private_link
from maillage.agenda.emails.places import (
    promise_cancellation,
    promise_change,
    promise_links,
    promise_promotion,
    promise_receipt,
    promise_workshop,
)

__all__ = [
    "event_facts",
    "private_link",
    "promise_called_off",
    "promise_cancellation",
    "promise_change",
    "promise_links",
    "promise_message",
    "promise_news",
    "promise_opening",
    "promise_postponed",
    "promise_promotion",
    "promise_proof",
    "promise_receipt",
    "promise_reminder",
    "promise_workshop",
]
