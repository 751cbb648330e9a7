"""Events, when one may register, and how many may come."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin, RevisionMixin

from maillage.agenda.enums import BucketKind, EventKind, EventState
from maillage.core import clock
from maillage.core.languages import LANGUAGES
from maillage.directory.models import Organization
from maillage.territory.models import Municipality


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any, now: datetime | None = None) -> Self:
        """Announced events for everybody; drafts too for the centre's team."""
        if getattr(user, "is_team", False):
            return self
        return self.filter(announced_at__lte=now or clock.now())

    def upcoming(self, now: datetime | None = None) -> Self:
        """Events that are not over, the next first."""
        return self.filter(ends_at__gt=now or clock.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Events that are over, the latest first."""
        return self.filter(ends_at__lte=now or clock.now()).order_by("-starts_at", "-pk")

    def with_places(self) -> Self:
        """With `taken` and `capacity` of the day, and the same online; `taken` is None where there are no such places."""
        return self.annotate(
            day=models.FilteredRelation("buckets", condition=Q(buckets__kind=BucketKind.DAY)),
            online=models.FilteredRelation("buckets", condition=Q(buckets__kind=BucketKind.ONLINE)),
            taken=F("day__taken"),
            capacity=F("day__capacity"),
            online_taken=F("online__taken"),
            online_capacity=F("online__capacity"),
        )

    def with_workshops(self) -> Self:
        """With their `workshops` in the order of the day: one query more whatever the number."""
        buckets: Any = self.model._meta.get_field("buckets").related_model
        return self.prefetch_related(models.Prefetch("buckets", buckets.objects.workshops(), to_attr="workshops"))

    def for_card(self) -> Self:
        """With what a card shows: one query whatever the number, places of the day included."""
        return self.select_related("municipality", "organization").with_places()


class RegistrationPlan(models.Model):
    """When one may register; columns of the event, which always has exactly one plan."""

    announced_at = models.DateTimeField(
        _("annoncé à partir du"),
        null=True,
        blank=True,
        help_text=_("Vide : l’événement reste un brouillon, visible de l’équipe seulement."),
    )
    opens_at = models.DateTimeField(_("ouverture des inscriptions"))
    closes_at = models.DateTimeField(_("clôture des inscriptions"))
    editable_until = models.DateTimeField(
        _("modifiable jusqu’au"),
        null=True,
        blank=True,
        help_text=_("Jusque-là chacun peut changer ses ateliers et ses données par son lien. Vide : jusqu’au début."),
    )
    promotion_frozen_at = models.DateTimeField(
        _("liste d’attente figée le"),
        null=True,
        blank=True,
        help_text=_("Ensuite plus personne n’entre de la liste d’attente sans vous. Vide : jusqu’à la fin."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("conservation des données (jours)"),
        default=90,
        help_text=_("Après l’événement, les noms et adresses sont effacés passé ce délai."),
    )

    class Meta:
        abstract = True


class Event(PreviewableMixin, RevisionMixin, RegistrationPlan, ClusterableModel):
    """A meeting of the network, with its registration plan."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    slug = models.SlugField(_("adresse courte"), max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=160)
    kind = models.CharField(_("sorte"), max_length=20, choices=EventKind, default=EventKind.MEETING)
    language = models.CharField(
        _("langue du texte"), max_length=8, choices=[(x.code, x.own_name) for x in LANGUAGES], default="fr"
    )
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = RichTextField(_("texte"), blank=True, features=["h3", "bold", "italic", "ol", "ul", "link"])
    audience = models.CharField(
        _("pour qui"), max_length=200, blank=True, help_text=_("Par exemple : les partenaires, tout le monde.")
    )
    spoken = models.JSONField(
        _("langues parlées"), default=list, blank=True, help_text=_("Langues de la rencontre, interprètes compris.")
    )
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_text = models.CharField(
        _("ce que montre l’image"),
        max_length=200,
        blank=True,
        help_text=_("Lu aux personnes qui ne voient pas l’image."),
    )
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    venue_name = models.CharField(_("lieu"), max_length=160, blank=True)
    venue_address = models.CharField(_("adresse du lieu"), max_length=240, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    online_url = models.URLField(
        _("lien de la réunion en ligne"), blank=True, help_text=_("Donné aux seules personnes inscrites.")
    )
    access_notes = models.TextField(
        _("accès"),
        max_length=600,
        blank=True,
        help_text=_("Bus, parking, ascenseur, boucle auditive, toilettes adaptées…"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisé par")
    )
    invited = ParentalManyToManyField(
        Organization,
        blank=True,
        related_name="+",
        verbose_name=_("organisations invitées"),
        help_text=_("Le guichet dit lesquelles n’ont pas encore répondu."),
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")
    postponed_at = models.DateTimeField(_("reporté le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    example = models.BooleanField(_("exemple"), default=False, help_text=_("Inventé pour la démonstration."))

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="event_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="event_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The event's page in the active language."""
        return reverse("agenda:event", args=[self.slug])

    @property
    def is_online(self) -> bool:
        """Held online only: there is a link and no venue."""
        return bool(self.online_url) and not self.venue_name

    @property
    def is_hybrid(self) -> bool:
        """Held at a venue and online: each person says how they come."""
        return bool(self.online_url and self.venue_name)

    @property
    def change_closes_at(self) -> datetime:
        """Until when people may change their registration."""
        return self.editable_until or self.starts_at

    def is_frozen(self, now: datetime | None = None) -> bool:
        """Whether nobody enters from a queue any more, unless the team lets them in."""
        return self.promotion_frozen_at is not None and (now or clock.now()) >= self.promotion_frozen_at

    def phase(self, now: datetime | None = None) -> EventState:
        """The state the clock gives, without looking at places (never FULL)."""
        now = now or clock.now()
        if self.cancelled_at:
            return EventState.CANCELLED
        if self.announced_at is None or now < self.announced_at:
            return EventState.DRAFT
        if self.postponed_at:
            return EventState.POSTPONED
        steps = [
            (self.ends_at, EventState.HELD),
            (self.closes_at, EventState.CLOSED),
            (self.opens_at, EventState.OPEN),
        ]
        return next((state for instant, state in steps if now >= instant), EventState.ANNOUNCED)

    def with_content_json(self, content: dict[str, Any]) -> "Event":
        """An old version of this event. What acts decided stays as it is now; what was deleted since is new again."""
        old: Event = super().with_content_json(content)
        old.uid, old.sequence = self.uid, self.sequence
        old.postponed_at, old.cancelled_at = self.postponed_at, self.cancelled_at
        for relation in ("programme", "documents"):
            kept = set(getattr(self, relation).values_list("pk", flat=True))
            for child in getattr(old, relation).all():
                child.pk = child.pk if child.pk in kept else None
        return old

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Wagtail's preview shows the public page."""
        return "agenda/event.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the public page needs, for an event that may not be saved yet."""
        return {"event": self, "state": self.phase(), "places_left": None, "preview": True}
