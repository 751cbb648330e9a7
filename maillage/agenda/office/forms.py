"""The office's form of an event: the model's fields, and the places of the day beside them."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.slug import SlugInput

from maillage.agenda import selectors
from maillage.agenda.actions.events import save_event
from maillage.agenda.models import Bucket, Event

SLUG_LONGEST = 80
MOST_PLACES = 100_000


class EventForm(WagtailAdminModelForm):
    """An event and its capacity; saving raises CapacityBelowTaken when registrations were faster."""

    slug = forms.SlugField(
        label=gettext_lazy("Adresse courte"),
        max_length=SLUG_LONGEST,
        required=False,
        widget=SlugInput,
        help_text=gettext_lazy("La fin de l’adresse de la page. Vide : proposée d’après le titre."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=gettext_lazy("Vide : pas de limite. Plus de places : la liste d’attente entre, dans l’ordre."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["online_url"].assume_scheme = "https"
        bucket = self._bucket()
        if bucket:
            self.initial.setdefault("capacity", bucket.capacity)

    def clean_capacity(self) -> int | None:
        """The places, or None without limit. Refuses fewer than are taken."""
        capacity: int | None = self.cleaned_data["capacity"]
        bucket = self._bucket()
        if capacity is not None and bucket and capacity < bucket.taken:
            raise ValidationError(below_taken(bucket.taken), code="below_taken")
        return capacity

    def clean(self) -> dict[str, Any]:
        """Times in their order, and a short address that nobody has yet."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._in_order("starts_at", "ends_at", _("La fin doit venir après le début."))
        self._in_order("opens_at", "closes_at", _("La clôture doit venir après l’ouverture."))
        if not data.get("slug") and data.get("title") and "slug" not in self.errors:
            data["slug"] = free_slug(data["title"], self.instance)
        return data

    def add_error(self, field: str | None, error: Any) -> None:
        """Django's, with an hour that the clocks skip or repeat said in words."""
        if getattr(error, "code", "") == "ambiguous_timezone":
            error = ValidationError(
                _(
                    "Cette heure n’existe pas, ou existe deux fois, cette nuit-là : on change d’heure. "
                    "Choisissez-en une autre."
                ),
                code="ambiguous_timezone",
            )
        super().add_error(field, error)

    def save(self, commit: bool = True) -> Event:
        """Save the event with its places. Raises CapacityBelowTaken; nothing is saved then."""
        return save_event(self.instance, self.cleaned_data["capacity"], by=self.for_user)

    def _in_order(self, first: str, last: str, message: str) -> None:
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end <= start:
            self.add_error(last, ValidationError(message, code="order"))

    def _bucket(self) -> Bucket | None:
        return selectors.day_bucket(cast("Event", self.instance)) if self.instance.pk else None


def below_taken(taken: int) -> str:
    """Why a capacity is refused, with what can be done."""
    return ngettext(
        "%(n)s place est déjà prise : le nombre de places ne peut pas être plus petit.",
        "%(n)s places sont déjà prises : le nombre de places ne peut pas être plus petit.",
        taken,
    ) % {"n": taken}


def free_slug(title: str, event: Event) -> str:
    """A short address made of `title` that no other event has."""
    stem = slugify(title)[: SLUG_LONGEST - 5].strip("-") or "rencontre"
    others = set(Event.objects.exclude(pk=event.pk).filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(others) + 2))
    return next(slug for slug in candidates if slug not in others)
