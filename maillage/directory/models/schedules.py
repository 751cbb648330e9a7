"""When: opening hours in OSM's own syntax, with what that syntax cannot say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from maillage.directory import hours
from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.models.places import ServiceAtLocation


def refuse_false_hours(text: str) -> None:
    """Refuse what is not OSM opening_hours."""
    try:
        hours.validate(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong), code="hours") from wrong


class HoursInput(forms.CharField):
    """Hours as people write them, or as OSM does: « lundi au vendredi 9h-12h » is kept as `Mo-Fr 09:00-12:00`."""

    def to_python(self, value: Any) -> str:
        """The hours in OSM's syntax where the words say hours and nothing else; else the words as they are."""
        text = str(super().to_python(value) or "")
        read = hours.read(text) if text else None
        alone = read and not (read.rest or read.by_appointment or read.alternate or read.school_calendar)
        return read.osm if read and alone else text


class HoursField(models.CharField):  # type: ignore[type-arg]
    """OSM opening_hours; a form takes words too."""

    def deconstruct(self) -> Any:
        """Plain text, for the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """A line that takes words."""
        return super().formfield(**{"form_class": HoursInput, **kwargs})


class Schedule(models.Model):
    """Hours of a service at a place (HSDS schedule, written as one OSM opening_hours).

    `written` keeps the words that could not be read as hours. `alternate_from`: any day of a week in which it runs.
    """

    service_at_location = ParentalKey(ServiceAtLocation, on_delete=models.CASCADE, related_name="schedules")
    hours = HoursField(
        _("heures"),
        max_length=400,
        blank=True,
        validators=[refuse_false_hours],
        help_text=_("En mots, comme « lundi au vendredi 9h-12h », ou comme « Mo-Fr 09:00-12:00; PH off »."),
    )
    written = models.CharField(_("heures, en mots"), max_length=400, blank=True)
    kind = models.CharField(_("sorte"), max_length=12, choices=ScheduleKind, default=ScheduleKind.RECEPTION)
    by_appointment = models.BooleanField(_("sur rendez-vous"), default=False)
    weeks = models.CharField(_("semaines"), max_length=10, choices=Weeks, default=Weeks.EVERY)
    alternate_from = models.DateField(_("dont celle du"), null=True, blank=True)
    follows_school = models.BooleanField(_("fermé pendant les congés scolaires"), default=False)
    valid_from = models.DateField(_("depuis le"), null=True, blank=True)
    valid_to = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("horaire")
        verbose_name_plural = _("horaires")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="schedule_says_something",
                condition=~Q(hours="", written="", by_appointment=False),
                violation_error_message=_("Donnez des heures, ou dites « sur rendez-vous »."),
            ),
            models.CheckConstraint(
                name="schedule_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("La fin vient avant le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.hours or self.written


class SchoolBreak(models.Model):
    """Holidays of the schools of one community, first and last day."""

    name = models.CharField(_("congé"), max_length=80)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    source_url = models.URLField(_("source"), blank=True, max_length=400)

    class Meta:
        verbose_name = _("congé scolaire")
        verbose_name_plural = _("congés scolaires")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="school_break_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("La fin vient avant le début."),
            )
        ]

    def __str__(self) -> str:
        return self.name
