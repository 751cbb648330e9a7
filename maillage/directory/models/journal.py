"""What a large act wrote, so that it can be undone whole; the pairs that look alike."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.core import clock
from maillage.directory.models.organizations import Organization


class Act(models.Model):
    """An act on many rows, with who did it and what it wrote (`changes`)."""

    class Kind(models.TextChoices):
        IMPORT = "import", _("importation")
        MERGE = "merge", _("fusion")

    kind = models.CharField(_("acte"), max_length=10, choices=Kind)
    title = models.CharField(_("titre"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(_("fait le"), default=clock.now)
    undone_at = models.DateTimeField(_("défait le"), null=True)

    class Meta:
        verbose_name = _("acte")
        verbose_name_plural = _("actes")
        ordering = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """What an act did to some rows of one table.

    `rows`: of created ones their keys; of changed ones `{"pk", "before", "after"}`, each a dict of the fields that
    changed; of deleted ones the whole rows as dicts of columns. Undone from the last to the first.
    """

    class Kind(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        DELETED = "deleted"

    act = models.ForeignKey(Act, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    table = models.CharField(max_length=80)
    rows = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.table} : {len(self.rows)}"


class DuplicateCandidate(models.Model):
    """Two operators that may be one, why it looks so, and what a person decided."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("à décider")
        DIFFERENT = "different", _("différents")

    left = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("l’un"))
    right = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("l’autre"))
    score = models.FloatField(_("ressemblance"))
    reasons = models.JSONField(default=list)
    decision = models.CharField(_("décision"), max_length=10, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("doublon possible")
        verbose_name_plural = _("doublons possibles")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_in_order", condition=Q(left__lt=F("right"))),
        ]

    def __str__(self) -> str:
        return f"{self.left} / {self.right}"
