"""What the agenda writes to people about besides their own acts: an opening, news of the team."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.agenda.models.bookings import Registration
from maillage.agenda.models.events import Event
from maillage.core import clock, seals


class Interest(models.Model):
    """Somebody who asked to be told when registrations open. Told once, once the address is proved; then erased."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="interests")
    email = models.EmailField(_("courriel"), max_length=254)
    language = models.CharField(_("langue"), max_length=8)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("demandé le"), default=clock.now)
    proved_at = models.DateTimeField(_("adresse prouvée le"), null=True, blank=True)
    told_at = models.DateTimeField(_("prévenu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("demande d’être prévenu")
        verbose_name_plural = _("demandes d’être prévenu")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="interest_once_per_address")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"

    @property
    def token(self) -> str:
        """What proves the address; it travels only by mail."""
        return self.key.hex + seals.token("agenda.interest", self.key.hex)


class GroupMessage(models.Model):
    """A message of the team to some of those who registered. It waits a minute, so that it can be taken back."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(pgettext_lazy("d’un courriel", "objet"), max_length=160)
    texts = models.JSONField(_("textes"), default=dict)  # language → {"subject", "body"}
    written_at = models.DateTimeField(_("écrit le"), default=clock.now)
    leaves_at = models.DateTimeField(_("part à"))
    undone_at = models.DateTimeField(_("repris le"), null=True, blank=True)
    recipients = models.ManyToManyField(Registration, related_name="messages", blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
