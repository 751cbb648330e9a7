"""Changing a registration by its private link, and asking for the link again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.agenda import selectors
from maillage.agenda.actions.change import change as change_registration
from maillage.agenda.actions.links import send_links
from maillage.agenda.enums import BucketKind, Mode, SeatState
from maillage.agenda.errors import NoRoomThere, SomebodyElse, TooLate, UnknownWorkshop
from maillage.agenda.forms import AddressForm, ChangeForm
from maillage.agenda.models import Registration
from maillage.agenda.views.tokens import opened_privately, unlisted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """The answers as they stand, and what comes of changing them."""
    found = opened_privately(token)
    standing = selectors.standing(found)
    if standing.state == SeatState.CANCELLED or not selectors.may_change(found):
        return redirect("agenda:registration", token)
    workshops = selectors.workshops(found.event)
    if request.method != "POST":
        form = ChangeForm(initial=_answers(found, standing), registration=found, workshops=workshops)
        return _page(request, found, form, token)
    form = ChangeForm(request.POST, registration=found, workshops=workshops)
    if form.is_valid() and _changed(found, form):
        return redirect("agenda:registration", token)
    return _page(request, found, form, token, status=422)


def _changed(found: Registration, form: ChangeForm) -> bool:
    """Whether the act went through; else the form says beside the field why not."""
    try:
        change_registration(found, form.answers())
    except NoRoomThere:
        form.add_error("mode", _("C’est complet de ce côté. Vous gardez votre place actuelle."))
    except SomebodyElse:
        form.add_error("last_name", _("Une autre inscription porte déjà ce nom et ce courriel."))
    except UnknownWorkshop:
        form.add_error("workshops", _("Un atelier que vous aviez choisi n’a plus lieu. Choisissez de nouveau."))
    except TooLate:
        form.add_error(None, _("Il est trop tard pour changer cette inscription. Appelez-nous."))
    else:
        return True
    return False


def _page(
    request: HttpRequest, found: Registration, form: ChangeForm, token: str, *, status: int = 200
) -> HttpResponse:
    context = {"registration": found, "event": found.event, "form": form, "token": token}
    return unlisted(render(request, "agenda/change.html", context, status=status))


def _form_after_csrf_failure(request: HttpRequest, reason: str, token: str) -> HttpResponse:
    """The form again with all that was typed, when the page had been open too long."""
    found = opened_privately(token)
    form = ChangeForm(request.POST, registration=found, workshops=selectors.workshops(found.event))
    form.is_valid()
    form.add_error(None, _("Cette page était ouverte depuis trop longtemps. Envoyez-la de nouveau."))
    return _page(request, found, form, token, status=403)


change.csrf_failure = _form_after_csrf_failure  # type: ignore[attr-defined]


def _answers(found: Registration, standing: selectors.Standing) -> dict[str, Any]:
    """The answers as they were given, by field name."""
    online = standing.seats[0].bucket == BucketKind.ONLINE
    return {
        "first_name": found.first_name,
        "last_name": found.last_name,
        "organization": found.booking.organization_name,
        "role": found.role,
        "message": found.booking.message,
        "mode": Mode.ONLINE if online else Mode.ONSITE,
        "workshops": selectors.wished(found),
        "accept_queue": found.accept_queue,
        **selectors.needs_of(found),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the private links again. The answer is the same whether the address is known or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_links(form.cleaned_data["email"], get_language() or "fr")
        return render(request, "agenda/lost_link_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "agenda/lost_link.html", {"form": form}, status=422 if form.is_bound else 200)
