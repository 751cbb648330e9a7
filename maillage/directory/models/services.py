"""What an operator offers: services, course offers, places left, costs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from maillage.directory.enums import CourseTag, Level, Status
from maillage.directory.models.lists import ChoiceList
from maillage.directory.models.organizations import Organization, Program
from maillage.directory.models.records import NamedRecord, RecordQuerySet
from maillage.directory.models.taxonomy import Term


class Service(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, NamedRecord, ClusterableModel):
    """A service of an operator (HSDS service). `fees_cents`: None = not known, 0 = free of charge."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="services", verbose_name=_("opérateur"))
    program = models.ForeignKey(
        Program, models.SET_NULL, null=True, blank=True, related_name="services", verbose_name=_("programme")
    )
    category = models.CharField(
        _("catégorie écrite"), max_length=200, blank=True, help_text=_("Dans les mots de l’opérateur.")
    )
    kind = models.CharField(_("sorte de service, en mots"), max_length=200, blank=True)
    terms = ParentalManyToManyField(
        Term, blank=True, related_name="services", verbose_name=_("thèmes, besoins, publics")
    )
    description = models.TextField(_("description"), blank=True)
    application_process = models.TextField(_("comment s’inscrire"), blank=True)
    to_bring = models.TextField(_("à apporter"), blank=True, help_text=_("Papiers, matériel… Vide : rien de spécial."))
    fees = models.CharField(_("prix, en mots"), max_length=300, blank=True)
    fees_cents = models.PositiveIntegerField(_("prix (centimes)"), null=True, blank=True, help_text=_("0 : gratuit."))
    fees_year = models.CharField(_("année scolaire du prix"), max_length=9, blank=True)
    eligibility = models.TextField(_("conditions"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("dès (ans)"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("jusqu’à (ans)"), null=True, blank=True)
    interpretation = models.CharField(_("interprétation"), max_length=300, blank=True)
    childcare = models.BooleanField(_("garderie"), null=True, blank=True)
    website = models.URLField(_("page web"), blank=True, max_length=400)
    email = models.EmailField(_("courriel"), blank=True)
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.ACTIVE)
    alert = models.CharField(
        _("avis"), max_length=300, blank=True, help_text=_("Montré en tête : fermé cette semaine, déménagement…")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")),
                violation_error_message=_("L’âge le plus haut est sous l’âge le plus bas."),
            )
        ]


class CourseOffer(models.Model):
    """What a French, literacy or citizenship course offers. `levels` and `tags`: lists of values of their enums."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="course_offers")
    levels = ChoiceList(_("niveaux"), among=Level)
    tags = ChoiceList(_("sortes de cours"), among=CourseTag)
    hours_a_week = models.DecimalField(_("heures par semaine"), max_digits=4, decimal_places=1, null=True, blank=True)
    placement_test = models.BooleanField(_("test de niveau"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("offre de cours")
        verbose_name_plural = _("offres de cours")
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join([*self.levels, *self.tags])


class Capacity(models.Model):
    """How much room there is, as told on a day (HSDS unit of capacity: places)."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="capacities")
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    free_places = models.PositiveSmallIntegerField(_("places libres"), null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(_("semaines d’attente"), null=True, blank=True)
    next_intake = models.DateField(_("prochaine entrée"), null=True, blank=True)
    updated_on = models.DateField(_("dit le"), null=True, blank=True)
    expires_on = models.DateField(_("vaut jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("places")
        verbose_name_plural = _("places")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="capacity_free_within_places",
                condition=Q(places=None) | Q(free_places=None) | Q(free_places__lte=F("places")),
                violation_error_message=_("Plus de places libres que de places."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.free_places}/{self.places}"


class CostOption(models.Model):
    """One more price of a service (HSDS cost_option): a reduced fee, a deposit."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    option = models.CharField(_("pour quoi ou pour qui"), max_length=120)
    cents = models.PositiveIntegerField(_("montant (centimes)"))
    valid_from = models.DateField(_("depuis le"), null=True, blank=True)
    valid_to = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("autre prix")
        verbose_name_plural = _("autres prix")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="cost_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("La fin vient avant le début."),
            )
        ]

    def __str__(self) -> str:
        return self.option
