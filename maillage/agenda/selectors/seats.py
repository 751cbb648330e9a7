"""Seats: where people stand, who waits, what is counted."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db import connection, models
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.agenda.enums import ATTENDANCE, BucketKind, SeatState
from maillage.agenda.models import (
    Bucket,
    Event,
    Registration,
    Seat,
)


@dataclass(frozen=True)
class SeatStanding:
    """One seat: its bucket (`day`, `online` or a workshop's short address), state, place in the queue (1 = next), and
    what a workshop is called, where and when."""

    bucket: str
    state: SeatState
    position: int | None
    title: str = ""
    room: str = ""
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Standing:
    """Where a person stands for the day: seat state and place in the queue (1 = next), if waiting; and in all."""

    state: SeatState
    position: int | None
    seats: tuple[SeatStanding, ...] = ()

    @property
    def workshops(self) -> tuple[SeatStanding, ...]:
        """The seats in workshops."""
        return self.seats[1:]

    def attends_online(self, event: Event) -> bool:
        """Whether the person needs the link of the meeting."""
        return event.is_online or (event.is_hybrid and self.seats[0].bucket == BucketKind.ONLINE)


# Asked at every receipt, in the minute when everybody comes: said to the database as it is, because building
# this statement from models costs twenty times what answering it does.
STANDING = """
    SELECT bucket.kind, bucket.slug, seat.state, CASE WHEN seat.state = 'waitlisted' THEN (
        SELECT COUNT(*) FROM agenda_seat before
        WHERE before.bucket_id = seat.bucket_id AND before.state = 'waitlisted' AND before.number <= seat.number
    ) END, bucket.title, bucket.room, bucket.starts, bucket.ends
    FROM agenda_seat seat JOIN agenda_bucket bucket ON bucket.id = seat.bucket_id
    WHERE seat.registration_id = %s
    ORDER BY bucket.kind = 'workshop', bucket.day, bucket.starts, bucket.id
"""


WAITING = "SELECT COUNT(*) FROM agenda_seat WHERE bucket_id = %s AND state = 'waitlisted'"


def standing(registration: Registration) -> Standing:
    """Where the registration stands for the day. Raises Seat.DoesNotExist when it has no seat there."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [registration.pk])
        seats = [_seat_standing(*row) for row in cursor]
    if not seats:
        raise Seat.DoesNotExist
    return Standing(seats[0].state, seats[0].position, tuple(seats))


def _seat_standing(
    kind: str, slug: str, state: str, position: int | None, title: str, room: str, *hours: time | str | None
) -> SeatStanding:
    # SQLite keeps hours as text.
    starts, ends = (time.fromisoformat(hour) if isinstance(hour, str) else hour for hour in hours)
    return SeatStanding(slug or kind, SeatState(state), position, title, room, starts, ends)


def waiting_count(bucket: Bucket) -> int:
    """How many wait for a place in the bucket."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [bucket.pk])
        return int(cursor.fetchone()[0])


def workshop_seats(registration: Registration) -> QuerySet[Seat]:
    """The person's seats in workshops, certain or waiting."""
    seats = registration.seats.filter(bucket__kind=BucketKind.WORKSHOP).exclude(state=SeatState.CANCELLED)
    return seats.order_by("pk")


def has_day(registration: Registration) -> bool:
    """Whether the person has a place for the day itself, on the spot or online."""
    return registration.seats.filter(bucket__kind__in=ATTENDANCE, state=SeatState.CONFIRMED).exists()


# The queue that `waiting_of` tells, asked for each workshop somebody wants while places are free, when everybody comes.
AWAITED = """
    SELECT 1 FROM agenda_seat seat JOIN agenda_bucket own ON own.id = seat.bucket_id
    WHERE seat.bucket_id = %s AND seat.state = 'waitlisted' AND seat.number < %s AND (own.kind <> 'workshop' OR EXISTS (
        SELECT 1 FROM agenda_seat day JOIN agenda_bucket bucket ON bucket.id = day.bucket_id
        WHERE day.registration_id = seat.registration_id AND day.state = 'confirmed' AND bucket.kind IN ('day', 'online')
    )) LIMIT 1
"""


LAST_NUMBER = models.BigIntegerField.MAX_BIGINT


def is_awaited(bucket: Bucket, before: Seat | None = None) -> bool:
    """Whether somebody who may come in waits for the bucket, with a smaller number than `before`."""
    with connection.cursor() as cursor:
        cursor.execute(AWAITED, [bucket.pk, before.number if before else LAST_NUMBER])
        return cursor.fetchone() is not None


def waiting_of(bucket: Bucket) -> QuerySet[Seat]:
    """The queue of a bucket, the first to be served first; for a workshop, of those who have a place for the day."""
    waiting = bucket.seats.filter(state=SeatState.WAITLISTED).order_by("number")
    if bucket.kind != BucketKind.WORKSHOP:
        return waiting
    day = Seat.objects.filter(bucket__kind__in=ATTENDANCE, state=SeatState.CONFIRMED).order_by()
    return waiting.filter(Exists(day.filter(registration=OuterRef("registration"))))


def drifted_buckets() -> QuerySet[Bucket, Any]:
    """Buckets whose counter does not equal their confirmed seats (there should be none)."""
    confirmed = Seat.objects.filter(bucket=OuterRef("pk"), state=SeatState.CONFIRMED)
    return Bucket.objects.annotate(counted=seats_counted(confirmed)).exclude(taken=F("counted"))


def seats_counted(seats: QuerySet[Seat]) -> Coalesce:
    """How many of `seats` (of one bucket, told by an OuterRef), as a subquery."""
    return Coalesce(Subquery(seats.order_by().values("bucket").annotate(n=Count("pk")).values("n")), 0)
