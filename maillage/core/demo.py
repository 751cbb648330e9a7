"""The centre of the example: its public name and site; how to reach it is invented, and says so."""

from maillage.core import centre
from maillage.core.models import Centre


def load() -> None:
    """Write the centre's row."""
    Centre.objects.create(
        pk=1,
        name="Centre d’Action Interculturelle de la province de Namur",
        short_name="C.A.I.",
        tagline="Un réseau qui accueille, oriente et agit, dans les 38 communes de la province.",
        address="Rue de l’Exemple 1\n5000 Namur\n(adresse, téléphone et courriel d’exemple)",
        phone="081 00 00 00",
        email="accueil@exemple.be",
        website="https://cainamur.be",
    )
    centre.forget()
