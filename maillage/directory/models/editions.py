"""Printed editions of directories: what was printed never changes, and is kept with the papers made of it."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.core import clock
from maillage.core.languages import LANGUAGES
from maillage.directory.models.selections import Directory


def fingerprint(content: Any) -> str:
    """What a snapshot is known again by: SHA-256 of its JSON in one spelling, as 64 hexadecimal digits."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


class _Kept(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what stands in the database. ValidationError."""
        if not self._state.adding:
            raise ValidationError(_("Une édition ne change plus."), code="kept")
        super().save(*args, **kwargs)


class Edition(_Kept):
    """What a directory said on a day. `snapshot`: the entries (see `selectors.entries`) and the directory's words.

    `addressed`: reference of the service and NIS code of the commune, for each address that it tells.
    """

    directory = models.ForeignKey(Directory, models.PROTECT, related_name="editions", verbose_name=_("répertoire"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    published_on = models.DateField(_("publiée le"), default=clock.today)
    note = models.CharField(_("mot de l’éditeur"), max_length=300, blank=True)
    snapshot = models.JSONField()
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveIntegerField(_("fiches"))
    addressed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        ordering = ["directory", "-number"]
        constraints = [models.UniqueConstraint(fields=["directory", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return _("%(directory)s, édition %(number)s") % {"directory": self.directory, "number": self.number}

    @property
    def is_whole(self) -> bool:
        """Whether the snapshot is the one that was published."""
        return self.fingerprint == fingerprint(self.snapshot)


class Paper(_Kept):
    """An edition in print, in one language and size of letters: the file itself, since another day's would differ."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="papers")
    language = models.CharField(_("langue"), max_length=8, choices=[(x.code, x.own_name) for x in LANGUAGES])
    large = models.BooleanField(_("en grands caractères"), default=False)
    content = models.BinaryField()
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveIntegerField(_("taille (octets)"))
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("papier")
        verbose_name_plural = _("papiers")
        ordering = ["edition", "large", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "language", "large"], name="paper_once")]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"
