"""`{% load agenda %}`: what pages show of events beside the components of the site."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.documents.models import Document

from maillage.agenda import selectors
from maillage.agenda.enums import EventState
from maillage.agenda.models import Bucket, Event
from maillage.agenda.rules import pictures, places
from maillage.agenda.rules.cards import CardFace, card_face
from maillage.agenda.rules.pictures import Picture
from maillage.agenda.rules.programme import ProgrammeDay
from maillage.core.languages import BY_CODE, Language

register = Library()
MOST_KEPT = 512


@register.simple_tag
def event_card(
    event: Event, state: EventState, places_left: int | None, *, level: int = 2, past: bool = False
) -> SafeString:
    """An event read with `for_card`, in a list."""
    return _card(card_face(event, state, places_left, level=level, past=past))


@lru_cache(maxsize=MOST_KEPT)
def _card(face: CardFace) -> SafeString:
    return render_to_string("agenda/parts/card_face.html", face._asdict())


@register.filter
def own_names(codes: Iterable[str]) -> list[Language]:
    """The languages of these codes, each to be told in itself; unknown codes are passed over."""
    return [BY_CODE[code] for code in codes if code in BY_CODE]


@register.simple_tag(takes_context=True)
def places_left(context: dict[str, Any], workshop: Bucket) -> str:
    """How many places are left in a workshop, or the mark where a kept page tells it (`places_marks`, by key)."""
    marks = context.get("places_marks")
    return marks[workshop.pk] if marks else places.left_words(workshop)


@register.simple_tag
def programme(event: Event, typed: bool = False) -> list[ProgrammeDay]:
    """The days of an event with their moments and workshops; `typed` in the office's preview."""
    return selectors.programme_of(event, typed=typed)


@register.simple_tag
def documents(event: Event, typed: bool = False) -> list[Document]:
    """What there is to read; `typed` in the office's preview."""
    return [one.document for one in selectors.documents_of(event, typed=typed)]


@register.simple_tag
def picture(event: Event) -> Picture | None:
    """The image of the event, if it has one."""
    return pictures.picture(event)
