"""The office's form of an event: the model's fields, and the places on the spot and online beside them."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.slug import SlugInput

from maillage.agenda.actions.events import save_event
from maillage.agenda.enums import ATTENDANCE, BucketKind
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Event
from maillage.core import clock, slugs
from maillage.core.languages import LANGUAGES
from maillage.directory.models import Organization

SLUG_LONGEST = 80
MOST_PLACES = 100_000
FIRST_YEAR, LAST_YEAR = 1970, 2200
PLACES = {BucketKind.DAY: "capacity", BucketKind.ONLINE: "online_capacity"}  # fields of the form


class SaysHours:
    """A form that says in words that an hour is skipped or repeated when the clocks change."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Django's, with our words for such an hour."""
        if getattr(error, "code", "") == "ambiguous_timezone":
            error = ValidationError(
                _(
                    "Cette heure n’existe pas, ou existe deux fois, cette nuit-là : on change d’heure. "
                    "Choisissez-en une autre."
                ),
                code="ambiguous_timezone",
            )
        super().add_error(field, error)  # type: ignore[misc]


class FilteredChecks(forms.CheckboxSelectMultiple):
    """Boxes to tick among hundreds: with JavaScript those ticked, and those that contain what one types."""

    template_name = "agenda/office/filtered_checks.html"

    class Media:
        js = ["agenda/office/filtered-checks.js"]


class OrganizationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organisations by name, with the short name that people say."""

    def label_from_instance(self, obj: Any) -> str:
        """« Centre public d’action sociale (CPAS) »."""
        return f"{obj.name} ({obj.alternate_name})" if obj.alternate_name else str(obj.name)


def spoken_languages() -> list[tuple[str, str]]:
    """Languages in their own names, each marked as what it is."""
    return [
        (each.code, format_html('<bdi lang="{}" dir="{}">{}</bdi>', each.code, each.direction, each.own_name))
        for each in LANGUAGES
    ]


def places_field(label: Any, help_text: Any) -> forms.IntegerField:
    """A number of places; empty: no limit."""
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PLACES, required=False, help_text=help_text)


class EventForm(SaysHours, WagtailAdminModelForm):
    """An event and its places; saving raises CapacityBelowTaken when registrations were faster.

    `moved`, once saved: whether the time or the place of an event that existed is another one now.
    """

    moved = False
    slug = forms.SlugField(
        label=gettext_lazy("Adresse courte"),
        max_length=SLUG_LONGEST,
        required=False,
        widget=SlugInput,
        help_text=gettext_lazy("La fin de l’adresse de la page. Vide : proposée d’après le titre."),
    )
    spoken = forms.MultipleChoiceField(
        label=gettext_lazy("Langues parlées"),
        choices=spoken_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Langues de la rencontre, interprètes compris."),
    )
    invited = OrganizationsField(
        label=gettext_lazy("Organisations invitées"),
        queryset=Organization.objects.order_by("name"),
        required=False,
        widget=FilteredChecks,
        help_text=gettext_lazy("Le guichet dit lesquelles n’ont pas encore répondu."),
    )
    capacity = places_field(
        gettext_lazy("Places"),
        gettext_lazy("Vide : pas de limite. Plus de places : la liste d’attente entre, dans l’ordre."),
    )
    online_capacity = places_field(
        gettext_lazy("Places en ligne"),
        gettext_lazy("Compte seulement quand il y a un lieu et un lien : chacun dit alors comment il vient."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["online_url"].assume_scheme = "https"
        for field in self.fields.values():
            if isinstance(field, forms.DateTimeField):
                field.validators = [*field.validators, refuse_far_dates]
        for kind, bucket in self._buckets().items():
            self.initial.setdefault(PLACES[kind], bucket.capacity)

    def clean_capacity(self) -> int | None:
        """The places, or None without limit. Refuses fewer than are taken."""
        return self._places(BucketKind.DAY)

    def clean_online_capacity(self) -> int | None:
        """The places online, or None without limit. Refuses fewer than are taken."""
        return self._places(BucketKind.ONLINE)

    def _places(self, kind: BucketKind) -> int | None:
        capacity: int | None = self.cleaned_data[PLACES[kind]]
        bucket = self._buckets().get(kind)
        if capacity is not None and bucket and capacity < bucket.taken:
            raise ValidationError(below_taken(bucket.taken), code="below_taken")
        return capacity

    def clean(self) -> dict[str, Any]:
        """Times in their order, and a short address that nobody has yet."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._in_order("starts_at", "ends_at", _("La fin doit venir après le début."))
        self._in_order("opens_at", "closes_at", _("La clôture doit venir après l’ouverture."))
        self._image_is_told()
        self._people_are_not_lost()
        if data.get("announced_at") and not (data.get("venue_name") or data.get("online_url")):
            nowhere = _("Dites où : un lieu, ou un lien de réunion.")
            self.add_error("venue_name", ValidationError(nowhere, code="required"))
        if not data.get("slug") and data.get("title") and "slug" not in self.errors:
            data["slug"] = free_slug(data["title"], self.instance)
        return data

    def save(self, commit: bool = True) -> Event:
        """Save the event with its places. Raises CapacityBelowTaken; nothing is saved then, nor without `commit`."""
        event: Event = super().save(commit=False)
        if not commit:
            return event
        before = Event.objects.filter(pk=event.pk).values_list("sequence", flat=True).first() if event.pk else None
        data = self.cleaned_data
        save_event(event, data["capacity"], by=self.for_user, online_capacity=data["online_capacity"])
        self.moved = before is not None and event.sequence > before
        return event

    def refuse(self, refusal: CapacityBelowTaken) -> None:
        """Say beside the field why saving was refused."""
        online = self._buckets().get(BucketKind.ONLINE)
        wanted = self.cleaned_data["online_capacity"]
        short = online is not None and wanted is not None and wanted < online.taken
        self.add_error(PLACES[BucketKind.ONLINE if short else BucketKind.DAY], below_taken(refusal.taken))

    def _in_order(self, first: str, last: str, message: str) -> None:
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end <= start:
            self.add_error(last, ValidationError(message, code="order"))

    def _people_are_not_lost(self) -> None:
        """An event with people does not move into the past, where their data would soon be erased."""
        end, now = self.cleaned_data.get("ends_at"), clock.now()
        if not (self.instance.pk and end and end <= now and "ends_at" in self.changed_data):
            return
        if self.initial["ends_at"] > now and self.instance.registrations.exists():
            self.add_error("ends_at", ValidationError(_("Cette date est passée."), code="past"))

    def _image_is_told(self) -> None:
        if self.cleaned_data.get("image") and not self.cleaned_data.get("image_text"):
            told = _("Dites ce que montre l’image, pour les personnes qui ne la voient pas.")
            self.add_error("image_text", ValidationError(told, code="required"))

    def _buckets(self) -> dict[BucketKind, Bucket]:
        if not self.instance.pk:
            return {}
        found = Bucket.objects.filter(event=cast("Event", self.instance), kind__in=ATTENDANCE).order_by("pk")
        return {BucketKind(bucket.kind): bucket for bucket in found}


def refuse_far_dates(value: datetime) -> None:
    """Refuse a year that nobody means: calendars and databases do not go there."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(forms.DateTimeField.default_error_messages["invalid"], code="invalid")


def below_taken(taken: int) -> str:
    """Why a capacity is refused, with what can be done."""
    return ngettext(
        "%(n)s place est déjà prise : le nombre de places ne peut pas être plus petit.",
        "%(n)s places sont déjà prises : le nombre de places ne peut pas être plus petit.",
        taken,
    ) % {"n": taken}


def free_slug(title: str, event: Event) -> str:
    """A short address made of `title` that no other event has."""
    others = set(Event.objects.exclude(pk=event.pk).values_list("slug", flat=True))
    return slugs.free_slug(title, others, longest=SLUG_LONGEST - 5, fallback="rencontre")
