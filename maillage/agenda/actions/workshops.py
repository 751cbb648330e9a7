"""Workshops of an event: entered, moved, withdrawn. Who is concerned is seated anew and told."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from maillage.accounts.models import User
from maillage.agenda import emails
from maillage.agenda.actions import places as at
from maillage.agenda.actions.places import Places
from maillage.agenda.actions.promotions import hand_on, set_capacity
from maillage.agenda.actions.seating import arrange
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Bucket, Registration, Seat, SeatSlot, Wish
from maillage.core import slugs
from maillage.core.audit import trace

SHEET = ("slug", "title", "text", "speakers", "room", "day", "starts", "ends")
HOURS = ("day", "starts", "ends")
SLUG_LONGEST = 60


@dataclass(frozen=True)
class Moved:
    """What saving a workshop did: the workshop, and those who were seated anew and told."""

    bucket: Bucket
    told: list[Registration] = field(default_factory=list)


def save_workshop(bucket: Bucket, capacity: int | None, by: User | None = None) -> Moved:
    """Enter a workshop, or change one: when its hours move, everybody who would like it is seated anew and told.

    Who would then be in two places keeps what they preferred; the other place is handed on. Raises
    CapacityBelowTaken; nothing is saved then.
    """
    with transaction.atomic():
        bucket.kind = BucketKind.WORKSHOP
        bucket.slug = bucket.slug or free_slug(bucket)
        if bucket._state.adding:
            bucket.capacity = capacity
            bucket.save()
            trace("agenda.workshop_entered", bucket, by, capacity=capacity)
            return Moved(bucket)
        places = at.lock(bucket.event, by)
        kept = places.buckets[bucket.pk]
        moved = [name for name in HOURS if getattr(kept, name) != getattr(bucket, name)]
        former = kept.capacity
        for name in SHEET:
            setattr(kept, name, getattr(bucket, name))
        kept.save(update_fields=SHEET)
        trace("agenda.workshop_saved", kept, by, capacity=[former, capacity], moved=moved)
        told = _seat_anew(places, kept) if moved else []
        set_capacity(places, kept, capacity)
    return Moved(kept, told)


def withdraw_workshop(bucket: Bucket, by: User | None = None) -> list[Registration]:
    """Take a workshop out of the event: everybody gets the next of their choices, and is told."""
    with transaction.atomic():
        places = at.lock(bucket.event, by)
        gone = places.buckets[bucket.pk]
        people = _concerned(gone)
        Wish.objects.filter(bucket=gone).delete()
        for seat in gone.seats.exclude(state=SeatState.CANCELLED).select_related("registration"):
            at.leave(places, seat)
        del places.buckets[gone.pk]
        _arrange_all(places, people)
        trace("agenda.workshop_withdrawn", gone, by, slug=gone.slug)
        gone.delete()
    return people


def _seat_anew(places: Places, bucket: Bucket) -> list[Registration]:
    """Free the old quarters, let everybody choose again, fill the new ones."""
    people = _concerned(bucket)
    SeatSlot.objects.filter(seat__bucket=bucket).delete()
    staying = {seat.pk for seat in bucket.seats.filter(state=SeatState.CONFIRMED).order_by("pk")}
    freed = _arrange(places, people)
    for seat in Seat.objects.filter(pk__in=staying).order_by("number"):
        at.occupy(bucket, seat)
    hand_on(places, freed)
    _tell(people)
    return people


def _arrange_all(places: Places, people: list[Registration]) -> None:
    hand_on(places, _arrange(places, people))
    _tell(people)


def _arrange(places: Places, people: list[Registration]) -> list[Bucket]:
    return [freed for person in people for freed in arrange(places, person)]


def _tell(people: list[Registration]) -> None:
    for person in people:
        emails.promise_change(person)


def _concerned(bucket: Bucket) -> list[Registration]:
    """Who would like the workshop and stands, in the order of their numbers there."""
    standing = Q(identity__isnull=False, wishes__bucket=bucket)
    people = Registration.objects.filter(standing).select_related("booking").order_by("pk")
    numbers = dict(bucket.seats.order_by("number").values_list("registration", "number"))
    for person in people:
        person.event = bucket.event
    return sorted(people, key=lambda person: (person.pk not in numbers, numbers.get(person.pk, person.pk)))


def free_slug(bucket: Bucket) -> str:
    """A short address made of the title that no other workshop of the event has."""
    others = set(Bucket.objects.filter(event=bucket.event).exclude(pk=bucket.pk).values_list("slug", flat=True))
    return slugs.free_slug(bucket.title, others, longest=SLUG_LONGEST - 4, fallback="atelier")
