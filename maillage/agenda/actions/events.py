"""Saving an event, and what becomes of it: copied for another year, postponed, called off, its people told."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from maillage.accounts.models import User
from maillage.agenda import emails, selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions import promotions
from maillage.agenda.actions.pictures import make_sizes
from maillage.agenda.enums import BucketKind
from maillage.agenda.models import Bucket, Event, NeedAnswer, Registration
from maillage.core import clock
from maillage.core.audit import trace

# A change of one of these makes calendars fetch the event anew (iCalendar SEQUENCE, RFC 5545 3.8.7.4).
CALENDAR_FIELDS = (
    "starts_at", "ends_at", "venue_name", "venue_address", "municipality_id", "online_url", "cancelled_at", "postponed_at",
)  # fmt: skip
DATES = ("announced_at", "opens_at", "closes_at", "editable_until", "promotion_frozen_at", "starts_at", "ends_at")
AFTER_OPENING = DATES[2:]
NOT_COPIED = {"id", "uid", "sequence", "slug", "copied_from", "postponed_at", "cancelled_at", "latest_revision"}
Notes = dict[str, str]


def save_event(event: Event, capacity: int | None, by: User | None = None, online_capacity: int | None = None) -> Event:
    """Save the event with its places, and promote from the queues that were given more.

    Raises CapacityBelowTaken when a capacity is under the places taken; nothing is saved then.
    """
    with transaction.atomic():
        before = Event.objects.filter(pk=event.pk).first() if event.pk else None
        if before:  # counted from what was saved: an old version that is restored must not go back
            moved = any(getattr(before, name) != getattr(event, name) for name in CALENDAR_FIELDS)
            event.sequence = before.sequence + moved
        event.save()
        wanted = {BucketKind.DAY: capacity} | ({BucketKind.ONLINE: online_capacity} if event.is_hybrid else {})
        for kind, limit in wanted.items():
            Bucket.objects.get_or_create(event=event, kind=kind, defaults={"capacity": limit})
        places = at.lock(event, by)
        for bucket in [bucket for bucket in places.buckets.values() if bucket.kind in wanted]:
            _resize(places, bucket, wanted[BucketKind(bucket.kind)])
        promotions.hand_on(places, list(places.buckets.values()))  # the queues may have been frozen until now
    make_sizes(event)
    return event


def _resize(places: at.Places, bucket: Bucket, capacity: int | None) -> None:
    former = bucket.capacity
    promoted = promotions.set_capacity(places, bucket, capacity)
    told = {"capacity": [former, capacity], "promoted": len(promoted), "bucket": at.named(bucket)}
    trace("agenda.event_saved", places.event, places.by, **told)


def duplicate(event: Event, starts_at: datetime, slug: str, by: User | None = None) -> Event:
    """A draft like `event` that begins at `starts_at`: text, programme, workshops, documents, invitations and places.

    All hours move by as many days, and stay the same on the clock. Nobody is registered in it.
    """
    days = _days_between(event.starts_at, starts_at)
    copied = {field.name: getattr(event, field.name) for field in Event._meta.concrete_fields}
    copy = Event(**{name: value for name, value in copied.items() if name not in NOT_COPIED})
    copy.slug, copy.copied_from = slug, event
    shift(copy, days, DATES)
    copy.announced_at, copy.starts_at, copy.ends_at = None, starts_at, starts_at + (event.ends_at - event.starts_at)
    with transaction.atomic():
        copy.save()
        event.copy_all_child_relations(copy)
        copy.invited.set(event.invited.all())
        copy.save()
        for bucket in event.buckets.order_by("pk"):
            bucket.pk, bucket.event, bucket.taken, bucket.last_number = None, copy, 0, 0
            bucket.save(force_insert=True)
        trace("agenda.event_copied", copy, by, source=event.pk)
    return copy


def _days_between(before: datetime, after: datetime) -> int:
    return (timezone.localtime(after).date() - timezone.localtime(before).date()).days


def shift(event: Event, days: int, fields: Iterable[str]) -> None:
    """Move dates of an event by days; the hour on the clock of here stays."""
    for name in fields:
        instant: datetime | None = getattr(event, name)
        if instant:
            local = timezone.localtime(instant).replace(tzinfo=None) + timedelta(days=days)
            setattr(event, name, timezone.make_aware(local))


def postpone(event: Event, starts_at: datetime | None, notes: Notes, by: User | None = None) -> list[Registration]:
    """Put the event off, to `starts_at` or to a date not known yet, and write to everybody registered.

    With a date, closing and what follows it move along; the calendar's SEQUENCE is raised. Returns who was told.
    """
    with transaction.atomic():
        found = _locked(event)
        was, lasts = found.starts_at, found.ends_at - found.starts_at
        if starts_at is None:
            found.postponed_at = clock.now()
        else:
            shift(found, _days_between(was, starts_at), AFTER_OPENING)
            found.starts_at, found.ends_at, found.postponed_at = starts_at, starts_at + lasts, None
            needs = NeedAnswer.objects.filter(registration__event=found)
            needs.update(erase_after=F("erase_after") + (starts_at - was))
        trace("agenda.event_postponed", found, by, starts_at=[str(was), starts_at and str(starts_at)])
        return _tell(found, lambda person: emails.promise_postponed(person, found, notes, was))


def call_off(event: Event, notes: Notes, by: User | None = None) -> list[Registration]:
    """Call the event off and write to everybody registered. Returns who was told."""
    with transaction.atomic():
        found = _locked(event)
        found.cancelled_at = clock.now()
        trace("agenda.event_called_off", found, by)
        return _tell(found, lambda person: emails.promise_called_off(person, found, notes))


def restore(event: Event, notes: Notes, by: User | None = None) -> list[Registration]:
    """Take back that the event was called off, and write to everybody registered. Returns who was told."""
    with transaction.atomic():
        found = _locked(event)
        found.cancelled_at = None
        trace("agenda.event_restored", found, by)
        return _tell(found, lambda person: emails.promise_news(person, found, notes, restored=True))


def tell_news(event: Event, notes: Notes, by: User | None = None) -> list[Registration]:
    """Write to everybody registered that the time or the place changed (it was saved before)."""
    with transaction.atomic():
        found = _locked(event)
        trace("agenda.event_news", found, by)
        return _tell(found, lambda person: emails.promise_news(person, found, notes))


def _locked(event: Event) -> Event:
    """The event as it is saved, while nobody else registers or changes it."""
    at.lock(event)
    return Event.objects.select_related("municipality").get(pk=event.pk)


def _tell(event: Event, promise: Callable[[Registration], None]) -> list[Registration]:
    event.sequence += 1
    event.save()
    places = at.lock(event)
    promotions.hand_on(places, list(places.buckets.values()))  # no longer frozen or called off: the queues may move
    people = list(selectors.expected(event))
    for person in people:
        person.event = event
        promise(person)
    return people


class _Undone(Exception):
    pass


def rehearse(act: Callable[[], Any], look: Callable[[], Any]) -> Any:
    """What `look` sees after `act`, of which nothing stays. Raises what the act raises."""
    seen = []
    try:
        with transaction.atomic():
            act()
            seen.append(look())
            raise _Undone
    except _Undone:
        return seen[0]
