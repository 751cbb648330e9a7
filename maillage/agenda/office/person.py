"""One person's page at the desk, and what the team does there. Needs are never shown beside a name."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agenda import selectors
from maillage.agenda.actions import desk
from maillage.agenda.actions import places as at
from maillage.agenda.actions.register import NEEDS, cancel
from maillage.agenda.enums import EventState, SeatState
from maillage.agenda.errors import NoRoomThere, NotOpen, TooLate, UnknownWorkshop
from maillage.agenda.forms import ChangeForm, RegistrationForm, given_answers
from maillage.agenda.models import Event, Registration
from maillage.agenda.office import history, sheet
from maillage.agenda.office.door import at_the_desk, show, who
from maillage.core.languages import own_name


class DeskChangeForm(ChangeForm):
    """What the team may change. Needs are written here and never read: an empty field leaves what was told."""

    refusals = ChangeForm.refusals | {
        NoRoomThere: ("mode", gettext_lazy("C’est complet de ce côté. La personne garde sa place actuelle.")),
        UnknownWorkshop: ("workshops", gettext_lazy("Un de ces ateliers n’a plus lieu. Choisissez de nouveau.")),
        TooLate: (None, gettext_lazy("Cette inscription ne peut plus être changée.")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        interpreting: Any = self.fields["needs_interpreting"]
        interpreting.choices = [("", gettext_lazy("Ne rien changer")), *interpreting.choices[1:]]

    def clean(self) -> dict[str, Any]:
        """What is typed replaces what was told before; the rest stays."""
        data = super().clean()
        told = selectors.needs_of(self.registration)
        return data | {name: data.get(name) or told.get(name, "") for name in NEEDS}


def find(event: Event, person: int) -> Registration:
    """The registration of the event, with its booking. 404 for another event's."""
    found = get_object_or_404(event.registrations.select_related("booking"), pk=person)
    found.event = event
    return found


def url(registration: Registration, name: str = "person") -> str:
    """An address of the person's pages."""
    return reverse(f"agenda_office:{name}", args=[registration.event_id, registration.pk])


@require_safe
@at_the_desk
def page(request: HttpRequest, event: Event, person: int) -> HttpResponse:
    """Who it is, where they stand, what happened, what was written to them, and what can be done."""
    return _page(request, find(event, person))


def _page(request: HttpRequest, found: Registration, **context: Any) -> HttpResponse:
    stands = selectors.standing(found)
    workshops = selectors.workshops(found.event)
    seated = {seat.bucket for seat in stands.seats if seat.state == SeatState.CONFIRMED}
    is_there = stands.state != SeatState.CANCELLED and found.anonymised_at is None
    called = history.titles(found.event)
    numbers = {at.named(seat.bucket): seat.number for seat in found.seats.select_related("bucket").order_by("pk")}
    return show(
        request,
        found.event,
        "registrations",
        sheet.name(found),
        template="person",
        person=found,
        seats=[(called.get(seat.bucket, seat.bucket), seat, numbers[seat.bucket]) for seat in stands.seats],
        language=own_name(found.booking.language),
        history=history.history(found, called),
        mails=history.mails(found),
        may_change=is_there and selectors.may_change(found, request.user),
        may_cancel=is_there and found.event.phase() != EventState.HELD,
        may_write=is_there and bool(found.booking.email),
        elsewhere=[workshop for workshop in workshops if workshop.slug not in seated],
        **context,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def change_person(request: HttpRequest, event: Event, person: int) -> HttpResponse:
    """Change data and workshops, as the person could by their link."""
    found = find(event, person)
    standing = selectors.standing(found)
    if standing.state == SeatState.CANCELLED or not selectors.may_change(found, request.user):
        messages.error(request, _("Cette inscription ne peut plus être changée."))
        return redirect(url(found))
    given = {"registration": found, "workshops": selectors.workshops(event)}
    form = DeskChangeForm(request.POST or None, initial=given_answers(found, standing), **given)
    if request.method == "POST" and form.is_valid() and form.save(by=who(request)):
        messages.success(request, _("C’est changé, et la personne en reçoit la nouvelle si elle a une adresse."))
        return redirect(url(found))
    trail = ((url(found), sheet.name(found)),)
    status = 422 if form.is_bound else 200
    title = _("Changer l’inscription")
    return show(
        request, event, "", title, template="person_change", trail=trail, status=status, person=found, **fields(form)
    )


PLAIN_FIELDS = ("first_name", "last_name", "email", "organization", "role", "language")


def fields(form: RegistrationForm) -> dict[str, Any]:
    """The form as `person_fields.html` shows it: the fields of one line that it has, then the rest."""
    return {"form": form, "plain_fields": [form[name] for name in PLAIN_FIELDS if name in form.fields]}


class WorkshopChoice(forms.Form):
    """The workshop to put somebody in."""

    workshop = forms.ChoiceField(label=gettext_lazy("Atelier"))

    def __init__(self, data: Any, event: Event) -> None:
        super().__init__(data)
        self.known = {workshop.slug: workshop for workshop in selectors.workshops(event)}
        self.fields["workshop"].choices = [(slug, one.title) for slug, one in self.known.items()]  # type: ignore[attr-defined]


@require_POST
@at_the_desk
def seat_in(request: HttpRequest, event: Event, person: int) -> HttpResponse:
    """Put somebody in a workshop: first among their wishes, in its queue when it is full."""
    found = find(event, person)
    form = WorkshopChoice(request.POST, event)
    standing = selectors.standing(found)
    if not selectors.may_change(found, request.user) or standing.state == SeatState.CANCELLED:
        messages.error(request, _("Cette inscription ne peut plus être changée."))
    elif standing.attends_online(event) and event.is_hybrid:
        messages.error(request, _("Les ateliers se tiennent sur place, et cette personne vient en ligne."))
    elif form.is_valid():
        workshop = form.known[form.cleaned_data["workshop"]]
        desk.seat_in(found, workshop, by=who(request))
        seat = next(seat for seat in selectors.standing(found).seats if seat.bucket == workshop.slug)
        waits = _("En liste d’attente de « %(workshop)s », position %(n)s.")
        words = _("Une place dans « %(workshop)s ».") if seat.state == SeatState.CONFIRMED else waits
        messages.success(request, words % {"workshop": workshop.title, "n": seat.position})
    else:
        messages.error(request, _("Choisissez un atelier de la liste."))
    return redirect(url(found))


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def cancel_person(request: HttpRequest, event: Event, person: int) -> HttpResponse:
    """Ask once more, then cancel; the first in each queue takes the place."""
    found = find(event, person)
    standing = selectors.standing(found)
    if standing.state == SeatState.CANCELLED:
        messages.error(request, _("Cette inscription est déjà annulée."))
        return redirect(url(found))
    if request.method != "POST":
        trail = ((url(found), sheet.name(found)),)
        title = _("Annuler l’inscription ?")
        return show(request, event, "", title, template="person_cancel", trail=trail, person=found, standing=standing)
    try:
        cancel(found, by=who(request))
    except NotOpen:
        messages.error(request, _("L’événement a eu lieu : il n’y a plus rien à annuler."))
    else:
        messages.success(request, _("L’inscription est annulée ; la place va à la personne suivante."))
    return redirect(url(found))


@require_POST
@at_the_desk
def send_link(request: HttpRequest, event: Event, person: int) -> HttpResponse:
    """Send the private link once more."""
    found = find(event, person)
    if not found.booking.email:
        messages.error(request, _("Cette personne n’a pas donné de courriel."))
    elif found.anonymised_at or selectors.standing(found).state == SeatState.CANCELLED:
        messages.error(request, _("Cette inscription n’est plus valable."))
    else:
        desk.send_link(found, by=who(request))
        messages.success(request, _("Le lien part dans quelques secondes."))
    return redirect(url(found))
