"""Reads of the territory."""

from maillage.territory.selectors.lists import arrondissements
from maillage.territory.selectors.where import Gazetteer, Place, Suggestion

__all__ = ["Gazetteer", "Place", "Suggestion", "arrondissements"]
