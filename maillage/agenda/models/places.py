"""Places: the day, online, each workshop. What is limited is counted in a bucket."""

from datetime import time
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.agenda.enums import ATTENDANCE, BucketKind
from maillage.agenda.models.events import Event

QUARTER = 15  # minutes
QUARTERS_A_DAY = 24 * 60 // QUARTER


def quarter(day: int, at: time) -> int:
    """The quarter of an hour in which `at` lies, counted from midnight before the event's first day (day 1)."""
    return (day - 1) * QUARTERS_A_DAY + (at.hour * 60 + at.minute) // QUARTER


class WorkshopSheet(models.Model):
    """What a workshop is and when: columns of its bucket. Hours are told by the event's days (1 is the first one), so
    that a workshop follows its event to another date."""

    slug = models.SlugField(_("adresse courte"), max_length=60, blank=True)
    title = models.CharField(_("titre"), max_length=160, blank=True)
    text = models.TextField(_("de quoi il s’agit"), max_length=2000, blank=True)
    speakers = models.CharField(_("animé par"), max_length=300, blank=True)
    room = models.CharField(_("salle"), max_length=120, blank=True)
    day = models.PositiveSmallIntegerField(_("jour"), default=1, help_text=_("1 : le premier jour."))
    starts = models.TimeField(_("de"), null=True, blank=True)
    ends = models.TimeField(_("à"), null=True, blank=True)

    class Meta:
        abstract = True


class BucketQuerySet(models.QuerySet["Bucket"]):
    def workshops(self) -> Self:
        """The workshops, in the order of the day."""
        return self.filter(kind=BucketKind.WORKSHOP).order_by("day", "starts", "ends", "pk")


class Bucket(WorkshopSheet):
    """A unit of capacity. `taken` counts its confirmed seats, and the database bounds it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="buckets")
    kind = models.CharField(max_length=10, choices=BucketKind, default=BucketKind.DAY)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("prises"), default=0)
    last_number = models.PositiveBigIntegerField(default=0, editable=False)

    objects = BucketQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        constraints = [
            models.CheckConstraint(
                name="bucket_never_oversold",
                condition=Q(taken__gte=0) & (Q(capacity__isnull=True) | Q(taken__lte=F("capacity"))),
            ),
            models.UniqueConstraint(
                fields=["event", "kind"], condition=Q(kind__in=ATTENDANCE), name="bucket_one_day_per_event"
            ),
            models.UniqueConstraint(
                fields=["event", "slug"], condition=Q(kind=BucketKind.WORKSHOP), name="bucket_workshop_slug_once"
            ),
            models.CheckConstraint(
                name="bucket_workshop_has_hours",
                condition=~Q(kind=BucketKind.WORKSHOP)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts"), day__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.event_id} {self.kind} {self.taken}/{self.capacity}"

    @property
    def places_left(self) -> int | None:
        """Free places, or None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_free(self) -> bool:
        """Whether one more fits."""
        return self.capacity is None or self.taken < self.capacity

    @property
    def quarters(self) -> range:
        """The quarters of an hour that a workshop fills; none for the day itself."""
        if self.starts is None or self.ends is None:
            return range(0)
        first, last = quarter(self.day, self.starts), quarter(self.day, self.ends)
        return range(first, last + bool(self.ends.minute % QUARTER or self.ends.second))

    def overlaps(self, other: "Bucket") -> bool:
        """Whether nobody can be in both."""
        mine, theirs = self.quarters, other.quarters
        return mine.start < theirs.stop and theirs.start < mine.stop
