"""Reads of the agenda that cross models."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.agenda.enums import BucketKind, EventState, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.agenda.models.events import EventQuerySet
from maillage.core import clock, seals
from maillage.core.statements import Kept
from maillage.directory.models import Organization

KEY_LENGTH = 32  # hexadecimal characters of a registration's key at the head of its tokens
Access = Literal["receipt", "private"]
Shown = Literal["alone", "places", "card"]


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
    for access, registrations in _BY_KEY.items():
        if proof and proof.isascii() and seals.token_is_right(f"agenda.{access}", key, proof):
            return next(((found, access) for found in registrations.rows(key=UUID(key))), None)
    return None


def _by_key(*shown: str) -> Kept[Registration]:
    standing = Registration.objects.filter(anonymised_at=None).select_related(*shown).order_by()
    return Kept(lambda key: standing.filter(key=key), key=UUID(int=1))


_BY_KEY: dict[Access, Kept[Registration]] = {
    "receipt": _by_key("event__municipality"),
    "private": _by_key("booking", "event__municipality"),
}


def find_event(user: Any, slug: str, shown: Shown = "card") -> Event | None:
    """The event at `slug`, if this reader may see it: alone, with its places of the day, or all that a card shows."""
    if user is None or user.is_anonymous:
        return next(iter(_PUBLIC[shown].rows(slug=slug, now=clock.now())), None)
    return _SHOWN[shown](Event.objects.visible_to(user).filter(slug=slug)).first()


_SHOWN: dict[Shown, Callable[[EventQuerySet], EventQuerySet]] = {
    "alone": lambda events: events,
    "places": EventQuerySet.with_places,
    "card": EventQuerySet.for_card,
}


def _public(shown: Shown) -> Kept[Event]:
    return Kept(
        lambda slug, now: _SHOWN[shown](Event.objects.visible_to(None, now).filter(slug=slug)).order_by(),
        slug="\x01",
        now=datetime(1971, 1, 1, tzinfo=UTC),
    )


# Strangers come by hundreds when registrations open.
_PUBLIC: dict[Shown, Kept[Event]] = {shown: _public(shown) for shown in _SHOWN}


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
