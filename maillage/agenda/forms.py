"""The registration form: one for the page and for the API, so that both accept the same things."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agenda.actions.register import NEEDS, Answers
from maillage.core.languages import LANGUAGES
from maillage.core.validators import refuse_control_characters, refuse_national_number

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


class RegistrationForm(forms.Form):
    """What a person tells to register. Field names are the public contract."""

    first_name = line(_("Prénom"), 80, required=True, autocomplete="given-name")
    last_name = line(_("Nom"), 80, required=True, autocomplete="family-name")
    email = forms.EmailField(
        label=_("Courriel"),
        max_length=254,
        help_text=_("Pour recevoir votre confirmation et le lien qui permet d’annuler."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organization = line(_("Organisation"), 200, autocomplete="organization", list="organisations")
    role = line(_("Fonction"), 120, autocomplete="organization-title")
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(language.code, language.own_name) for language in LANGUAGES if language.code != "fr"]
        self.fields["needs_interpreting"].choices = [NO_INTERPRETER, *languages]  # type: ignore[attr-defined]

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
            email=data["email"],
            organization=data["organization"],
            role=data["role"],
            message=data["message"],
            needs={name: data[name] for name in NEEDS},
        )
