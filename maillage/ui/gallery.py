"""What the gallery shows: a form with and without errors, pages, dates, maps. No database."""

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
from maillage.ui.maps.points import MapPoint

HERE = ZoneInfo("Europe/Brussels")
START = datetime(2026, 11, 17, 9, 30, tzinfo=HERE)
END = datetime(2026, 11, 17, 16, 0, tzinfo=HERE)
LAST_DAY = datetime(2026, 11, 18, 16, 0, tzinfo=HERE)
# Name, latitude, longitude.
TOWNS = [
    ("Namur", 50.467, 4.867),
    ("Dinant", 50.261, 4.912),
    ("Ciney", 50.296, 5.1),
    ("Philippeville", 50.196, 4.543),
    ("Gembloux", 50.562, 4.699),
    ("Andenne", 50.489, 5.1),
    ("Rochefort", 50.163, 5.222),
    ("Couvin", 50.052, 4.495),
    ("Beauraing", 50.11, 4.956),
    ("Sambreville", 50.437, 4.62),
    ("Jambes", 50.457, 4.872),
    ("Wépion", 50.42, 4.87),
]


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
        "towns": TOWNS,
        "nothing_on_map": [],
        "map_points": _points(),
        "map_record": [MapPoint(50.261, 4.912, _("Cours de français, Dinant"))],
        "map_silent": [MapPoint(50.489, 5.1, _("Maison d’accueil, Andenne"), shape="area")],
        "step_names": [_("Vous"), _("Vos besoins"), _("Confirmer")],
    }


def _second_page() -> Page[int]:
    return Paginator(range(50), 10).page(2)


def _points() -> list[MapPoint]:
    """Points of every tone and shape, two of them in one place."""
    french = _("Cours de français")
    return [
        MapPoint(50.466, 4.866, f"{french}, Namur", "#1", 1, place="Namur"),
        MapPoint(50.468, 4.861, f"{french}, Namur", "#2", 2, place="Namur"),
        MapPoint(50.261, 4.912, f"{french}, Dinant", "#3", 3, place="Dinant"),
        MapPoint(50.296, 5.1, f"{french}, Ciney", "#4", 4, tone="clay", place="Ciney"),
        MapPoint(50.052, 4.495, f"{french}, Couvin", "#5", 5, tone="muted", place="Couvin"),
        MapPoint(50.489, 5.1, _("Maison d’accueil, Andenne"), "#6", 6, shape="area", place="Andenne"),
    ]
