"""Registering, the receipt, and the private page where one cancels."""

import re
import secrets
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agenda import selectors
from maillage.agenda.actions import register as acts
from maillage.agenda.enums import NOTHING_TO_COME_TO, EventState, SeatState
from maillage.agenda.errors import NotOpen, TooManyTries, UnknownWorkshop
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Registration
from maillage.agenda.selectors import Standing
from maillage.agenda.views.blank import blank_page
from maillage.agenda.views.events import ics_response, visible_event
from maillage.agenda.views.tokens import opened, opened_privately, unlisted
from maillage.ui.kept import is_stranger, kept, mark, shown, values

NONCE = re.compile(r"[\w.-]{16,64}", re.ASCII)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what comes of it."""
    if request.method != "POST":
        return _form_page(request, slug)
    event = visible_event(request, slug, "alone")
    form = RegistrationForm(request.POST, event=event, workshops=selectors.workshops(event))
    nonce = request.POST.get("nonce", "")
    if not NONCE.fullmatch(nonce):
        form.add_error(None, _("Le formulaire était incomplet. Vérifiez et envoyez-le de nouveau."))
    if not form.is_valid():
        return _form_page(request, slug, form, status=422)
    answers = form.answers()
    # Somebody who goes back and changes the name registers a colleague: the page, and its nonce, were kept.
    act = f"{nonce}:{answers.identity}"
    try:
        receipt = acts.register(event, answers, nonce=act, language=get_language() or "fr")
    except NotOpen as refusal:
        return _form_page(request, slug, form, status=409, refusal=refusal.state)
    except UnknownWorkshop:
        form.add_error("workshops", _("Un atelier que vous aviez choisi n’a plus lieu. Choisissez de nouveau."))
        return _form_page(request, slug, form, status=422)
    except TooManyTries:
        form.add_error("email", _("Trop d’inscriptions avec cette adresse en une heure. Réessayez plus tard."))
        return _form_page(request, slug, form, status=429)
    return redirect("agenda:registration", receipt.registration.receipt_token)


def _form_page(
    request: HttpRequest,
    slug: str,
    form: RegistrationForm | None = None,
    *,
    status: int = 200,
    refusal: EventState | None = None,
) -> HttpResponse:
    event = visible_event(request, slug, "places")
    workshops = form.offered if form else selectors.workshops(event)
    context: dict[str, Any] = {
        "event": event,
        "workshops": workshops,
        "full_modes": selectors.full_modes(event),
        "state": refusal or selectors.state_of(event, selectors.card_places_left(event)),
        "suggestions": _suggestions(tuple(selectors.organization_names())),
    }
    if form is None:
        return blank_page(request, context)
    nonce = request.POST.get("nonce", "")
    form.tell_full(context["full_modes"])
    context["form"] = form
    context["nonce"] = nonce if NONCE.fullmatch(nonce) else secrets.token_urlsafe(24)
    return render(request, "agenda/register.html", context, status=status)


@lru_cache(maxsize=2)
def _suggestions(names: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


def _form_after_csrf_failure(request: HttpRequest, reason: str, slug: str) -> HttpResponse:
    """The form again with all that was typed, when the page had been open too long."""
    event = visible_event(request, slug, "alone")
    form = RegistrationForm(request.POST, event=event, workshops=selectors.workshops(event))
    form.is_valid()
    form.add_error(None, ValidationError(_("Cette page était ouverte depuis trop longtemps. Envoyez-la de nouveau.")))
    return _form_page(request, slug, form, status=403)


register.csrf_failure = _form_after_csrf_failure  # type: ignore[attr-defined]


@never_cache
@require_safe
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Read-only with the receipt's token; with the private one also names and the way to cancel."""
    found, access = opened(token)
    standing = selectors.standing(found)
    if access == "receipt":
        return unlisted(receipt_page(request, found, standing, token))
    stands = standing.state != SeatState.CANCELLED
    phase = found.event.phase()
    context: dict[str, Any] = {
        "registration": found,
        "event": found.event,
        "phase": phase,
        "standing": standing,
        "private": True,
        "token": token,
        "online_link": online_link(found, standing),
        "may_cancel": stands and phase not in NOTHING_TO_COME_TO,
        "may_change": stands and selectors.may_change(found),
    }
    return unlisted(render(request, "agenda/registration.html", context))


TOKEN_MARK = mark()
POSITION_MARKS = tuple(mark() for _ in range(30))


def receipt_page(request: HttpRequest, found: Registration, standing: Standing, token: str) -> HttpResponse:
    """The receipt: the same for all who stand alike, but for the token and their positions."""
    event = found.event
    phase = event.phase()
    context = {"event": event, "phase": phase, "private": False, "token": token}
    if not is_stranger(request) or len(standing.seats) > len(POSITION_MARKS):
        return render(request, "agenda/registration.html", {**context, "standing": standing})

    def draw() -> str:
        page = render_to_string("agenda/registration.html", {**context, "standing": _marked(standing)}, request)
        return page.replace(token, TOKEN_MARK)

    seats = [(seat.bucket, seat.state, seat.title, seat.room, seat.starts, seat.ends) for seat in standing.seats]
    address = request.get_full_path().replace(token, TOKEN_MARK)
    page = kept(shown(address, request, phase, *seats, str(event.municipality), *values(event)), draw)
    for place, seat in zip(POSITION_MARKS, standing.seats, strict=False):
        page = page.replace(place, str(seat.position))
    return HttpResponse(page.replace(TOKEN_MARK, token))


def _marked(standing: Standing) -> Standing:
    """The same with marks for positions."""
    seats = zip(POSITION_MARKS, standing.seats, strict=False)
    marked: Any = tuple(replace(seat, position=place if seat.position else None) for place, seat in seats)  # type: ignore[arg-type]
    return replace(standing, position=marked[0].position, seats=marked)


@never_cache
@require_safe
def receipt_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The event for the calendar of somebody registered; the meeting link for a place and the private token."""
    found, access = opened(token)
    standing = selectors.standing(found)
    with_link = access == "private" and bool(online_link(found, standing))
    return unlisted(ics_response(found.event, with_online_link=with_link, state=standing.state))


def online_link(found: Registration, standing: Standing) -> str:
    """The private link of the meeting, for somebody who has a place there; else nothing."""
    has_place = standing.state == SeatState.CONFIRMED and standing.attends_online(found.event)
    return found.event.online_url if has_place else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, with the private token; cancel when it is posted, then show the registration again."""
    found = opened_privately(token)
    if request.method != "POST":
        standing = selectors.standing(found)
        if standing.state == SeatState.CANCELLED or found.event.phase() in NOTHING_TO_COME_TO:
            return redirect("agenda:registration", token)
        context = {"registration": found, "event": found.event, "standing": standing, "token": token}
        return unlisted(render(request, "agenda/cancel.html", context))
    with suppress(NotOpen):  # held in the meantime: the page says so
        acts.cancel(found)
    return redirect("agenda:registration", token)
