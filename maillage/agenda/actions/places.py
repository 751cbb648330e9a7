"""Places: taken, freed and moved, always under the lock of their event.

The lock is the rows of the event's buckets on PostgreSQL and the whole database on SQLite, where every
transaction begins IMMEDIATE. Whoever holds it sees the true count, so that the order of the
numbers is the order of arrival and nobody overtakes.

Should the lock ever fail, the database still guards: `taken` moves by steps that the database adds
up itself, never to a sum made here, so that it is always the number of confirmed seats and its
CHECK bounds them; a number is given once, so that whoever counted from a stale row is refused; and
a person's quarters of an hour are unique, so that nobody sits in two workshops at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from maillage.accounts.models import User
from maillage.agenda import selectors
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat, SeatSlot
from maillage.core import clock
from maillage.core.audit import trace, trace_all
from maillage.core.statements import Kept, insert


@dataclass(frozen=True)
class Places:
    """All buckets of one event by their key, locked until the transaction ends. `by` is who acts, if not the person."""

    event: Event
    buckets: dict[int, Bucket]
    by: User | None = None

    @property
    def workshops(self) -> list[Bucket]:
        """The workshops, as they were entered."""
        return [bucket for bucket in self.buckets.values() if bucket.kind == BucketKind.WORKSHOP]

    @property
    def day(self) -> Bucket:
        """The places of the day itself. Raises StopIteration for an event that the office never saved."""
        return next(bucket for bucket in self.buckets.values() if bucket.kind == BucketKind.DAY)

    def attendance(self, online: bool) -> Bucket:
        """Where somebody who comes this way is counted: the online places only where there are such."""
        found = (bucket for bucket in self.buckets.values() if bucket.kind == BucketKind.ONLINE)
        return next(found, self.day) if online else self.day


_ALL = Kept(lambda event: Bucket.objects.select_for_update().filter(event=event).order_by("pk"), event=-1)


def lock(event: Event, by: User | None = None) -> Places:
    """The event's buckets, locked in one statement and in one order."""
    buckets = {bucket.pk: bucket for bucket in _ALL.rows(event=event.pk)}
    for bucket in buckets.values():
        bucket.event = event
    return Places(event, buckets, by)


def enter(bucket: Bucket, registration: Registration) -> tuple[Seat, int | None]:
    """A first seat for the day: confirmed if a place is free and nobody waits for it, else at the end of the queue.

    Returns the seat and its position in the queue (1 = next), None when confirmed.
    """
    waiting = selectors.waiting_count(bucket)
    confirmed = bucket.is_free and not waiting
    step(bucket, taken=int(confirmed), last_number=1)
    state = SeatState.CONFIRMED if confirmed else SeatState.WAITLISTED
    seat = Seat(bucket=bucket, registration=registration, state=state, number=bucket.last_number)
    insert(seat)
    return seat, None if confirmed else waiting + 1


def let_in(places: Places, bucket: Bucket, seat: Seat) -> None:
    """Give a free place to somebody who waits for it; they keep their number."""
    step(bucket, taken=1)
    move(places, seat, SeatState.CONFIRMED)
    occupy(bucket, seat)


def seat_all(places: Places, registration: Registration, taken: list[Bucket], queued: list[Bucket]) -> None:
    """New workshop seats of somebody: certain in `taken`, with a number in the queue in `queued`.

    Hundreds come in one minute: written in as few statements as can be.
    """
    new = []
    for bucket in (*taken, *queued):
        certain = bucket in taken
        step(bucket, taken=int(certain), last_number=1)
        state = SeatState.CONFIRMED if certain else SeatState.WAITLISTED
        new.append(Seat(bucket=bucket, registration=registration, state=state, number=bucket.last_number))
    insert(*new)
    told = [(registration, _change(places, seat, None, seat.state)) for seat in new]
    trace_all("agenda.seat", told, places.by)
    certain_seats = [seat for seat in new if seat.state == SeatState.CONFIRMED]
    insert(*(slot for seat in certain_seats for slot in _slots(seat.bucket, seat)))


def leave(places: Places, seat: Seat, *, keep: bool = False) -> Bucket | None:
    """Give up a seat; returns its bucket if that freed a place. `keep`: leave its row, as cancelled."""
    bucket = places.buckets[seat.bucket_id]
    had_place = seat.state == SeatState.CONFIRMED
    if had_place:
        step(bucket, taken=-1)
        SeatSlot.objects.filter(seat=seat).delete()
    if keep:
        move(places, seat, SeatState.CANCELLED)
    else:
        trace_seat(places, seat, seat.state, None)
        seat.delete()
    return bucket if had_place else None


def occupy(bucket: Bucket, seat: Seat) -> None:
    """Fill the quarters of a workshop. Raises IntegrityError when the person is elsewhere in one of them."""
    insert(*_slots(bucket, seat))


def _slots(bucket: Bucket, seat: Seat) -> list[SeatSlot]:
    return [SeatSlot(seat=seat, registration_id=seat.registration_id, quarter=each) for each in bucket.quarters]


STEP = "UPDATE agenda_bucket SET taken = taken + %s, last_number = last_number + %s WHERE id = %s"


def step(bucket: Bucket, *, taken: int = 0, last_number: int = 0) -> None:
    """Add to counters of the locked bucket, here and in the database. Raises IntegrityError past the capacity."""
    with connection.cursor() as cursor:
        cursor.execute(STEP, [taken, last_number, bucket.pk])
    bucket.taken += taken
    bucket.last_number += last_number


def move(places: Places, seat: Seat, state: SeatState) -> None:
    """Write the seat's new state, when it changed, and the trace of it."""
    before = seat.state
    seat.state = state
    seat.changed_at = clock.now()
    seat.save(update_fields=["state", "changed_at"])
    trace_seat(places, seat, before, state)


def named(bucket: Bucket) -> str:
    """How traces and programs name a bucket: `day`, `online`, or the workshop's short address."""
    return bucket.slug if bucket.kind == BucketKind.WORKSHOP else str(bucket.kind)


def trace_seat(places: Places, seat: Seat, before: str | None, after: str | None) -> None:
    """Leave the trace of a seat's change; None is no seat."""
    trace("agenda.seat", seat.registration, places.by, **_change(places, seat, before, after))


def _change(places: Places, seat: Seat, before: str | None, after: str | None) -> dict[str, Any]:
    return {"bucket": named(places.buckets[seat.bucket_id]), "number": seat.number, "state": [before, after]}


def freed(buckets: Iterable[Bucket | None]) -> list[Bucket]:
    """The buckets that really have a place to hand on."""
    return [bucket for bucket in buckets if bucket]
