"""The doors of the site, as data: what the header and the footer lead to. Paths follow the language prefix."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Door(NamedTuple):
    """One door: its path after `/<language>/`, its name, its icon (none in the footer)."""

    path: str
    label: str | Promise
    icon: str = ""


DOORS: tuple[Door, ...] = (
    Door("annuaire/", _("Annuaire"), "search"),
    Door("cartes/", _("Cartes"), "map"),
    Door("agenda/", _("Agenda"), "calendar"),
)

FOOTER: tuple[Door, ...] = (
    Door("contact/", _("Contact")),
    Door("accessibilite/", _("Accessibilité")),
    Door("vie-privee/", _("Vie privée")),
    Door("mentions-legales/", _("Mentions légales")),
)
