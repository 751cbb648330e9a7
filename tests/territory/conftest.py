"""A small country of its own: four communes and their localities, as the tests of places need them."""

import pytest

from maillage.territory.models import Locality, Municipality

# NIS, name, postcodes, point.
COMMUNES = [
    ("92094", "Namur", ["5000", "5002", "5100"], (50.46, 4.86)),
    ("92141", "La Bruyère", ["5080", "5081"], (50.52, 4.79)),
    ("92140", "Jemeppe-sur-Sambre", ["5190"], (50.45, 4.67)),
    ("93088", "Walcourt", ["5650"], (None, None)),
]
# Postcode, name, NIS of the commune, point.
LOCALITIES = [
    ("5000", "Namur", "92094", (50.45620, 4.84931)),
    ("5000", "Beez", "92094", (50.46873, 4.92196)),
    ("5002", "Saint-Servais", "92094", (50.48142, 4.83513)),
    ("5100", "Jambes", "92094", (50.45, 4.88)),
    ("5100", "Wépion", "92094", (50.42, 4.87)),
    ("5080", "Rhisnes", "92141", (50.50, 4.80)),
    ("5190", "Saint-Denis", "92140", (50.44, 4.66)),
    ("5081", "Saint-Denis", "92141", (50.53, 4.78)),
    ("5650", "Castillon", "93088", (None, None)),
]


@pytest.fixture
def country(db: None) -> dict[str, Municipality]:
    """The communes by name, written with their localities."""
    rows = [
        Municipality(nis=nis, name=name, postcodes=postcodes, latitude=latitude, longitude=longitude)
        for nis, name, postcodes, (latitude, longitude) in COMMUNES
    ]
    communes = {commune.nis: commune for commune in Municipality.objects.bulk_create(rows)}
    Locality.objects.bulk_create(
        Locality(postcode=postcode, name=name, municipality=communes[nis], latitude=latitude, longitude=longitude)
        for postcode, name, nis, (latitude, longitude) in LOCALITIES
    )
    return {commune.name: commune for commune in communes.values()}
