"""`maillage export_operators FILE`: the whole base as a sheet that can be changed and brought back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.directory.actions import exports


class Command(BaseCommand):
    """Write the base to a CSV or XLSX file."""

    help = "Exporte les opérateurs et leurs services (CSV ou XLSX) ; import_operators reprend ce fichier."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE ends with .csv or .xlsx."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 for another kind of file."""
        try:
            exports.write(options["file"])
        except ValueError as error:
            raise CommandError("Donnez un nom de fichier en .csv ou .xlsx.") from error
