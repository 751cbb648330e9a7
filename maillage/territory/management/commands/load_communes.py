"""`maillage load_communes PROVINCE…`: the communes of a site's territory, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.territory.actions.communes import UnknownProvince, load_communes


class Command(BaseCommand):
    """Write the communes of provinces, known by their NIS codes, that are not there yet."""

    help = "Écrit les communes de provinces (codes NIS : 90000 Namur, 60000 Liège…) qui manquent encore."

    def add_arguments(self, parser: CommandParser) -> None:
        """One or more provinces."""
        parser.add_argument("provinces", nargs="+", metavar="PROVINCE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 for a code that is no province's."""
        for province in options["provinces"]:
            try:
                self.stdout.write(f"{province} : {load_communes(province)} communes nouvelles")
            except UnknownProvince as unknown:
                raise CommandError(f"{unknown} n’est le code NIS d’aucune province.") from unknown
