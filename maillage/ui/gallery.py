"""What the gallery shows: a form with and without errors, pages, dates. No database."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.ui import icons
from maillage.ui.components.choices import TONES, VARIANTS
from maillage.ui.forms import SuggestingInput, UiFormMixin

HERE = ZoneInfo("Europe/Brussels")
START = datetime(2026, 11, 17, 9, 30, tzinfo=HERE)
END = datetime(2026, 11, 17, 16, 0, tzinfo=HERE)
LAST_DAY = datetime(2026, 11, 18, 16, 0, tzinfo=HERE)


class SampleForm(UiFormMixin, forms.Form):
    """One field of every sort."""

    name = forms.CharField(label=gettext_lazy("Prénom"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"), help_text=gettext_lazy("Nous y envoyons la réponse.")
    )
    organization = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        help_text=gettext_lazy("Choisissez dans la liste ou écrivez un autre nom."),
        widget=SuggestingInput(["CPAS de Namur", "La Marlagne"]),
    )
    interpreting = forms.ChoiceField(
        label=gettext_lazy("Interprète"),
        required=False,
        choices=[("", gettext_lazy("Pas besoin")), ("ar", gettext_lazy("Arabe"))],
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Comment venez-vous ?"),
        choices=[("onsite", gettext_lazy("Sur place")), ("online", gettext_lazy("En ligne"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label=gettext_lazy("Message"), required=False, widget=forms.Textarea)
    consent = forms.BooleanField(label=gettext_lazy("J’accepte que mes réponses servent à préparer cette rencontre."))


def context() -> dict[str, Any]:
    """All that the gallery's templates name."""
    return {
        "form": SampleForm(prefix="vide"),
        "wrong_form": SampleForm({"faute-email": "amina@", "faute-name": ""}, prefix="faute"),
        "icons": sorted(icons.NAMES),
        "tones": list(TONES),
        "variants": sorted(VARIANTS),
        "start": START,
        "end": END,
        "last_day": LAST_DAY,
        "page": _second_page(),
        "trail": [(_("Accueil"), "/"), (_("Agenda"), "/agenda/"), (_("Plénière"), "")],
        "step_names": [_("Vous"), _("Vos besoins"), _("Confirmer")],
    }


def _second_page() -> Page[int]:
    return Paginator(range(50), 10).page(2)
