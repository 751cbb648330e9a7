"""What of the base is shown together under a name: directories (répertoires) and maps (cartographies)."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from maillage.core import clock
from maillage.core.languages import LANGUAGES
from maillage.directory.enums import AccreditationKind, Arrangement, CourseTag, Scheme
from maillage.directory.models.lists import ChoiceList
from maillage.directory.models.organizations import Program
from maillage.directory.models.taxonomy import Term
from maillage.territory.models import Municipality
from maillage.ui import icons


def drawings() -> list[tuple[str, str]]:
    """The drawings of the sprite, to choose from."""
    return [(name, name) for name in sorted(icons.NAMES)]


class SelectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; the others too for the centre's team."""
        return self if getattr(user, "is_team", False) else self.filter(published=True)


class Selection(ClusterableModel):
    """A filter on the base with a name, a short address and a place in the list.

    Within one field of the filter any of the values will do, of each field that is filled in one must be there; terms
    of each taxonomy count as a field of their own. Nothing filled in: everything.
    """

    slug = models.SlugField(
        _("adresse courte"), max_length=60, unique=True, help_text=_("Ne change plus une fois donnée.")
    )
    terms = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("thèmes, besoins, publics"),
        limit_choices_to=~Q(scheme=Scheme.LEVEL),
    )
    tags = ChoiceList(_("sortes de cours"), among=CourseTag)
    programs = ParentalManyToManyField(Program, blank=True, related_name="+", verbose_name=_("programmes"))
    accreditations = ChoiceList(_("agréments de l’opérateur"), among=AccreditationKind)
    municipalities = ParentalManyToManyField(Municipality, blank=True, related_name="+", verbose_name=_("communes"))
    published = models.BooleanField(_("publié"), default=False, help_text=_("Sinon, seule l’équipe le voit."))
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    example = models.BooleanField(_("exemple"), default=False, help_text=_("Fait pour la démonstration."))
    modified_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when: what was made of it is made anew."""
        self.modified_at = clock.now()
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """Its title in the reader's language, in French where there is none; else its short address."""
        return self.said("title") or self.slug

    @property
    def introduction(self) -> str:
        """What stands above it, in the reader's language; in French where there is none."""
        return self.said("introduction")

    def said(self, what: str, language: str | None = None) -> str:
        """A text of it in `language` (the reader's by default), in French where nobody wrote one."""
        words = {one.language: str(getattr(one, what)) for one in self.words.all()}
        return words.get(language or get_language() or "fr") or words.get("fr") or ""


class SelectionWords(models.Model):
    """A selection in one language."""

    language = models.CharField(_("langue"), max_length=8, choices=[(x.code, x.own_name) for x in LANGUAGES])
    title = models.CharField(_("titre"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True)

    class Meta:
        abstract = True
        verbose_name = _("textes dans une langue")
        verbose_name_plural = _("textes par langue")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Directory(Selection):
    """A directory of operators: on the web, as a sheet, in print."""

    arrangement = models.CharField(
        _("rangé par"), max_length=10, choices=Arrangement, default=Arrangement.COMMUNE, help_text=_("En papier.")
    )

    class Meta(Selection.Meta):
        verbose_name = _("répertoire")
        verbose_name_plural = _("répertoires")


class DirectoryWords(SelectionWords):
    directory = ParentalKey(Directory, on_delete=models.CASCADE, related_name="words")

    class Meta(SelectionWords.Meta):
        constraints = [models.UniqueConstraint(fields=["directory", "language"], name="directory_words_once")]


class OperatorMap(Selection):
    """A map of operators (cartographie)."""

    class Meta(Selection.Meta):
        verbose_name = _("carte")
        verbose_name_plural = _("cartes")


class OperatorMapWords(SelectionWords):
    map = ParentalKey(OperatorMap, on_delete=models.CASCADE, related_name="words")

    class Meta(SelectionWords.Meta):
        constraints = [models.UniqueConstraint(fields=["map", "language"], name="map_words_once")]


class LegendEntry(models.Model):
    """One line of a map's legend: the services that have a term, or that give a sort of course. The first that fits counts."""

    map = ParentalKey(OperatorMap, on_delete=models.CASCADE, related_name="legend")
    term = models.ForeignKey(
        Term, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("thème, besoin ou public")
    )
    tag = models.CharField(_("sorte de cours"), max_length=12, choices=CourseTag, blank=True)
    drawing = models.CharField(_("dessin"), max_length=20, blank=True, choices=drawings)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("ligne de la légende")
        verbose_name_plural = _("légende")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="legend_entry_is_one_thing",
                condition=Q(term=None) & ~Q(tag="") | Q(term__isnull=False, tag=""),
                violation_error_message=_("Choisissez un mot-clé ou une sorte de cours, l’un des deux."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """What it is called in addresses."""
        return self.tag or (self.term.key if self.term else "")

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return self.term.name() if self.term else str(self.get_tag_display())
