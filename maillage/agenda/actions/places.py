"""Places: taken, freed and handed on, always under the bucket's lock.

The lock is the bucket's row on PostgreSQL and the whole database on SQLite, where every
transaction begins IMMEDIATE. Whoever holds it sees the true count, so that the order of the
numbers is the order of arrival and nobody overtakes.

Should the lock ever fail, the database still guards: `taken` moves by steps that the database adds
up itself, never to a sum made here, so that it is always the number of confirmed seats and its
CHECK bounds them; and a number is given once, so that whoever counted from a stale row is refused.
"""

from django.db import connection

from maillage.agenda import emails, selectors
from maillage.agenda.enums import BucketKind, EventState, SeatState
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.agenda.selectors import Standing
from maillage.core import clock
from maillage.core.audit import trace
from maillage.core.statements import Kept

NOTHING_TO_COME_TO = frozenset({EventState.CANCELLED, EventState.HELD})


_DAY = Kept(
    lambda event: Bucket.objects.select_for_update().filter(event=event, kind=BucketKind.DAY).order_by(), event=-1
)


def lock_day(event: Event) -> Bucket:
    """The day's bucket, locked until the transaction ends."""
    (bucket,) = _DAY.rows(event=event.pk)
    bucket.event = event
    return bucket


def take(bucket: Bucket, registration: Registration) -> tuple[Seat, Standing]:
    """Seat the registration in the locked `bucket`: confirmed if a place is free and nobody waits for it."""
    waiting = selectors.waiting_count(bucket)
    free = bucket.capacity is None or bucket.taken < bucket.capacity
    confirmed = free and not waiting
    step(bucket, taken=int(confirmed), last_number=1)
    state = SeatState.CONFIRMED if confirmed else SeatState.WAITLISTED
    seat = Seat.objects.create(bucket=bucket, registration=registration, state=state, number=bucket.last_number)
    return seat, Standing(state, None if confirmed else waiting + 1)


def free(bucket: Bucket, seat: Seat) -> None:
    """Give up `seat` of the locked `bucket` and hand the place on."""
    if seat.state == SeatState.CONFIRMED:
        step(bucket, taken=-1)
    move(seat, SeatState.CANCELLED)
    hand_on(bucket)


def hand_on(bucket: Bucket) -> list[Seat]:
    """Confirm the first of the queue for each free place of the locked `bucket`, and write to them.

    Nobody is promoted to a meeting that is called off or over.
    """
    if bucket.event.phase() in NOTHING_TO_COME_TO:
        return []
    free_places = bucket.places_left
    waiting = selectors.waiting_of(bucket).select_related("registration__booking", "registration__event")
    promoted = list(waiting if free_places is None else waiting[:free_places])
    for seat in promoted:
        move(seat, SeatState.CONFIRMED)
        trace("agenda.promoted", seat.registration, number=seat.number)
        emails.promise_promotion(seat.registration)
    if promoted:
        step(bucket, taken=len(promoted))
    return promoted


def set_capacity(bucket: Bucket, capacity: int | None) -> list[Seat]:
    """Set the locked bucket's capacity; returns the seats promoted by a raise.

    Raises CapacityBelowTaken when more places are taken than `capacity`.
    """
    if capacity is not None and capacity < bucket.taken:
        raise CapacityBelowTaken(bucket.taken)
    bucket.capacity = capacity
    bucket.save(update_fields=["capacity"])
    return hand_on(bucket)


STEP = "UPDATE agenda_bucket SET taken = taken + %s, last_number = last_number + %s WHERE id = %s"


def step(bucket: Bucket, *, taken: int = 0, last_number: int = 0) -> None:
    """Add to counters of the locked bucket, here and in the database. Raises IntegrityError past the capacity."""
    with connection.cursor() as cursor:
        cursor.execute(STEP, [taken, last_number, bucket.pk])
    bucket.taken += taken
    bucket.last_number += last_number


def move(seat: Seat, state: SeatState) -> None:
    """Write the seat's new state and when it changed."""
    seat.state = state
    seat.changed_at = clock.now()
    seat.save(update_fields=["state", "changed_at"])
