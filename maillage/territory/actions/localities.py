"""Localities from a file."""

from django.db import transaction

from maillage.territory.actions.counts import Counts
from maillage.territory.models import Locality, Municipality
from maillage.territory.rules.localities import read_localities
from maillage.territory.rules.spelling import fold

BATCH = 500


@transaction.atomic
def import_localities(data: bytes, *, dry_run: bool = False) -> Counts:
    """Write the localities of a CSV file; those we have under the same postcode and name are brought up to date.

    A name is the same however it is accented, capitalised or shortened; the file's spelling stays. Localities that
    the file does not name are kept. With `dry_run` nothing is written. Raises rules.refusals.Refused, with nothing
    changed, when anything in the file is wrong.
    """
    communes = {commune.nis: commune for commune in Municipality.objects.all()}
    rows = read_localities(data, {nis: commune.postcodes for nis, commune in communes.items()})
    ours = list(Locality.objects.all())
    known = {(place.postcode, fold(place.name)): place for place in ours}
    known |= {(place.postcode, place.name): place for place in ours}
    new: list[Locality] = []
    changed: list[Locality] = []
    for row in rows:
        folded = known.get((row.postcode, fold(row.name))) or Locality(postcode=row.postcode)
        locality = known.get((row.postcode, row.name)) or folded
        facts = (row.name, row.latitude, row.longitude, communes[row.nis].pk)
        if (locality.name, locality.latitude, locality.longitude, locality.municipality_id) != facts:
            (changed if locality.pk else new).append(locality)
            locality.name, locality.latitude, locality.longitude, locality.municipality_id = facts
    if not dry_run:
        Locality.objects.bulk_create(new, BATCH)
        Locality.objects.bulk_update(changed, ["name", "latitude", "longitude", "municipality"], BATCH)
    return Counts(len(new), len(changed), len(rows) - len(new) - len(changed))
