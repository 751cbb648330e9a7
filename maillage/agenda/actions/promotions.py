"""Handing free places on: to the first of the queue, and what that person leaves to the next, until nothing moves."""

from collections import deque
from collections.abc import Iterable

from maillage.agenda import emails, selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions.places import Places
from maillage.agenda.actions.seating import arrange
from maillage.agenda.enums import NOTHING_TO_COME_TO, BucketKind, SeatState
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Seat
from maillage.core.audit import trace


def hand_on(places: Places, buckets: Iterable[Bucket], *, by_hand: bool = False) -> list[Seat]:
    """Confirm the first of the queue for each free place of the locked `buckets`, and write to them.

    Whoever leaves a workshop for a better one frees a place there, which is handed on too. Nobody is promoted to a
    meeting that is called off or over, nor after the freeze unless `by_hand`.
    """
    if places.event.phase() in NOTHING_TO_COME_TO or (places.event.is_frozen() and not by_hand):
        return []
    promoted: list[Seat] = []
    line = deque(buckets)
    while line:
        bucket = line.popleft()
        while seats := _next(bucket):
            for seat in seats:
                line.extend(_promote(places, bucket, seat))
            promoted += seats
    return promoted


def _next(bucket: Bucket) -> list[Seat]:
    """Whose turn it is: as many as there are free places. Each of them moves on, into the place or elsewhere."""
    if not (bucket.is_free and selectors.is_awaited(bucket)):
        return []
    waiting = selectors.waiting_of(bucket).select_related("registration__booking", "registration__event")
    free = bucket.places_left
    return list(waiting if free is None else waiting[:free])


def _promote(places: Places, bucket: Bucket, seat: Seat) -> list[Bucket]:
    registration = seat.registration
    registration.event = places.event
    if bucket.kind != BucketKind.WORKSHOP:
        at.let_in(places, bucket, seat)
        _tell(places, bucket, seat)
        return arrange(places, registration) if places.workshops else []
    freed = arrange(places, registration)
    if registration.seats.filter(bucket=bucket, state=SeatState.CONFIRMED).exists():
        _tell(places, bucket, seat)
    return freed


def _tell(places: Places, bucket: Bucket, seat: Seat) -> None:
    trace("agenda.promoted", seat.registration, places.by, bucket=at.named(bucket), number=seat.number)
    if bucket.kind == BucketKind.WORKSHOP:
        emails.promise_workshop(seat.registration, bucket, seat)
    else:
        emails.promise_promotion(seat.registration, seat)


def set_capacity(places: Places, bucket: Bucket, capacity: int | None) -> list[Seat]:
    """Set the locked bucket's capacity; returns the seats promoted by a raise.

    Raises CapacityBelowTaken when more places are taken than `capacity`.
    """
    if capacity is not None and capacity < bucket.taken:
        raise CapacityBelowTaken(bucket.taken)
    bucket.capacity = capacity
    bucket.save(update_fields=["capacity"])
    return hand_on(places, [bucket])
