"""Outbox, audit, limits and the centre itself."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    PENDING = "pending", _("à envoyer")
    DELIVERED = "delivered", _("remis au serveur de messagerie")
    BOUNCED = "bounced", _("refusé par le destinataire")
    FAILED = "failed", _("abandonné après plusieurs essais")


class OutboxMessage(models.Model):
    """A mail that the site promised, written in the transaction of the act that promised it."""

    key = models.CharField(_("clé"), max_length=200, unique=True)
    kind = models.CharField(_("sorte"), max_length=80)
    recipient = models.EmailField(_("destinataire"), max_length=254)
    language = models.CharField(_("langue"), max_length=8)
    payload = models.TextField(_("contenu chiffré"), blank=True)
    about = models.CharField(_("concerne"), max_length=100, blank=True, db_index=True)
    state = models.CharField(_("état"), max_length=10, choices=OutboxState, default=OutboxState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    created_at = models.DateTimeField(_("promis le"))
    due_at = models.DateTimeField(_("prochain essai"))
    leased_until = models.DateTimeField(_("pris jusqu’à"), null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True, editable=False)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    problem = models.CharField(_("problème"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        ordering = ["-pk"]
        indexes = [
            models.Index("due_at", "id", name="outbox_due", condition=Q(state="pending")),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_body_erased_at_delivery", condition=~Q(state="delivered") | Q(payload="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.get_state_display()}"

    @property
    def next_try(self) -> datetime | None:
        """When the mail will be tried next; None once it is settled."""
        return self.due_at if self.state == OutboxState.PENDING else None


class AuditEntry(models.Model):
    """Who did what to what, and when. Holds no personal value of people who may be erased."""

    at = models.DateTimeField(_("quand"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("qui")
    )
    act = models.CharField(_("acte"), max_length=60)
    subject = models.CharField(_("objet"), max_length=100, db_index=True)
    changes = models.JSONField(_("changements"), default=dict)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"


class LimitCounter(models.Model):
    """How often one address did one act within the present window."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} ({self.until:%Y-%m-%d %H:%M})"


class Beat(models.Model):
    """When something that runs by itself last ran: a worker that is alive, the daily round."""

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.at:%Y-%m-%d %H:%M})"


class Centre(models.Model):
    """The body that runs this site: its name and how to reach it. One row, edited in the office."""

    name = models.CharField(_("nom"), max_length=160)
    short_name = models.CharField(_("nom court"), max_length=40)
    tagline = models.CharField(_("en une phrase"), max_length=240, blank=True)
    address = models.TextField(_("adresse"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("courriel"), help_text=_("Sert aussi d’expéditeur aux courriels du site."))
    website = models.URLField(_("site web"), blank=True)

    class Meta:
        verbose_name = _("le centre")
        verbose_name_plural = _("le centre")
        constraints = [models.CheckConstraint(name="centre_is_one", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.name
