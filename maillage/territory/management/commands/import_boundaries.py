"""`maillage import_boundaries`: the outlines of communes."""

from maillage.territory.actions import import_boundaries
from maillage.territory.management.files import FileCommand


class Command(FileCommand):
    """Bring the limits of communes up to date from a GeoJSON file."""

    help = "Importe les limites des communes (GeoJSON en degrés, code NIS dans les propriétés). Tout ou rien."
    noun = "limites"
    act = import_boundaries
