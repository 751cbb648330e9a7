"""Saving an event from the office."""

from django.db import transaction

from maillage.accounts.models import User
from maillage.agenda.actions import places
from maillage.agenda.enums import BucketKind
from maillage.agenda.models import Bucket, Event
from maillage.core.audit import trace

# A change of one of these makes calendars fetch the event anew (iCalendar SEQUENCE, RFC 5545 3.8.7.4).
CALENDAR_FIELDS = ("starts_at", "ends_at", "venue_name", "venue_address", "online_url", "cancelled_at", "postponed_at")


def save_event(event: Event, capacity: int | None, by: User | None = None) -> Event:
    """Save the event with the day's capacity, and promote from the queue when it was raised.

    Raises CapacityBelowTaken when `capacity` is under the places taken; nothing is saved then.
    """
    with transaction.atomic():
        before = Event.objects.filter(pk=event.pk).first() if event.pk else None
        if before:  # counted from what was saved: an old version that is restored must not go back
            moved = any(getattr(before, name) != getattr(event, name) for name in CALENDAR_FIELDS)
            event.sequence = before.sequence + moved
        event.save()
        Bucket.objects.get_or_create(event=event, kind=BucketKind.DAY, defaults={"capacity": capacity})
        bucket = places.lock_day(event)
        former = bucket.capacity
        promoted = places.set_capacity(bucket, capacity)
        trace("agenda.event_saved", event, by, capacity=[former, capacity], promoted=len(promoted))
    return event
