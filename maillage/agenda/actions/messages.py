"""Messages of the team to some of those who registered: sent after a minute, taken back until each one has left."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from maillage.accounts.models import User
from maillage.agenda import emails
from maillage.agenda.actions import places as at
from maillage.agenda.emails.groups import message_key
from maillage.agenda.models import Event, GroupMessage, Registration
from maillage.core import clock, outbox
from maillage.core.audit import trace

DELAY = timedelta(seconds=60)
Texts = dict[str, dict[str, str]]  # language → {"subject", "body"}, French among them


def send(event: Event, texts: Texts, people: Iterable[Registration], by: User) -> GroupMessage:
    """Promise the message to `people`, not before DELAY is over; who has no address is kept among the recipients.

    The same words to the same people by the same person before they left are the same message: a button pressed twice.
    """
    recipients = list(people)
    with transaction.atomic():
        at.lock(event)  # one at a time
        twin = _still_waiting(event, texts, recipients, by)
        if twin:
            return twin
        now = clock.now()
        subject = texts["fr"]["subject"]
        message = GroupMessage.objects.create(
            event=event, by=by, subject=subject, texts=texts, written_at=now, leaves_at=now + DELAY
        )
        message.recipients.set(recipients)
        for person in recipients:
            emails.promise_message(message, person)
        trace("agenda.message_sent", message, by, people=len(recipients), languages=sorted(texts))
    return message


def _still_waiting(event: Event, texts: Texts, people: list[Registration], by: User) -> GroupMessage | None:
    waiting = GroupMessage.objects.filter(event=event, by=by, undone_at=None, leaves_at__gt=clock.now())
    wanted = {person.pk for person in people}
    for message in waiting:
        if message.texts == texts and set(message.recipients.values_list("pk", flat=True)) == wanted:
            return message
    return None


def undo(message: GroupMessage, by: User) -> int:
    """Take back every mail of the message that did not leave; returns how many. With none, nothing changes."""
    with transaction.atomic():
        taken_back = outbox.withdraw(message_key(message))
        if taken_back:
            GroupMessage.objects.filter(pk=message.pk).update(undone_at=clock.now())
            message.refresh_from_db(fields=["undone_at"])
            trace("agenda.message_undone", message, by, mails=taken_back)
    return taken_back
