"""The registration form: one for the page and for the API, so that both accept the same things."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User
from maillage.agenda import selectors
from maillage.agenda.actions.change import change
from maillage.agenda.actions.register import NEEDS, Answers
from maillage.agenda.enums import BucketKind, Mode
from maillage.agenda.errors import NoRoomThere, RegistrationRefused, SomebodyElse, TooLate, UnknownWorkshop
from maillage.agenda.models import Bucket, Event, Registration
from maillage.agenda.selectors import Standing
from maillage.core.languages import LANGUAGES
from maillage.core.validators import refuse_addresses, refuse_control_characters, refuse_national_number

ONE_LINE = [refuse_control_characters, refuse_national_number]
NO_INTERPRETER = ("", _("Pas besoin d’interprète"))


def line(label: Any, most: int, *, required: bool = False, help_text: Any = "", **attrs: str) -> forms.CharField:
    """A one-line text field that holds at most `most` characters."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        validators=ONE_LINE,
        widget=forms.TextInput(attrs=attrs),
    )


JOINERS = "\u200c\u200d"  # which Persian and others write within words


class NameField(forms.CharField):
    """A person's name, as it is seen: without marks that nobody sees or that turn the text around it."""

    default_validators = [*ONE_LINE, refuse_addresses]

    def to_python(self, value: Any) -> str:
        """The text without those marks and without spaces around it."""
        text = str(super().to_python(value))
        seen = "".join(one for one in text if one in JOINERS or unicodedata.category(one) != "Cf")
        return seen.strip(f" \u00a0{JOINERS}")


@dataclass(frozen=True)
class Stretch:
    """Workshops at one time, and lines to choose in: (id of the control, short address chosen or empty), the dearest
    choice first."""

    workshops: list[Bucket]
    lines: list[tuple[str, str]]

    @property
    def first(self) -> Bucket:
        """The workshop that tells the hours."""
        return self.workshops[0]


MOST_CHOICES = 3


class RegistrationForm(forms.Form):
    """What a person tells to register. Field names are the public contract."""

    first_name = NameField(
        label=_("Prénom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = NameField(label=_("Nom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    email = forms.EmailField(
        label=_("Courriel"),
        max_length=254,
        help_text=_("Pour recevoir votre confirmation et le lien qui permet d’annuler."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organization = line(_("Organisation"), 200, autocomplete="organization", list="organisations")
    role = line(_("Fonction"), 120, autocomplete="organization-title")
    mode = forms.ChoiceField(
        label=_("Comment venez-vous ?"), choices=Mode.choices, required=False, widget=forms.RadioSelect
    )
    workshops = forms.MultipleChoiceField(
        label=_("Ateliers"),
        required=False,
        error_messages={"invalid_choice": _("Atelier inconnu : %(value)s.")},
    )
    accept_queue = forms.BooleanField(
        label=_("Si mon premier choix est complet, inscrivez-moi aussi sur sa liste d’attente."),
        required=False,
        help_text=_("Vous gardez votre place dans l’autre atelier jusqu’à ce qu’une place se libère."),
    )
    needs_access = line(_("Accès"), 300, help_text=_("Par exemple : fauteuil roulant, boucle auditive, place assise."))
    needs_interpreting = forms.ChoiceField(label=_("Interprète"), required=False)
    needs_childcare = line(_("Garde d’enfants"), 300, help_text=_("Combien d’enfants, de quel âge ?"))
    needs_meal = line(_("Repas"), 300, help_text=_("Par exemple : végétarien, sans porc, allergie."))
    message = forms.CharField(
        label=_("Message"),
        max_length=2000,
        required=False,
        validators=[refuse_national_number],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consent = forms.BooleanField(
        label=_("J’accepte que le centre garde ces données pour organiser cet événement."),
        error_messages={"required": _("Sans votre accord, nous ne pouvons pas vous inscrire.")},
    )

    def __init__(self, *args: Any, event: Event, workshops: Iterable[Bucket] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.offered = list(workshops)
        languages = [(language.code, language.own_name) for language in LANGUAGES if language.code != "fr"]
        self.fields["needs_interpreting"].choices = [NO_INTERPRETER, *languages]  # type: ignore[attr-defined]
        slugs = [(workshop.slug, workshop.title) for workshop in self.offered]
        self.fields["workshops"].choices = [("", ""), *slugs]  # type: ignore[attr-defined]

    def tell_full(self, modes: Iterable[Mode]) -> None:
        """Say beside each of `modes` that it leads to the queue."""
        full = {mode: f"{mode.label} · {_('complet, liste d’attente')}" for mode in modes}
        self.fields["mode"].choices = [(mode, full.get(mode, mode.label)) for mode in Mode]  # type: ignore[attr-defined]

    def clean_workshops(self) -> list[str]:
        """The chosen ones, each once, in order of preference."""
        return [slug for slug in dict.fromkeys(self.cleaned_data["workshops"]) if slug]

    def clean_mode(self) -> str:
        """How the person comes to a hybrid event: on the spot unless they say so; of no meaning elsewhere."""
        return str(self.cleaned_data["mode"] or Mode.ONSITE) if self.event.is_hybrid else ""

    def clean(self) -> dict[str, Any]:
        """Workshops of a hybrid event are held on the spot."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("mode") == Mode.ONLINE and data.get("workshops"):
            only = _("Les ateliers se tiennent sur place. Venez sur place, ou ne choisissez pas d’atelier.")
            self.add_error("workshops", ValidationError(only, code="onsite_only"))
        return data

    @property
    def stretches(self) -> list[Stretch]:
        """The workshops by their hours, with what is chosen."""
        chosen = [slug for slug in self["workshops"].value() or [] if slug]
        found = []
        for number, (_hours, group) in enumerate(groupby(self.offered, lambda one: (one.day, one.starts, one.ends))):
            workshops = list(group)
            slugs = {workshop.slug for workshop in workshops}
            choices = [slug for slug in chosen if slug in slugs]
            choices += [""] * (min(len(workshops), MOST_CHOICES) - len(choices))
            # The summary of errors leads to the first line, by the name of the field.
            ids = [f"id_workshops_{number}_{line}" if number + line else "id_workshops" for line in range(len(choices))]
            found.append(Stretch(workshops, list(zip(ids, choices, strict=True))))
        return found

    @property
    def needs_told(self) -> bool:
        """Whether a need was answered or is wrong, so that its part of the form must be in sight."""
        return any(self[name].value() or self[name].errors for name in NEEDS)

    def answers(self) -> Answers:
        """The cleaned answers, once the form is valid."""
        data = self.cleaned_data
        return Answers(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data.get("email", ""),
            organization=data["organization"],
            role=data["role"],
            message=data["message"],
            needs={name: data[name] for name in NEEDS},
            workshops=tuple(data["workshops"]),
            accept_queue=data["accept_queue"],
            mode=data["mode"],
        )


class ChangeForm(RegistrationForm):
    """The same answers, to change: the address stays, and consent was given. `refusals`: what the act may refuse, the
    field beside which it is told (None: above all), and the words."""

    email = None  # type: ignore[assignment]
    consent = None  # type: ignore[assignment]
    refusals: dict[type[RegistrationRefused], tuple[str | None, Any]] = {
        NoRoomThere: ("mode", _("C’est complet de ce côté. Vous gardez votre place actuelle.")),
        SomebodyElse: ("last_name", _("Une autre inscription porte déjà ce nom et ce courriel.")),
        UnknownWorkshop: ("workshops", _("Un atelier que vous aviez choisi n’a plus lieu. Choisissez de nouveau.")),
        TooLate: (None, _("Il est trop tard pour changer cette inscription. Appelez-nous.")),
    }

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, event=registration.event, **kwargs)
        self.registration = registration

    def save(self, by: User | None = None) -> bool:
        """Whether the change went through; else the form says beside the field why not."""
        try:
            change(self.registration, self.answers(), by)
        except tuple(self.refusals) as refusal:
            self.add_error(*self.refusals[type(refusal)])
            return False
        return True

    def answers(self) -> Answers:
        """The cleaned answers, under the address that was given once."""
        return replace(super().answers(), email=self.registration.booking.email)


def given_answers(registration: Registration, standing: Standing) -> dict[str, Any]:
    """The answers as they stand, by field name; needs are not among them."""
    online = standing.seats[0].bucket == BucketKind.ONLINE
    return {
        "first_name": registration.first_name,
        "last_name": registration.last_name,
        "organization": registration.booking.organization_name,
        "role": registration.role,
        "message": registration.booking.message,
        "mode": Mode.ONLINE if online else Mode.ONSITE,
        "workshops": selectors.wished(registration),
        "accept_queue": registration.accept_queue,
    }


class AddressForm(forms.Form):
    """An address to write to."""

    email = forms.EmailField(
        label=_("Courriel"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
