"""The centre of the example: public facts about the C.A.I. of the province of Namur."""

from maillage.core import centre
from maillage.core.models import Centre


def load() -> None:
    """Write the centre's row."""
    Centre.objects.create(
        pk=1,
        name="Centre d’Action Interculturelle de la province de Namur",
        short_name="C.A.I.",
        tagline="Un réseau qui accueille, oriente et agit, dans les 38 communes de la province.",
        address="Rue Docteur Haibe 2\n5002 Saint-Servais (Namur)",
        phone="081 73 71 76",
        email="info@cainamur.be",
        website="https://www.cainamur.be",
    )
    centre.forget()
