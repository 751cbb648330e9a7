"""The workshops of an event at the desk: entered, changed, withdrawn. Moved hours are rehearsed first."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agenda.actions.events import rehearse
from maillage.agenda.actions.workshops import HOURS, save_workshop, withdraw_workshop
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.agenda.models.places import QUARTER
from maillage.agenda.office.door import at_the_desk, show, who
from maillage.agenda.office.figures import figures
from maillage.agenda.office.forms import MOST_PLACES, below_taken
from maillage.agenda.office.sheet import name
from maillage.ui.moments import day as day_in_words


def days_of(event: Event) -> list[date]:
    """The days on which the event is held, by the calendar of here."""
    first, last = (timezone.localtime(when).date() for when in (event.starts_at, event.ends_at))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def hour(label: Any) -> forms.TimeField:
    """A field for an hour on the clock of here."""
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time", "step": QUARTER * 60}, format="%H:%M")
    )


class WorkshopForm(forms.ModelForm):  # type: ignore[type-arg]
    """A workshop: what, when, where, with whom, for how many."""

    day = forms.TypedChoiceField(label=gettext_lazy("Jour"), coerce=int)
    starts = hour(gettext_lazy("De"))
    ends = hour(gettext_lazy("À"))
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        help_text=gettext_lazy("Vide : pas de limite."),
    )

    class Meta:
        model = Bucket
        fields = ["title", "day", "starts", "ends", "room", "speakers", "text", "capacity"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event, self.instance.kind = event, BucketKind.WORKSHOP
        self.fields["title"].required = True
        self.days = days_of(event)
        choices = [(number, day_in_words(day)) for number, day in enumerate(self.days, start=1)]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]

    def clean_starts(self) -> time:
        """On the quarter of an hour."""
        return on_the_quarter(self.cleaned_data["starts"])

    def clean_ends(self) -> time:
        """On the quarter of an hour."""
        return on_the_quarter(self.cleaned_data["ends"])

    def clean_capacity(self) -> int | None:
        """Not fewer than are taken."""
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity is not None and capacity < self.instance.taken:
            raise ValidationError(below_taken(self.instance.taken), code="below_taken")
        return capacity

    def clean(self) -> dict[str, Any]:
        """Hours in their order, within the event."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, starts, ends = (data.get(name) for name in HOURS)
        if starts and ends and ends <= starts:
            self.add_error("ends", ValidationError(_("La fin doit venir après le début."), code="order"))
        elif day and starts and ends:
            self._within(self.instance.event, self.days[day - 1], starts, ends)
        return data

    def _within(self, event: Event, day: date, starts: time, ends: time) -> None:
        if _on(day, starts) < event.starts_at:
            self.add_error("starts", _("L’événement n’a pas encore commencé à cette heure."))
        if _on(day, ends) > event.ends_at:
            self.add_error("ends", _("L’événement est fini à cette heure."))

    @property
    def moved(self) -> bool:
        """Whether a workshop that stands gets other hours."""
        return bool(self.instance.pk and set(HOURS) & set(self.changed_data))


def _on(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def on_the_quarter(hour: time) -> time:
    """The hour. Raises ValidationError for one that is not on a quarter of an hour."""
    if hour.minute % QUARTER or hour.second:
        raise ValidationError(_("À l’heure juste, au quart, à la demie ou aux trois quarts."), code="quarter")
    return hour


class Change(NamedTuple):
    """What becomes of one person: where they were, where they would be."""

    person: str
    before: str
    after: str


def seats_in_words(event: Event) -> dict[int, str]:
    """Where everybody stands in workshops, by registration: « Récits; attend Papiers »."""
    seats = Seat.objects.filter(bucket__event=event, bucket__kind=BucketKind.WORKSHOP)
    standing = seats.exclude(state=SeatState.CANCELLED).order_by("bucket__day", "bucket__starts", "bucket")
    found: dict[int, list[str]] = {}
    for person, state, title in standing.values_list("registration", "state", "bucket__title"):
        waits = _("attend « %(workshop)s »") % {"workshop": title}
        found.setdefault(person, []).append(title if state == SeatState.CONFIRMED else waits)
    return {person: "; ".join(places) for person, places in found.items()}


def rehearsed(event: Event, bucket: Bucket, capacity: int | None) -> list[Change]:
    """Who would be told, were the workshop saved like this. Nothing is saved. Raises CapacityBelowTaken."""
    before = seats_in_words(event)
    told: set[int] = set()

    def act() -> None:
        told.update(person.pk for person in save_workshop(bucket, capacity).told)

    after: dict[int, str] = rehearse(act, lambda: seats_in_words(event))
    concerned = told | {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}
    people = Registration.objects.filter(pk__in=concerned).order_by("pk")
    return [Change(name(one), before.get(one.pk, "–"), after.get(one.pk, "–")) for one in people]


@require_safe
@at_the_desk
def workshops(request: HttpRequest, event: Event) -> HttpResponse:
    """The workshops in the order of the day."""
    found = [figure for figure in figures(event) if figure.bucket.kind == BucketKind.WORKSHOP]
    several = len(days_of(event)) > 1
    return show(request, event, "workshops", _("Ateliers"), figures=found, several_days=several)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def add_workshop(request: HttpRequest, event: Event) -> HttpResponse:
    """A new workshop."""
    return _edit(request, event, Bucket(event=event), _("Nouvel atelier"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def edit_workshop(request: HttpRequest, event: Event, workshop: int) -> HttpResponse:
    """A workshop that exists; moving its hours shows first who would be seated anew."""
    return _edit(request, event, _find(event, workshop), _("Changer l’atelier"))


def _find(event: Event, workshop: int) -> Bucket:
    found = get_object_or_404(event.buckets.filter(kind=BucketKind.WORKSHOP), pk=workshop)
    found.event = event
    return found


def _edit(request: HttpRequest, event: Event, bucket: Bucket, title: str) -> HttpResponse:
    form = WorkshopForm(request.POST or None, instance=bucket, event=event)
    trail = ((reverse("agenda_office:workshops", args=[event.pk]), _("Ateliers")),)
    page: dict[str, Any] = {"trail": trail, "form": form, "workshop": bucket}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return show(request, event, "workshops", title, template="workshop", status=status, **page)
    capacity = form.cleaned_data["capacity"]
    try:
        # Rehearsed and saved from the form's own answers: both lock, and see what is true then.
        changes = rehearsed(event, bucket, capacity) if form.moved and "confirmed" not in request.POST else []
        if changes:
            title = _("Qui change de place ?")
            return show(request, event, "workshops", title, template="workshop_moved", changes=changes, **page)
        done = save_workshop(bucket, capacity, by=who(request))
    except CapacityBelowTaken as refusal:
        form.add_error("capacity", below_taken(refusal.taken))
        return show(request, event, "workshops", title, template="workshop", status=422, **page)
    messages.success(request, _("« %(workshop)s » est enregistré.") % {"workshop": bucket.title} + _told(done.told))
    return redirect("agenda_office:workshops", event.pk)


def _told(people: list[Registration]) -> str:
    words = ngettext(" %(n)s personne en est prévenue.", " %(n)s personnes en sont prévenues.", len(people))
    return words % {"n": len(people)} if people else ""


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def remove_workshop(request: HttpRequest, event: Event, workshop: int) -> HttpResponse:
    """Ask once more, with the number of people; then everybody gets the next of their choices, and is told."""
    found = _find(event, workshop)
    if request.method == "POST":
        told = withdraw_workshop(found, by=who(request))
        messages.success(request, _("« %(workshop)s » n’a plus lieu.") % {"workshop": found.title} + _told(told))
        return redirect("agenda_office:workshops", event.pk)
    figure = next(figure for figure in figures(event) if figure.bucket.pk == found.pk)
    concerned = Registration.objects.filter(identity__isnull=False, wishes__bucket=found).count()
    trail = ((reverse("agenda_office:workshops", args=[event.pk]), _("Ateliers")),)
    page: dict[str, Any] = {"trail": trail, "workshop": found, "figure": figure, "concerned": concerned}
    return show(request, event, "workshops", _("Retirer l’atelier ?"), template="workshop_remove", **page)
