"""Words to find by: themes, needs, publics and levels, in every language of the site."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from maillage.core import clock
from maillage.core.languages import LANGUAGES
from maillage.directory.enums import Scheme


class TermQuerySet(models.QuerySet["Term"]):
    def version(self) -> str:
        """Changes whenever a term, or a word of one, does: one query."""
        facts = self.aggregate(n=Count("pk"), last=Max("pk"), at=Max("modified_at"))
        return "-".join(str(fact) for fact in facts.values())


class Term(ClusterableModel):
    """A term of a taxonomy (HSDS taxonomy_term), known to programs by scheme and key."""

    scheme = models.CharField(_("taxonomie"), max_length=10, choices=Scheme)
    key = models.CharField(
        _("clé"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9.-]+\Z", _("Lettres sans accent, chiffres, points et tirets."))],
        help_text=_("Ne change plus une fois donnée."),
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("sous")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    modified_at = models.DateTimeField(default=clock.now, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("terme")
        verbose_name_plural = _("termes")
        ordering = ["scheme", "position", "key"]
        constraints = [models.UniqueConstraint(fields=["scheme", "key"], name="term_key_once_in_scheme")]

    def __str__(self) -> str:
        return self.name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when: what was made of its words is made anew."""
        self.modified_at = clock.now()
        super().save(*args, **kwargs)

    def name(self, language: str | None = None) -> str:
        """Its name in `language` (the reader's by default), in French where there is none; else the key."""
        return self._in(language, "name") or self.key

    def plain(self, language: str | None = None) -> str:
        """The sentence that says what it is, in `language` as for the name; empty where nobody wrote one."""
        return self._in(language, "plain")

    def _in(self, language: str | None, what: str) -> str:
        said = {word.language: str(getattr(word, what)) for word in self.words.all()}
        return said.get(language or get_language() or "fr") or said.get("fr") or ""


class TermWords(models.Model):
    """A term in one language: its name, a plain sentence, and other words for it, one on each line."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("langue"), max_length=8, choices=[(x.code, x.own_name) for x in LANGUAGES])
    name = models.CharField(_("nom"), max_length=80)
    plain = models.CharField(_("en une phrase simple"), max_length=300, blank=True)
    synonyms = models.TextField(_("autres mots, un par ligne"), blank=True)

    class Meta:
        verbose_name = _("mots dans une langue")
        verbose_name_plural = _("mots par langue")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="term_words_once_in_language")]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> list[str]:
        """The synonyms, as a list."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]


class TermMapping(models.Model):
    """The same term in another body's taxonomy."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="mappings")
    scheme = models.CharField(_("autre taxonomie"), max_length=120)
    value = models.CharField(_("son terme"), max_length=120)

    class Meta:
        verbose_name = _("correspondance")
        verbose_name_plural = _("correspondances")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["term", "scheme", "value"], name="term_mapping_once")]

    def __str__(self) -> str:
        return f"{self.scheme} : {self.value}"
