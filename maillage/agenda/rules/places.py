"""What is told of the places of a workshop."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.agenda.models import Bucket


def left_words(workshop: Bucket) -> str:
    """« il reste 12 places », in the active language."""
    left = workshop.places_left
    if left is None:
        return _("sans limite de places")
    if left <= 0:
        return _("complet, liste d’attente")
    return ngettext("il reste %(n)s place", "il reste %(n)s places", left) % {"n": left}
