"""Limits of communes from a file."""

from django.db import transaction

from maillage.territory.actions.counts import Counts
from maillage.territory.models import Boundary, Municipality
from maillage.territory.rules.boundaries import read_boundaries

BATCH = 100  # an outline may weigh many kilobytes


@transaction.atomic
def import_boundaries(data: bytes, *, dry_run: bool = False) -> Counts:
    """Write the limits of communes of a GeoJSON file, instead of those we have.

    Communes that the file does not name keep theirs. With `dry_run` nothing is written. Raises
    rules.refusals.Refused, with nothing changed, when anything in the file is wrong.
    """
    communes = dict(Municipality.objects.values_list("nis", "pk"))
    outlines = read_boundaries(data, communes)
    known = {boundary.municipality_id: boundary for boundary in Boundary.objects.all()}
    new: list[Boundary] = []
    changed: list[Boundary] = []
    for nis, geometry in outlines.items():
        boundary = known.get(communes[nis]) or Boundary(municipality_id=communes[nis])
        if boundary.geometry != geometry:
            (changed if boundary.pk else new).append(boundary)
            boundary.geometry = geometry
    if not dry_run:
        Boundary.objects.bulk_create(new, BATCH)
        Boundary.objects.bulk_update(changed, ["geometry"], BATCH)
    return Counts(len(new), len(changed), len(outlines) - len(new) - len(changed))
