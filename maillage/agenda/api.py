"""Events and registrations for other programs (the public contract, version 1)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema

from maillage.agenda import selectors
from maillage.agenda.actions.register import Receipt
from maillage.agenda.actions.register import register as register_person
from maillage.agenda.errors import NotOpen, TooManyTries
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event
from maillage.core.links import absolute

router = Router(tags=["evenements"])
PAGE_SIZE = 50
KEY_SHORTEST, KEY_LONGEST = 8, 64


class WorkshopOut(Schema):
    slug: str
    title: str
    places_left: int | None


class EventOut(Schema):
    slug: str
    title: str
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime
    places_left: int | None
    workshops: list[WorkshopOut]


class EventsOut(Schema):
    items: list[EventOut]
    next: str | None


class RegistrationIn(Schema):
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    organization: str = ""
    role: str = ""
    workshops: list[str] = []
    accept_queue: bool = False
    mode: str = ""
    needs_access: str = ""
    needs_childcare: str = ""
    needs_meal: str = ""
    needs_interpreting: str = ""
    message: str = ""
    consent: bool = False


class SeatOut(Schema):
    bucket: str
    state: str
    position: int | None


class RegistrationOut(Schema):
    state: str
    position: int | None
    receipt_url: str
    seats: list[SeatOut]


class Refusal(Schema):
    detail: str
    state: str | None = None
    errors: dict[str, list[str]] = {}


@router.get("", response=EventsOut, auth=None, url_name="events")
def events(request: HttpRequest, page: int = Query(1, ge=1, le=10_000)) -> dict[str, Any]:
    """Upcoming events, the next first, fifty to a page."""
    first = (page - 1) * PAGE_SIZE
    found = list(Event.objects.visible_to(None).upcoming().for_card()[first : first + PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    following = absolute(f"{reverse('api:events')}?page={page + 1}") if more else None
    return {"items": [_event_out(event) for event in found[:PAGE_SIZE]], "next": following}


def _event_out(event: Event) -> dict[str, Any]:
    left = selectors.card_places_left(event)
    return {
        "slug": event.slug,
        "title": event.title,
        "kind": event.kind,
        "state": selectors.state_of(event, left),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "places_left": left,
        "workshops": [],
    }


@router.post(
    "{slug}/inscriptions",
    response={201: RegistrationOut, 409: Refusal, 422: Refusal, 429: Refusal},
    auth=None,
    url_name="register",
)
def register(
    request: HttpRequest, slug: str, data: RegistrationIn, key: str = Header("", alias="Idempotency-Key")
) -> tuple[int, dict[str, Any]]:
    """Register one person. The same Idempotency-Key gives the same answer."""
    event = get_object_or_404(Event.objects.visible_to(None), slug=slug)
    language = get_language_from_request(request)
    with override(language):
        form = _checked(data, key)
        if not form.is_valid():
            return 422, {"detail": _("Des réponses sont à corriger."), "errors": form.errors}
        try:
            receipt = register_person(event, form.answers(), nonce=f"api:{key}"[:KEY_LONGEST], language=language)
        except NotOpen as refusal:
            return 409, {"detail": _("Les inscriptions ne sont pas ouvertes."), "state": refusal.state}
        except TooManyTries:
            return 429, {"detail": _("Trop d’inscriptions avec cette adresse en une heure. Réessayez plus tard.")}
        return 201, _registration_out(receipt)


def _checked(data: RegistrationIn, key: str) -> RegistrationForm:
    form = RegistrationForm(data.dict())
    if not KEY_SHORTEST <= len(key) <= KEY_LONGEST - 4:
        form.add_error(None, ValidationError(_("L’en-tête Idempotency-Key doit compter de 8 à 60 caractères.")))
    if data.workshops:
        form.add_error(None, ValidationError(_("Atelier inconnu : %(slug)s.") % {"slug": data.workshops[0][:80]}))
    return form


def _registration_out(receipt: Receipt) -> dict[str, Any]:
    standing = receipt.standing
    path = reverse("agenda:registration", args=[receipt.registration.receipt_token])
    return {
        "state": standing.state,
        "position": standing.position,
        "receipt_url": absolute(path),
        "seats": [{"bucket": "day", "state": standing.state, "position": standing.position}],
    }
