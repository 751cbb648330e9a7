"""Operators: who they are, how they are reached, what they are recognised for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from maillage.directory.enums import AccreditationKind, AccreditationStatus, Sector
from maillage.directory.models.records import NamedRecord, RecordQuerySet
from maillage.territory.models import Municipality


def refuse_false_kbo(number: str) -> None:
    """Refuse an enterprise number (BCE/KBO) whose last two digits are not 97 minus the rest modulo 97."""
    if not (len(number) == 10 and number.isdigit() and number[0] in "01"):
        raise ValidationError(_("Un numéro d’entreprise a dix chiffres et commence par 0 ou 1."), code="kbo")
    if int(number[8:]) != 97 - int(number[:8]) % 97:
        raise ValidationError(_("Ce numéro d’entreprise n’existe pas : vérifiez ses chiffres."), code="kbo")


class Organization(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, NamedRecord, ClusterableModel):
    """An operator (HSDS organization)."""

    alternate_name = models.CharField(_("sigle ou autre nom"), max_length=200, blank=True)
    legal_form = models.CharField(_("forme juridique"), max_length=60, blank=True)
    sector = models.CharField(_("secteur"), max_length=12, choices=Sector, blank=True)
    kbo = models.CharField(
        _("numéro d’entreprise"), max_length=10, blank=True, validators=[refuse_false_kbo], help_text=_("Dix chiffres.")
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("fait partie de")
    )
    description = models.TextField(_("présentation"), blank=True)
    website = models.URLField(_("site web"), blank=True, max_length=400)
    email = models.EmailField(_("courriel"), blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("commune")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("opérateur")
        verbose_name_plural = _("opérateurs")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name"], name="organization_name")]


class Contact(models.Model):
    """Somebody to ask for, by function rather than by name (HSDS contact)."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("nom"), max_length=120, blank=True)
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("personne de contact")
        verbose_name_plural = _("personnes de contact")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_is_somebody",
                condition=~(Q(name="") & Q(title="")),
                violation_error_message=_("Donnez un nom ou une fonction."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.title


class Accreditation(models.Model):
    """A recognition of an operator by a public authority, dated."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="accreditations")
    kind = models.CharField(_("sorte"), max_length=10, choices=AccreditationKind)
    label = models.CharField(_("intitulé"), max_length=120, blank=True)
    number = models.CharField(_("numéro"), max_length=40, blank=True)
    status = models.CharField(_("statut"), max_length=12, choices=AccreditationStatus, blank=True)
    valid_from = models.DateField(_("depuis le"), null=True, blank=True)
    valid_to = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("agrément")
        verbose_name_plural = _("agréments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="accreditation_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("La fin vient avant le début."),
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())


class Program(models.Model):
    """A programme under which services are run (ILI, parcours d’intégration, ISP…)."""

    name = models.CharField(_("nom"), max_length=160, unique=True)
    alternate_name = models.CharField(_("sigle"), max_length=60, blank=True)
    description = models.TextField(_("description"), blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="programs", verbose_name=_("porté par")
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
