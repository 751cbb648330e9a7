"""What happens at an event besides its workshops, and the documents that go with it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from maillage.agenda.models.events import Event


class ProgrammeItem(models.Model):
    """A moment of the day for everybody: welcome, talk, break, lunch."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="programme")
    day = models.PositiveSmallIntegerField(_("jour"), default=1, help_text=_("1 : le premier jour."))
    starts = models.TimeField(_("de"))
    ends = models.TimeField(_("à"), null=True, blank=True)
    title = models.CharField(_("titre"), max_length=160)
    speakers = models.CharField(_("avec"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("moment du programme")
        verbose_name_plural = _("programme")
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gt=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Hours in their order."""
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("La fin doit venir après le début.")}, code="order")


class EventDocument(models.Model):
    """A document to read before or after."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)
