"""Where services are: locations, services at locations, the phones and languages found there."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from maillage.directory.enums import GeocodeQuality, LanguageMode, PhoneKind
from maillage.directory.models.organizations import Organization
from maillage.directory.models.records import Record, Referenced
from maillage.directory.models.services import Service
from maillage.territory.models import Locality, Municipality


class LocationQuerySet(models.QuerySet["Location"]):
    def open(self) -> Self:
        """Locations whose address may be told."""
        return self.filter(confidential=False)


class Location(RevisionMixin, Record):
    """A place (HSDS location). Of a *confidential* one (a shelter) nobody but the office's form shows more than its commune.

    Read `public_address`, `public_postcode`, `public_point`, never the columns, wherever something leaves the office.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="locations", verbose_name=_("opérateur")
    )
    name = models.CharField(_("nom du lieu"), max_length=160, blank=True)
    address = models.CharField(_("rue et numéro"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=4, blank=True)
    locality = models.ForeignKey(
        Locality, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("localité")
    )
    locality_name = models.CharField(_("localité, comme on l’écrit"), max_length=80, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="locations", verbose_name=_("commune")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    geocode_quality = models.CharField(
        _("précision du point"), max_length=12, choices=GeocodeQuality, default=GeocodeQuality.UNKNOWN
    )
    confidential = models.BooleanField(
        _("adresse confidentielle"),
        default=False,
        help_text=_("Un refuge, par exemple : seule la commune est montrée, partout."),
    )
    access = models.CharField(
        _("accès"), max_length=300, blank=True, help_text=_("Bus, escaliers, sonnette, ascenseur…")
    )

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ["municipality__name", "address", "pk"]
        constraints = [
            models.CheckConstraint(
                name="location_point_whole",
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("Donnez latitude et longitude ensemble, en degrés."),
            )
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.name, self.public_address, self.town]))

    @property
    def town(self) -> str:
        """The commune's name."""
        return self.municipality.name if self.municipality else ""

    @property
    def public_address(self) -> str:
        """Street and number, unless they are confidential."""
        return "" if self.confidential else self.address

    @property
    def public_postcode(self) -> str:
        """The postcode, unless the address is confidential."""
        return "" if self.confidential else self.postcode

    @property
    def public_locality(self) -> str:
        """The village or quarter as people write it, unless the address is confidential."""
        if self.confidential:
            return ""
        return self.locality_name or (self.locality.name if self.locality else "")

    @property
    def public_point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, unless the address is confidential."""
        if self.confidential or self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class ServiceAtLocation(Referenced, ClusterableModel):
    """A service at one of its places (HSDS service_at_location): what list and map show."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, models.RESTRICT, related_name="service_at_locations", verbose_name=_("lieu"))
    description = models.CharField(_("précision"), max_length=300, blank=True)
    service_area = ParentalManyToManyField(
        Municipality,
        blank=True,
        related_name="+",
        verbose_name=_("communes desservies"),
        help_text=_("Vide : sans limite."),
    )

    class Meta:
        verbose_name = _("lieu du service")
        verbose_name_plural = _("lieux du service")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")]

    def __str__(self) -> str:
        return f"{self.service} · {self.location}"


class Phone(models.Model):
    """A phone number (HSDS phone), `+32…` where it could be read; of exactly one owner."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="phones")
    service = ParentalKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="phones")
    service_at_location = ParentalKey(
        ServiceAtLocation, on_delete=models.CASCADE, null=True, blank=True, related_name="phones"
    )
    number = models.CharField(_("numéro"), max_length=40)
    extension = models.CharField(_("extension"), max_length=8, blank=True)
    kind = models.CharField(_("sorte"), max_length=10, choices=PhoneKind, default=PhoneKind.VOICE)
    description = models.CharField(_("pour quoi"), max_length=120, blank=True)
    languages = models.JSONField(_("langues parlées"), default=list, blank=True)

    class Meta:
        verbose_name = _("téléphone")
        verbose_name_plural = _("téléphones")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="phone_has_one_owner",
                condition=Q(organization__isnull=False, service=None, service_at_location=None)
                | Q(organization=None, service__isnull=False, service_at_location=None)
                | Q(organization=None, service=None, service_at_location__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Language(models.Model):
    """A language spoken at a service, or at one of its places (HSDS language)."""

    service = ParentalKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="languages")
    service_at_location = ParentalKey(
        ServiceAtLocation, on_delete=models.CASCADE, null=True, blank=True, related_name="languages"
    )
    code = models.CharField(_("langue"), max_length=8, help_text=_("Code ISO : fr, ar, ti, prs…"))
    mode = models.CharField(_("par qui"), max_length=24, choices=LanguageMode, default=LanguageMode.STAFF)
    days = models.CharField(_("quels jours"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("langue parlée")
        verbose_name_plural = _("langues parlées")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="language_has_one_owner",
                condition=Q(service__isnull=False, service_at_location=None)
                | Q(service=None, service_at_location__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.code
