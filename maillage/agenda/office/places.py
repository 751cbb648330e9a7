"""More or fewer places for the day, online and each workshop; and letting the next in by hand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agenda.actions import desk
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Event
from maillage.agenda.office.door import at_the_desk, show, who
from maillage.agenda.office.figures import figures, label
from maillage.agenda.office.forms import MOST_PLACES, below_taken


class PlacesForm(forms.Form):
    """How many places there are."""

    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        help_text=gettext_lazy("Vide : pas de limite."),
        widget=forms.NumberInput(attrs={"size": 6}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def places(request: HttpRequest, event: Event) -> HttpResponse:
    """Every bucket with its number of places; one is changed at a time, refused under what is taken."""
    typed = _changed(request, event) if request.method == "POST" else {}
    if request.method == "POST" and not typed:
        return redirect("agenda_office:places", event.pk)
    rows = []
    for figure in figures(event):
        blank = PlacesForm(initial={"capacity": figure.capacity}, auto_id=f"id_{figure.bucket.pk}_%s")
        rows.append((figure, typed.get(figure.bucket.pk, blank)))
    status = 422 if typed else 200
    return show(request, event, "places", _("Places"), rows=rows, frozen=event.is_frozen(), status=status)


def _changed(request: HttpRequest, event: Event) -> dict[int, PlacesForm]:
    """Act on what was posted; returns the form that was refused by its bucket, nothing when all went well."""
    key = request.POST.get("bucket", "")
    bucket = get_object_or_404(event.buckets, pk=key if key.isdecimal() else 0)
    bucket.event = event
    form = PlacesForm(request.POST, auto_id=f"id_{bucket.pk}_%s")
    if not form.is_valid():
        return {bucket.pk: form}
    try:
        promoted = desk.set_capacity(bucket, form.cleaned_data["capacity"], by=who(request))
    except CapacityBelowTaken as refusal:
        form.add_error("capacity", below_taken(refusal.taken))
        return {bucket.pk: form}
    messages.success(request, _("%(where)s : c’est changé.") % {"where": label(bucket)} + " " + _let_in(promoted))
    return {}


def _let_in(promoted: list[Any]) -> str:
    """Who entered from the queues, in words; nothing for nobody."""
    count = len(promoted)
    words = ngettext("%(n)s personne entre et le sait.", "%(n)s personnes entrent et le savent.", count)
    return words % {"n": count} if count else ""


@require_POST
@at_the_desk
def promote(request: HttpRequest, event: Event, bucket: int) -> HttpResponse:
    """Let in whoever is next while there are free places, also after the freeze."""
    found = get_object_or_404(event.buckets, pk=bucket)
    found.event = event
    if promoted := desk.promote(found, by=who(request)):
        messages.success(request, _let_in(promoted))
    else:
        messages.warning(request, _("Personne n’entre : pas de place libre, ou personne qui attende."))
    return redirect("agenda_office:places", event.pk)
