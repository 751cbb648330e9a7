"""The 38 communes of the province of Namur.

The example has no localities: no list of them was found under a licence that lets it be handed on.
"""

from maillage.territory.actions.communes import NAMUR, load_communes


def load() -> None:
    """Write the communes with their French names, NIS codes, arrondissements, postcodes and points."""
    load_communes(NAMUR)
