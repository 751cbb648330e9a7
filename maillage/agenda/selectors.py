"""Reads of the agenda that cross models."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.agenda.enums import BucketKind, EventState, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.core import seals
from maillage.directory.models import Organization

KEY_LENGTH = 32  # hexadecimal characters of a registration's key at the head of its tokens
Access = Literal["receipt", "private"]


@dataclass(frozen=True)
class Standing:
    """Where a person stands for the day: seat state and place in the queue (1 = next), if waiting."""

    state: SeatState
    position: int | None


def state_of(event: Event, places_left: int | None) -> EventState:
    """The event's state with fullness: an open event without free place is FULL."""
    phase = event.phase()
    if phase == EventState.OPEN and places_left is not None and places_left <= 0:
        return EventState.FULL
    return phase


def card_places_left(event: Event) -> int | None:
    """Free places of an event read with `for_card`, or None when there is no limit."""
    capacity: int | None = getattr(event, "capacity", None)
    return None if capacity is None else capacity - (getattr(event, "taken", None) or 0)


def cards(events: Iterable[Event]) -> list[dict[str, Any]]:
    """What a card shows of each event read with `for_card`: event, state, places left."""
    found = []
    for event in events:
        left = card_places_left(event)
        found.append({"event": event, "state": state_of(event, left), "places_left": left})
    return found


def day_bucket(event: Event) -> Bucket:
    """The bucket of the day itself. Raises Bucket.DoesNotExist for an event never saved by the office."""
    return Bucket.objects.get(event=event, kind=BucketKind.DAY)


def position(seat: Seat) -> int | None:
    """How many stand before, plus one; None when the seat does not wait."""
    if seat.state != SeatState.WAITLISTED:
        return None
    before = Seat.objects.filter(bucket=seat.bucket_id, state=SeatState.WAITLISTED, number__lt=seat.number)
    return before.count() + 1


# Asked at every receipt, in the minute when everybody comes: said to the database as it is, because building
# this statement from models costs twenty times what answering it does.
STANDING = """
    SELECT seat.state, CASE WHEN seat.state = 'waitlisted' THEN (
        SELECT COUNT(*) FROM agenda_seat before
        WHERE before.bucket_id = seat.bucket_id AND before.state = 'waitlisted' AND before.number <= seat.number
    ) END
    FROM agenda_seat seat JOIN agenda_bucket bucket ON bucket.id = seat.bucket_id
    WHERE seat.registration_id = %s AND bucket.kind = 'day'
"""
WAITING = "SELECT COUNT(*) FROM agenda_seat WHERE bucket_id = %s AND state = 'waitlisted'"


def standing(registration: Registration) -> Standing:
    """Where the registration stands for the day. Raises Seat.DoesNotExist when it has no seat there."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [registration.pk])
        found = cursor.fetchone()
    if found is None:
        raise Seat.DoesNotExist
    return Standing(SeatState(found[0]), found[1])


def waiting_count(bucket: Bucket) -> int:
    """How many wait for a place in the bucket."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [bucket.pk])
        return int(cursor.fetchone()[0])


def find_by_token(token: str) -> tuple[Registration, Access] | None:
    """The registration that `token` opens and what it allows; None for any wrong token."""
    key, proof = token[:KEY_LENGTH], token[KEY_LENGTH:]
    accesses: tuple[Access, ...] = ("receipt", "private")
    for access in accesses:
        if proof and proof.isascii() and seals.token_is_right(f"agenda.{access}", key, proof):
            shown = ("event__municipality",) if access == "receipt" else ("booking", "event__municipality")
            found = Registration.objects.select_related(*shown).filter(key=key, anonymised_at=None).order_by()
            return next(((registration, access) for registration in found), None)
    return None


def organization_names() -> list[str]:
    """Names to suggest when somebody writes where they work."""
    return list(Organization.objects.order_by("name").values_list("name", flat=True))


def waiting_of(bucket: Bucket) -> QuerySet[Seat]:
    """The queue of a bucket, the first to be served first."""
    return bucket.seats.filter(state=SeatState.WAITLISTED).order_by("number")


def drifted_buckets() -> QuerySet[Bucket, Any]:
    """Buckets whose counter does not equal their confirmed seats (there should be none)."""
    counted = (
        Seat.objects.filter(bucket=OuterRef("pk"), state=SeatState.CONFIRMED)
        .order_by()
        .values("bucket")
        .annotate(n=Count("pk"))
        .values("n")
    )
    counts = Bucket.objects.annotate(counted=Coalesce(Subquery(counted), 0))
    return counts.exclude(taken=F("counted"))
