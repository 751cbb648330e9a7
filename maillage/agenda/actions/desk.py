"""What the team does at the desk, by the same rules as everybody: places, queues, people who phoned."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from maillage.accounts.models import User
from maillage.agenda import emails, selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions import promotions
from maillage.agenda.actions.register import Answers, Receipt, record
from maillage.agenda.actions.seating import arrange, wish, wishes_of
from maillage.agenda.enums import NOTHING_TO_COME_TO
from maillage.agenda.errors import AlreadyRegistered, NotOpen
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.core.audit import trace


def set_capacity(bucket: Bucket, capacity: int | None, by: User | None = None) -> list[Seat]:
    """Raise or lower the places; returns who was let in. Raises CapacityBelowTaken and changes nothing then."""
    with transaction.atomic():
        places = at.lock(bucket.event, by)
        locked = places.buckets[bucket.pk]
        former = locked.capacity
        promoted = promotions.set_capacity(places, locked, capacity)
        trace("agenda.capacity_set", bucket.event, by, bucket=at.named(locked), capacity=[former, capacity])
        return promoted


def promote(bucket: Bucket, by: User | None = None) -> list[Seat]:
    """Let the first of the queue in while there are free places, also after the freeze; nobody is overtaken."""
    with transaction.atomic():
        places = at.lock(bucket.event, by)
        return promotions.hand_on(places, [places.buckets[bucket.pk]], by_hand=True)


def seat_in(registration: Registration, bucket: Bucket, by: User | None = None) -> None:
    """Put a workshop first among the person's wishes: they sit there if there is a place, else they queue."""
    with transaction.atomic():
        places = at.lock(registration.event, by)
        target = places.buckets[bucket.pk]
        wishes = wish(registration, [target, *wishes_of(places, registration)])
        if not target.is_free or selectors.is_awaited(target):
            registration.accept_queue = True
            registration.save(update_fields=["accept_queue"])
        freed = arrange(places, registration, wishes)
        trace("agenda.moved", registration, by, bucket=at.named(target))
        promotions.hand_on(places, freed)
        emails.promise_change(registration)


def send_link(registration: Registration, by: User | None = None) -> None:
    """Promise the mail with the private link once more, for who lost it. Nothing for who gave no address."""
    with transaction.atomic():
        emails.promise_receipt(registration, selectors.standing(registration), again=True)
        trace("agenda.link_sent", registration, by)


def register_people(event: Event, people: Iterable[Answers], by: User, language: str) -> list[Receipt]:
    """Register those who phoned, in the order of the list, in the same queue as everybody; all of them or none.

    Also before the opening and after the closing: the team decides. Raises NotOpen for an event that is over or called
    off, AlreadyRegistered for the first person who is on the list already.
    """
    phase = event.phase()
    if phase in NOTHING_TO_COME_TO:
        raise NotOpen(phase)
    with transaction.atomic():
        return [_register(event, answers, by, language) for answers in people]


def _register(event: Event, answers: Answers, by: User, language: str) -> Receipt:
    try:
        with transaction.atomic():
            return record(event, answers, nonce=f"desk:{uuid.uuid4().hex}", language=language, by=by)
    except IntegrityError as error:
        raise AlreadyRegistered(answers) from error
