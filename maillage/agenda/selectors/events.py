"""Events: their state, their cards and page, who may see them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.models import Count, Model, Q

from maillage.agenda.enums import EventState, Mode
from maillage.agenda.models import (
    Bucket,
    Event,
    EventDocument,
    ProgrammeItem,
)
from maillage.agenda.models.events import EventQuerySet
from maillage.agenda.rules.programme import ProgrammeDay, programme
from maillage.core import clock
from maillage.core.statements import Kept

SOME_TIME = datetime(1971, 1, 1, tzinfo=UTC)
PAST_SHOWN = 10
Shown = Literal["alone", "places", "card", "page"]


def state_of(event: Event, places_left: int | None) -> EventState:
    """The event's state with fullness: an open event without free place is FULL."""
    phase = event.phase()
    if phase == EventState.OPEN and places_left is not None and places_left <= 0:
        return EventState.FULL
    return phase


def card_places_left(event: Event) -> int | None:
    """Free places of an event read with `for_card`, however one comes; None when there is no limit."""
    left = [places for places in _places(event).values() if places is None or places > 0]
    return None if None in left else sum(filter(None, left))


def full_modes(event: Event) -> list[Mode]:
    """How nobody more can come to a hybrid event read with its places, but through a queue."""
    if not event.is_hybrid:
        return []
    return [mode for mode, left in _places(event).items() if left is not None and left <= 0]


def _places(event: Event) -> dict[Mode, int | None]:
    """Free places by the way one comes, None without a limit."""
    found = {Mode.ONSITE: _left(getattr(event, "capacity", None), getattr(event, "taken", None))}
    if event.is_hybrid and getattr(event, "online_taken", None) is not None:
        found[Mode.ONLINE] = _left(event.online_capacity, event.online_taken)
    return found


def _left(capacity: int | None, taken: int | None) -> int | None:
    return None if capacity is None else capacity - (taken or 0)


def cards(events: Iterable[Event]) -> list[dict[str, Any]]:
    """What a card shows of each event read with `for_card`: event, state, places left."""
    found = []
    for event in events:
        left = card_places_left(event)
        found.append({"event": event, "state": state_of(event, left), "places_left": left})
    return found


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
    if _is_stranger(user):
        return next(iter(_PUBLIC[shown].rows(slug=slug, now=clock.now())), None)
    return _SHOWN[shown](Event.objects.visible_to(user).filter(slug=slug)).first()


def _is_stranger(user: Any) -> bool:
    return user is None or user.is_anonymous


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
        now=SOME_TIME,
    )


# Strangers come by hundreds when registrations open.
_PUBLIC: dict[Shown, Kept[Event]] = {shown: _public(shown) for shown in _SHOWN}


def front() -> tuple[list[Event], list[Event]]:
    """What a stranger sees of the whole agenda at first: events to come, and the last PAST_SHOWN of those that were held."""
    now = clock.now()
    return _UPCOMING.rows(now=now), _PAST.rows(now=now)


_UPCOMING = Kept(lambda now: Event.objects.visible_to(None, now).for_card().upcoming(now), now=SOME_TIME)
_PAST = Kept(lambda now: Event.objects.visible_to(None, now).for_card().past(now)[:PAST_SHOWN], now=SOME_TIME)


class Tally(NamedTuple):
    """How many events of one sort were held in one commune (`nis` and `commune` are None online)."""

    nis: str | None
    commune: str | None
    kind: str
    past: int


def tallies(user: Any) -> list[Tally]:
    """What there is to choose from among the events that this reader may see, by name of the commune: one query."""
    now = clock.now()
    rows = _TALLIES.rows(now=now) if _is_stranger(user) else _counted(Event.objects.visible_to(user), now)
    return [Tally(*row) for row in rows]


def _counted(events: EventQuerySet, now: datetime) -> Any:
    past = Count("pk", filter=Q(ends_at__lte=now))
    by_commune = events.order_by("municipality__name", "municipality__nis", "kind")
    return by_commune.values_list("municipality__nis", "municipality__name", "kind").annotate(past=past)


_TALLIES = Kept(lambda now: _counted(Event.objects.visible_to(None, now), now), now=SOME_TIME)


NAMES = "SELECT name FROM directory_organization ORDER BY name"


def organization_names() -> list[str]:
    """Names to suggest when somebody writes where they work."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        return [name for (name,) in cursor]
