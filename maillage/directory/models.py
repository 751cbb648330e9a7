from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.territory.models import Municipality


class Organization(models.Model):
    """An operator (HSDS organization)."""

    name = models.CharField(_("nom"), max_length=200, unique=True)
    alternate_name = models.CharField(_("sigle ou autre nom"), max_length=200, blank=True)
    website = models.URLField(_("site web"), blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("commune")
    )
    example = models.BooleanField(_("exemple"), default=False, help_text=_("Inventé pour la démonstration."))

    class Meta:
        verbose_name = _("opérateur")
        verbose_name_plural = _("opérateurs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
