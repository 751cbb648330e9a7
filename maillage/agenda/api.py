"""Events and registrations for other programs (the public contract, version 1)."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema, Status
from pydantic import AfterValidator

from maillage.agenda import selectors
from maillage.agenda.actions.register import Receipt
from maillage.agenda.actions.register import register as register_person
from maillage.agenda.errors import NotOpen, TooManyTries, UnknownWorkshop
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event
from maillage.core.links import absolute

router = Router(tags=["evenements"])
PAGE_SIZE = 50
KEY_SHORTEST, KEY_LONGEST = 8, 60


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


def whole_text(text: str) -> str:
    """Refuse half a character (a lone surrogate, which JSON can write and no database keeps)."""
    text.encode()
    return text


Text = Annotated[str, AfterValidator(whole_text)]


class RegistrationIn(Schema):
    first_name: Text = ""
    last_name: Text = ""
    email: Text = ""
    organization: Text = ""
    role: Text = ""
    workshops: list[Text] = []
    accept_queue: bool = False
    mode: Text = ""
    needs_access: Text = ""
    needs_childcare: Text = ""
    needs_meal: Text = ""
    needs_interpreting: Text = ""
    message: Text = ""
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
def events(request: HttpRequest, page: int = Query(1, ge=1, le=10_000)) -> dict[str, Any]:  # type: ignore[type-arg]
    """Upcoming events, the next first, fifty to a page."""
    first = (page - 1) * PAGE_SIZE
    listed = Event.objects.visible_to(None).upcoming().for_card().with_workshops()
    found = list(listed[first : first + PAGE_SIZE + 1])
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
        "workshops": [
            {"slug": one.slug, "title": one.title, "places_left": one.places_left} for one in event.workshops
        ],
    }


@router.post(
    "{slug}/inscriptions",
    response={201: RegistrationOut, 409: Refusal, 422: Refusal, 429: Refusal},
    auth=None,
    url_name="register",
)
def register(
    request: HttpRequest,
    slug: str,
    data: RegistrationIn,
    key: str = Header("", alias="Idempotency-Key"),  # type: ignore[type-arg]
) -> Status[dict[str, Any]]:
    """Register one person. The same Idempotency-Key gives the same answer."""
    # PostgreSQL cannot even be asked about a null byte; no slug holds what stands for it here.
    event = selectors.find_event(None, slug.replace("\0", "\ufffd"), "alone")
    if event is None:
        raise Http404
    language = get_language_from_request(request)
    with override(language):
        form = RegistrationForm(data.dict(), event=event, workshops=selectors.workshops(event))
        if errors := _errors(form, key):
            return Status(422, {"detail": _("Des réponses sont à corriger."), "errors": errors})
        try:
            receipt = register_person(event, form.answers(), nonce=f"api:{key}", language=language)
        except UnknownWorkshop as gone:
            errors = {"workshops": [_("Atelier inconnu : %(value)s.") % {"value": gone.slug}]}
            return Status(422, {"detail": _("Des réponses sont à corriger."), "errors": errors})
        except NotOpen as refusal:
            return Status(409, {"detail": _("Les inscriptions ne sont pas ouvertes."), "state": refusal.state})
        except TooManyTries:
            refused = _("Trop d’inscriptions avec cette adresse en une heure. Réessayez plus tard.")
            return Status(429, {"detail": refused})
        return Status(201, _registration_out(receipt))


def _errors(form: RegistrationForm, key: str) -> dict[str, list[str]]:
    """What is wrong, by field or header."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    if not KEY_SHORTEST <= len(key) <= KEY_LONGEST:
        errors["Idempotency-Key"] = [_("L’en-tête Idempotency-Key doit compter de 8 à 60 caractères.")]
    return errors


def _registration_out(receipt: Receipt) -> dict[str, Any]:
    standing = receipt.standing
    path = reverse("agenda:registration", args=[receipt.registration.receipt_token])
    return {
        "state": standing.state,
        "position": standing.position,
        "receipt_url": absolute(path),
        "seats": [{"bucket": one.bucket, "state": one.state, "position": one.position} for one in standing.seats],
    }
