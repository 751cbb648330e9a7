from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A box around Belgium, in degrees (WGS 84), with some kilometres to spare.
SOUTH, NORTH = 49.4, 51.6
WEST, EAST = 2.5, 6.5
POSTCODE = RegexValidator(r"^[1-9][0-9]{3}\Z", _("Un code postal belge a quatre chiffres."))


def check_postcodes(value: Any) -> None:
    """Refuse what is not a list of Belgian postcodes: `["5000", "5001"]`."""
    if not isinstance(value, list):
        raise ValidationError(_("Écrivez une liste de codes postaux."))
    for postcode in value:
        POSTCODE(postcode)


def degrees(label: Any, lowest: float, highest: float) -> "models.FloatField[float | None, float | None]":
    """A latitude or a longitude in degrees, that may be unknown."""
    within = [MinValueValidator(lowest), MaxValueValidator(highest)]
    return models.FloatField(label, null=True, blank=True, validators=within)


def in_belgium(name: str) -> models.CheckConstraint:
    """Latitude and longitude are both unknown, or both those of a point in the box around Belgium."""
    # Said twice, because a check whose answer is NULL lets the row in.
    both = Q(latitude__isnull=False, longitude__isnull=False)
    inside = Q(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST))
    return models.CheckConstraint(condition=both & inside | Q(latitude=None, longitude=None), name=name)


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def at(self, day: date) -> Self:
        """The communes that exist on `day`: they merge by decree, and each knows its first and its last day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


class Municipality(models.Model):
    """A commune, known by its NIS code. A merger gives a new code: the old commune ends and has a successor."""

    nis = models.CharField(_("code NIS"), max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$")])
    name = models.CharField(_("nom"), max_length=80)
    arrondissement = models.CharField(_("arrondissement"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=80, blank=True)
    region = models.CharField(_("région"), max_length=80, blank=True)
    postcodes = models.JSONField(_("codes postaux"), default=list, validators=[check_postcodes])
    latitude = degrees(_("latitude"), SOUTH, NORTH)
    longitude = degrees(_("longitude"), WEST, EAST)
    valid_from = models.DateField(_("existe depuis le"), null=True, blank=True)
    valid_to = models.DateField(
        _("dernier jour"),
        null=True,
        blank=True,
        help_text=_("Pour une commune qui a fusionné : la veille de la fusion."),
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("devenue")
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name", "nis"]
        constraints = [
            in_belgium("municipality_point_in_belgium"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="municipality_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False), name="municipality_with_successor_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees (WGS 84), where they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def exists_on(self, day: date) -> bool:
        """Whether the commune exists on `day`, as `at` asks the database."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class Boundary(models.Model):
    """The limits of a commune. Apart from it, so that a list of communes never carries outlines along."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="boundary")
    geometry = models.JSONField(_("géométrie"))  # GeoJSON Polygon or MultiPolygon, [longitude, latitude] in WGS 84

    class Meta:
        verbose_name = _("limites d’une commune")
        verbose_name_plural = _("limites des communes")

    def __str__(self) -> str:
        return str(self.municipality)


class Locality(models.Model):
    """A village or a quarter that people name in an address, with its postcode and its centre."""

    postcode = models.CharField(_("code postal"), max_length=4, validators=[POSTCODE])
    name = models.CharField(_("nom"), max_length=80)
    latitude = degrees(_("latitude"), SOUTH, NORTH)
    longitude = degrees(_("longitude"), WEST, EAST)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="localities", verbose_name=_("commune"))

    class Meta:
        verbose_name = _("localité")
        verbose_name_plural = _("localités")
        ordering = ["postcode", "name"]
        constraints = [
            models.UniqueConstraint(fields=["postcode", "name"], name="locality_unique_in_its_postcode"),
            in_belgium("locality_point_in_belgium"),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"
