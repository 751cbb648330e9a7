"""Sheets that are brought in: the file, what reading it found, and its rows as they stood."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.core import clock
from maillage.directory.enums import ImportState, LineKind
from maillage.directory.models.journal import Act
from maillage.directory.models.organizations import Organization
from maillage.directory.models.places import Location
from maillage.directory.models.services import Service


class ImportRun(models.Model):
    """A sheet that somebody brings in: read, shown, then taken in whole or not at all, and undone whole.

    `content` is erased once the sheet is taken in or put aside. `mapping`: index of a column → field, as corrected
    by a person. `counts`: what the last reading found. `leased_until`: a worker is at it.
    """

    file_name = models.CharField(_("fichier"), max_length=200)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    state = models.CharField(_("état"), max_length=10, choices=ImportState, default=ImportState.TO_READ)
    counts = models.JSONField(default=dict)
    refusal = models.CharField(_("refus"), max_length=400, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_all = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )
    at = models.DateTimeField(_("reçu le"), default=clock.now)
    act = models.OneToOneField(Act, models.SET_NULL, null=True, related_name="import_run")

    class Meta:
        verbose_name = _("importation")
        verbose_name_plural = _("importations")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportLine(models.Model):
    """One thing that reading a sheet found: a problem, a new record, or a cell that would change."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind)
    number = models.PositiveIntegerField(_("ligne"))
    column = models.CharField(_("colonne"), max_length=80, blank=True)
    record = models.CharField(_("fiche"), max_length=200, blank=True)
    before = models.TextField(_("avant"), blank=True)
    after = models.TextField(_("après"), blank=True)

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["run", "kind", "number"], name="import_line_of_run")]

    def __str__(self) -> str:
        return f"{self.number} : {self.record or self.before}"


class SourceRecord(models.Model):
    """An imported row as it stood. `external_id`: the sheet's own name for it. Confidential addresses are left out."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="records")
    number = models.PositiveIntegerField(_("ligne"))
    external_id = models.CharField(max_length=120, blank=True, db_index=True)
    raw = models.JSONField()
    digest = models.CharField(max_length=64)
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="+")
    service = models.ForeignKey(Service, models.SET_NULL, null=True, related_name="+")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["run", "number"]

    def __str__(self) -> str:
        return f"{self.run} : {self.number}"
