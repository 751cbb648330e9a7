"""What a card of the agenda shows."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language

from maillage.agenda.enums import EventState
from maillage.agenda.models import Event


class CardFace(NamedTuple):
    """Everything that a card shows: cards with the same face are drawn once."""

    page_language: str | None
    title: str
    summary: str
    language: str
    slug: str
    starts_at: datetime
    ends_at: datetime
    venue_name: str
    municipality: str
    example: bool
    state: EventState
    places_left: int | None
    level: int
    past: bool


def card_face(
    event: Event, state: EventState, places_left: int | None, *, level: int = 2, past: bool = False
) -> CardFace:
    """The face of an event read with `for_card`, in the active language."""
    commune = event.municipality.name if event.municipality else ""
    words = (get_language(), event.title, event.summary, event.language, event.slug)
    place = (event.starts_at, event.ends_at, event.venue_name, commune, event.example)
    return CardFace(*words, *place, state, places_left, level, past)
