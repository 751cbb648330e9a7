"""« Tell me when it opens »: an address asked for, proved, told once, in the order of asking."""

from datetime import timedelta

from django.db import transaction

from maillage.agenda import emails
from maillage.agenda.models import Event, Interest
from maillage.core import clock, limits

MOST_ASKED, WINDOW = 3, timedelta(hours=1)
WAVE = 50  # people told at once; the next wave follows a minute later, so that they do not all come in one second


def ask(event: Event, email: str, language: str) -> None:
    """Note an address that wants to be told, and send the link that proves it. Nothing for one that is proved."""
    email = email.casefold()
    with transaction.atomic():
        if not limits.within("agenda.interest", f"{event.pk}:{email}", MOST_ASKED, WINDOW):
            return
        interest, _new = Interest.objects.get_or_create(event=event, email=email, defaults={"language": language})
        if interest.proved_at is None:
            emails.promise_proof(interest)


def prove(interest: Interest) -> None:
    """The address is the person's own: they will be told."""
    Interest.objects.filter(pk=interest.pk, proved_at=None).update(proved_at=clock.now())


def forget(interest: Interest) -> None:
    """The person does not want to be told any more."""
    interest.delete()


def tell_wave(event: Event) -> int:
    """Promise the opening to the next `WAVE` people of an open event, in the order of asking; returns how many."""
    with transaction.atomic():
        waiting = Interest.objects.select_for_update().filter(event=event, proved_at__isnull=False, told_at=None)
        wave = list(waiting.order_by("proved_at", "pk")[:WAVE])
        for interest in wave:
            emails.promise_opening(interest)
        Interest.objects.filter(pk__in=[interest.pk for interest in wave]).update(told_at=clock.now())
    return len(wave)
