from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    PLENARY = "plenary", _("plénière")
    COORDINATION = "coordination", _("coordination locale")
    TRAINING = "training", _("formation")
    MEETING = "meeting", _("rencontre")
    PUBLIC_ACTION = "public_action", _("action publique")


class EventState(models.TextChoices):
    """Where an event stands; all but the last two follow the clock."""

    DRAFT = "draft", _("brouillon")
    ANNOUNCED = "announced", _("inscriptions bientôt")
    OPEN = "open", _("inscriptions ouvertes")
    FULL = "full", _("complet, liste d’attente")
    CLOSED = "closed", _("inscriptions closes")
    HELD = "held", _("a eu lieu")
    POSTPONED = "postponed", _("reporté")
    CANCELLED = "cancelled", _("annulé")


NOTHING_TO_COME_TO = frozenset({EventState.CANCELLED, EventState.HELD})


class SeatState(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmée")
    WAITLISTED = "waitlisted", _("en liste d’attente")
    CANCELLED = "cancelled", _("annulée")


class BucketKind(models.TextChoices):
    """What places are counted for. A person comes to the day on the spot or online, and to workshops besides."""

    DAY = "day", _("journée")
    ONLINE = "online", _("à distance")
    WORKSHOP = "workshop", _("atelier")


ATTENDANCE = (BucketKind.DAY, BucketKind.ONLINE)


class Mode(models.TextChoices):
    """How a person attends a hybrid event."""

    ONSITE = "onsite", _("sur place")
    ONLINE = "online", _("en ligne")
