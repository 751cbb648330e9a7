from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A commune, known by its NIS code."""

    nis = models.CharField(_("code NIS"), max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$")])
    name = models.CharField(_("nom"), max_length=80)
    postcodes = models.JSONField(_("codes postaux"), default=list)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
