"""What every record of the base carries."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.core import clock
from maillage.core.slugs import free_slug


class RecordQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Published records for everybody; drafts too for the centre's team."""
        return self if getattr(user, "is_team", False) else self.filter(live=True)


class Referenced(models.Model):
    """Known to other programs by a reference that never changes."""

    ref = models.UUIDField(_("référence"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Record(Referenced):
    """A record: its reference for other programs, where it comes from, when somebody last stood for it.

    `origins` maps a field to the key of the SourceRecord (imported row) that its value was read from.
    """

    source_url = models.URLField(
        _("source"), blank=True, max_length=400, help_text=_("La page qui dit ce que dit la fiche.")
    )
    example = models.BooleanField(_("exemple"), default=False, help_text=_("Inventé pour la démonstration."))
    assured_on = models.DateField(
        _("confirmé le"), null=True, blank=True, help_text=_("Quand quelqu’un a vérifié cette fiche en dernier.")
    )
    origins = models.JSONField(default=dict, blank=True, editable=False)
    modified_at = models.DateTimeField(_("modifié le"), default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when."""
        self.modified_at = clock.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "modified_at"}
        super().save(*args, **kwargs)


class NamedRecord(Record):
    """A record with a name, and a short address made of it unless one is given."""

    name = models.CharField(_("nom"), max_length=200)
    slug = models.SlugField(_("adresse courte"), max_length=90, unique=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a short address."""
        if not self.slug:
            self.slug = free_slug(self.name, _Slugs(type(self)), longest=80, fallback=self._meta.model_name or "fiche")
        super().save(*args, **kwargs)


class _Slugs:
    """The short addresses of a model, asked one at a time."""

    def __init__(self, model: type[models.Model]) -> None:
        self.rows = model._default_manager

    def __contains__(self, slug: object) -> bool:
        return self.rows.filter(slug=slug).exists()
