"""Who registered, with what, and where they stand."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agenda.enums import SeatState
from maillage.agenda.models.events import Event
from maillage.agenda.models.places import Bucket
from maillage.core import clock, seals


class Booking(models.Model):
    """One act of registering: who to write to, in which language, under which nonce (kept as a keyed hash)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="bookings")
    nonce = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("courriel"), max_length=254, blank=True)
    organization_name = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("langue"), max_length=8)
    message = models.TextField(_("message"), blank=True)
    consented_at = models.DateTimeField(_("accord donné le"))
    created_at = models.DateTimeField(_("inscrit le"), default=clock.now)

    class Meta:
        verbose_name = _("réservation")
        verbose_name_plural = _("réservations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"


class Registration(models.Model):
    """One person at one event, the booking's. `identity` is held while the registration stands and released with it."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="registrations")
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80)
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    identity = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - NULL is never equal
    accept_queue = models.BooleanField(_("attend un meilleur choix"), default=False)
    version = models.PositiveIntegerField(default=1)
    anonymised_at = models.DateTimeField(_("effacé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "identity"], name="registration_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"

    @property
    def full_name(self) -> str:
        """First and last name; empty once they are erased."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def receipt_token(self) -> str:
        """The token of the read-only receipt: the key and its proof."""
        return self._token("receipt")

    @property
    def private_token(self) -> str:
        """The token that may change or cancel; it travels only by mail."""
        return self._token("private")

    def _token(self, purpose: str) -> str:
        return self.key.hex + seals.token(f"agenda.{purpose}", self.key.hex)


class Seat(models.Model):
    """A registration in a bucket: confirmed, or waiting under a number that is never given twice."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seats")
    bucket = models.ForeignKey(Bucket, models.CASCADE, related_name="seats")
    state = models.CharField(max_length=10, choices=SeatState)
    number = models.PositiveBigIntegerField(_("numéro d’ordre"))
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bucket", "number"], name="seat_number_once"),
            models.UniqueConstraint(fields=["registration", "bucket"], name="seat_once_per_bucket"),
        ]
        indexes = [models.Index("bucket", "number", name="seat_queue", condition=Q(state="waitlisted"))]

    def __str__(self) -> str:
        return f"{self.bucket_id} n° {self.number} {self.state}"


class SeatSlot(models.Model):
    """A quarter of an hour that a confirmed workshop seat fills: a person cannot be in two places."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="slots")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    quarter = models.PositiveIntegerField()

    class Meta:
        ordering = ["quarter"]
        constraints = [models.UniqueConstraint(fields=["registration", "quarter"], name="slot_one_place_at_a_time")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.quarter}"


class Wish(models.Model):
    """A workshop that a person would like, by order of preference (0 is the first)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="wishes")
    bucket = models.ForeignKey(Bucket, models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "bucket"], name="wish_once_per_workshop"),
            models.UniqueConstraint(fields=["registration", "rank"], name="wish_one_per_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.rank} {self.bucket_id}"


class NeedAnswer(models.Model):
    """What a person needs to take part, sealed, and the day it is erased."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="needs")
    sealed = models.TextField()
    erase_after = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.registration_id}"
