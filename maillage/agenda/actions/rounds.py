"""What the agenda does by itself: tell who waits that registrations are open, remind who comes."""

from datetime import timedelta

from django.db import transaction

from maillage.agenda import emails, selectors
from maillage.agenda.actions.interests import tell_wave
from maillage.agenda.enums import EventState
from maillage.agenda.models import Event
from maillage.core import clock
from maillage.core.rounds import every

# Days before, and until how long before it is still worth saying (the worker may have been away).
REMINDERS = ((7, timedelta(days=6)), (1, timedelta(hours=3)))


@every(timedelta(minutes=1), "agenda openings")
def openings() -> None:
    """One wave for each event that is open and has people waiting to be told."""
    for event in Event.objects.filter(interests__proved_at__isnull=False, interests__told_at=None).distinct():
        if event.phase() == EventState.OPEN:
            tell_wave(event)


@every(timedelta(minutes=5), "agenda reminders")
def reminders() -> None:
    """Promise the reminders that are due, each once for each date of an event."""
    now = clock.now()
    for days, latest in REMINDERS:
        due = Event.objects.filter(starts_at__gt=now + latest, starts_at__lte=now + timedelta(days=days))
        for event in due.filter(cancelled_at=None, postponed_at=None, announced_at__lte=now):
            remind(event, days)


def remind(event: Event, days: int) -> int:
    """Promise the reminder to everybody who has a place since before it was due; returns how many were new."""
    with transaction.atomic():
        people = list(selectors.to_remind(event, days))
        for registration in people:
            registration.event = event
            emails.promise_reminder(registration, days)
    return len(people)
