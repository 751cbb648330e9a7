"""« Tell me when it opens »: asked for on the event's page, proved by a link, taken back by the same link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.agenda import selectors
from maillage.agenda.actions import interests as acts
from maillage.agenda.enums import EventState
from maillage.agenda.forms import AddressForm
from maillage.agenda.views.events import visible_event
from maillage.agenda.views.tokens import unlisted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """The address to write to. The answer is the same whether it is on the list already or not."""
    event = visible_event(request, slug)
    if event.phase() != EventState.ANNOUNCED:
        return redirect("agenda:event", slug)
    form = AddressForm(request.POST or None)
    context = {"event": event, "form": form}
    if request.method == "POST" and form.is_valid():
        acts.ask(event, form.cleaned_data["email"], get_language() or "fr")
        return render(request, "agenda/interest_sent.html", {**context, "email": form.cleaned_data["email"]})
    return render(request, "agenda/interest.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interest_proof(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the link opens: one button that proves the address, one that takes it back."""
    found = selectors.find_interest(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        if "forget" in request.POST:
            acts.forget(found)
            return render(request, "agenda/interest_forgotten.html", {"event": found.event})
        acts.prove(found)
        return redirect("agenda:interest_proof", token)
    return unlisted(render(request, "agenda/interest_proof.html", {"interest": found, "event": found.event}))
