"""Reads of the agenda that cross models."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection, models
from django.db.models import CharField, Count, Exists, F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from maillage.agenda.enums import ATTENDANCE, NOTHING_TO_COME_TO, BucketKind, EventState, SeatState
from maillage.agenda.models import (
    Bucket,
    Event,
    EventDocument,
    Interest,
    NeedAnswer,
    ProgrammeItem,
    Registration,
    Seat,
)
from maillage.agenda.models.events import EventQuerySet
from maillage.agenda.rules.programme import ProgrammeDay, programme
from maillage.core import clock, seals
from maillage.core.models import OutboxMessage
from maillage.core.statements import Kept
from maillage.directory.models import Organization

KEY_LENGTH = 32  # hexadecimal characters of a registration's key at the head of its tokens
Access = Literal["receipt", "private"]
Shown = Literal["alone", "places", "card", "page"]


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


def reminder_key(event: Event, days: int) -> str:
    """What tells a reminder apart from those of another date of the same event."""
    return f"{days}:{event.starts_at:%Y%m%d}"


def to_remind(event: Event, days: int) -> QuerySet[Registration]:
    """Who has a place since before the reminder of `days` before was due, an address, and no such reminder yet."""
    sent = Concat(Value("agenda.reminder:"), Cast(OuterRef("pk"), CharField()), Value(f":{reminder_key(event, days)}"))
    has_place = Seat.objects.filter(registration=OuterRef("pk"), bucket__kind__in=ATTENDANCE, state=SeatState.CONFIRMED)
    people = expected(event).filter(booking__created_at__lt=event.starts_at - timedelta(days=days))
    return (
        people.exclude(booking__email="")
        .filter(Exists(has_place.order_by()))
        .exclude(Exists(OutboxMessage.objects.filter(key=sent).order_by()))
    )


def wished(registration: Registration) -> list[str]:
    """The short addresses of the workshops that the person would like, the dearest first."""
    return list(registration.wishes.order_by("rank").values_list("bucket__slug", flat=True))


def needs_of(registration: Registration) -> dict[str, str]:
    """What the person told that they need, by field name; for them alone."""
    needs = NeedAnswer.objects.filter(registration=registration).first()
    return seals.unseal(needs.sealed) if needs else {}


def standing_under(email: str) -> list[Registration]:
    """Who is registered under an address for something that is not over."""
    found = Registration.objects.filter(
        booking__email__iexact=email, identity__isnull=False, event__ends_at__gt=clock.now()
    )
    return list(found.order_by("event__starts_at", "pk"))


def find_interest(token: str) -> Interest | None:
    """Who asked to be told, by the link that proves the address; None for any wrong token."""
    key = _proved_key("interest", token)
    if key is None:
        return None
    return Interest.objects.select_related("event__municipality").filter(key=key).first()


def _proved_key(purpose: str, token: str) -> UUID | None:
    """The key at the head of `token`, if the rest proves that the site gave it for this purpose."""
    key, proof = token[:KEY_LENGTH], token[KEY_LENGTH:]
    right = proof and proof.isascii() and seals.token_is_right(f"agenda.{purpose}", key, proof)
    return UUID(key) if right else None


def expected(event: Event) -> QuerySet[Registration]:
    """Who is registered and did not cancel, in the order of arrival."""
    return event.registrations.filter(identity__isnull=False).select_related("booking").order_by("pk")


def may_change(registration: Registration, by: Any = None) -> bool:
    """Whether the registration may still be changed: by the person until the hour set for it, by the team to the end."""
    over = registration.event.phase() in NOTHING_TO_COME_TO
    return not over and (by is not None or clock.now() < registration.event.change_closes_at)


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


def find_by_token(token: str) -> tuple[Registration, Access] | None:
    """The registration that `token` opens and what it allows; None for any wrong token."""
    for access, registrations in _BY_KEY.items():
        if key := _proved_key(access, token):
            return next(((found, access) for found in registrations.rows(key=key)), None)
    return None


def _by_key(*shown: str) -> Kept[Registration]:
    standing = Registration.objects.filter(anonymised_at=None).select_related(*shown).order_by()
    return Kept(lambda key: standing.filter(key=key), key=UUID(int=1))


_BY_KEY: dict[Access, Kept[Registration]] = {
    "receipt": _by_key("event__municipality"),
    "private": _by_key("booking", "event__municipality"),
}


def workshops(event: Event) -> list[Bucket]:
    """The event's workshops in the order of the day."""
    return _WORKSHOPS.rows(event=event.pk)


_WORKSHOPS = Kept(lambda event: Bucket.objects.workshops().filter(event=event), event=-1)


def programme_of(event: Event, *, typed: bool = False) -> list[ProgrammeDay]:
    """The days of an event; with `typed`, as they stand in the office's form, saved or not."""
    items = list(event.programme.all()) if typed else _PROGRAMME.rows(event=event.pk)
    return programme(event, items, workshops(event) if event.pk else [])


def documents_of(event: Event, *, typed: bool = False) -> list[EventDocument]:
    """The documents of an event; with `typed`, as they stand in the office's form, saved or not."""
    return list(event.documents.all()) if typed else _DOCUMENTS.rows(event=event.pk)


def page_rows(event: Event) -> list[Model]:
    """The rows beside the event's own that its page shows: programme, workshops, documents."""
    papers = [one.document for one in _DOCUMENTS.rows(event=event.pk)]
    return [*_PROGRAMME.rows(event=event.pk), *workshops(event), *papers]


_PROGRAMME = Kept(lambda event: ProgrammeItem.objects.filter(event=event), event=-1)
_DOCUMENTS = Kept(lambda event: EventDocument.objects.filter(event=event).select_related("document"), event=-1)


def find_event(user: Any, slug: str, shown: Shown = "card") -> Event | None:
    """The event at `slug`, if this reader may see it: alone, with its places of the day, or all that a card shows."""
    if user is None or user.is_anonymous:
        return next(iter(_PUBLIC[shown].rows(slug=slug, now=clock.now())), None)
    return _SHOWN[shown](Event.objects.visible_to(user).filter(slug=slug)).first()


_SHOWN: dict[Shown, Callable[[EventQuerySet], EventQuerySet]] = {
    "alone": lambda events: events,
    "places": EventQuerySet.with_places,
    "card": EventQuerySet.for_card,
    "page": lambda events: events.for_card().select_related("image"),
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
