"""Changing a registration by its private link, and asking for the link again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.agenda import selectors
from maillage.agenda.actions.links import send_links
from maillage.agenda.enums import SeatState
from maillage.agenda.forms import AddressForm, ChangeForm, given_answers
from maillage.agenda.models import Registration
from maillage.agenda.views.tokens import opened_privately, unlisted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """The answers as they stand, and what comes of changing them."""
    found = opened_privately(token)
    standing = selectors.standing(found)
    in_time = selectors.may_change(found)
    if standing.state == SeatState.CANCELLED or not (in_time or request.method == "POST"):
        return redirect("agenda:registration", token)
    workshops = selectors.workshops(found.event)
    if request.method != "POST":
        answers = given_answers(found, standing) | selectors.needs_of(found)
        form = ChangeForm(initial=answers, registration=found, workshops=workshops)
        return _page(request, found, form, token)
    form = ChangeForm(request.POST, registration=found, workshops=workshops)
    if form.is_valid() and form.save():
        return redirect("agenda:registration", token)
    return _page(request, found, form, token, status=422)


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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the private links again. The answer is the same whether the address is known or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_links(form.cleaned_data["email"], get_language() or "fr")
        return render(request, "agenda/lost_link_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "agenda/lost_link.html", {"form": form}, status=422 if form.is_bound else 200)
