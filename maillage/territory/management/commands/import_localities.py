"""`maillage import_localities`: villages and quarters with their postcode and centre."""

from maillage.territory.actions import import_localities
from maillage.territory.management.files import FileCommand


class Command(FileCommand):
    """Bring the localities up to date from a CSV file."""

    help = "Importe des localités (CSV : code postal, localité, latitude, longitude, ins). Tout ou rien."
    noun = "localités"
    act = import_localities
