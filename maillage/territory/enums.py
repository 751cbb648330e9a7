"""Closed lists of the territory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How well the place of an address is known from names alone, the best first."""

    LOCALITY = "locality", _("au centre de la localité")
    MUNICIPALITY = "municipality", _("au centre de la commune")
    UNKNOWN = "unknown", _("inconnu")
