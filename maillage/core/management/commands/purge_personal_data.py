"""`maillage purge_personal_data`: erase what is past its time."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from maillage.core import purges


class Command(BaseCommand):
    """Run every room's purges and print how many rows each erased."""

    help = "Efface les données dont le délai de conservation est passé (le worker le fait chaque jour)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="compte sans rien effacer")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Erase, or only count. Ends in error when a purge failed."""
        with translation.override(settings.LANGUAGE_CODE):
            results = list(purges.run(dry_run=dry_run))
        for result in results:
            count = "échec" if result.count is None else result.count
            self.stdout.write(f"{count:>8}  {result.label}")
        if dry_run:
            self.stdout.write("Rien n’a été effacé (--dry-run).")
        if any(result.count is None for result in results):
            raise CommandError("Un effacement a échoué : voyez le journal.")
