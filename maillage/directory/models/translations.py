"""The free texts of a service in other languages, each with where it comes from and whether it is still true."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from maillage.core.languages import LANGUAGES
from maillage.directory.enums import TextOrigin, TranslatedText
from maillage.directory.models.services import Service

SOURCE = "fr"  # the language that records are written in


def digest(text: str) -> str:
    """What a text is known again by: how it is spaced does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


class Translation(models.Model):
    """One free text of a service in one language. `source_hash`: the digest of the French text it was made from."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="translations")
    field = models.CharField(_("texte"), max_length=24, choices=TranslatedText)
    language = models.CharField(
        _("langue"), max_length=8, choices=[(one.code, one.own_name) for one in LANGUAGES if one.code != SOURCE]
    )
    text = models.TextField(_("traduction"))
    origin = models.CharField(_("faite par"), max_length=8, choices=TextOrigin, default=TextOrigin.HUMAN)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("traduction")
        verbose_name_plural = _("traductions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "field", "language"],
                name="translation_once",
                violation_error_message=_("Ce texte est déjà traduit dans cette langue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} ({self.language})"

    @property
    def is_stale(self) -> bool:
        """Whether the French text is no longer the one that was translated."""
        return self.source_hash != digest(getattr(self.service, self.field))
