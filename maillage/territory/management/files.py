"""A file of facts given to a command: read, imported, and told about in words."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from maillage.territory.actions import Counts
from maillage.territory.rules.refusals import Refused

MOST_TOLD = 100


class FileCommand(BaseCommand):
    """Import one file, all or nothing; ends with code 1 and every problem by row and column when it is wrong."""

    noun: ClassVar[str]  # what is counted, in the plural; feminine, as « nouvelles » is
    act: ClassVar[Callable[..., Counts]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="vérifie et compte sans rien écrire")

    def handle(self, *args: Any, file: Path, dry_run: bool = False, **options: Any) -> None:
        """Read, import, count."""
        try:
            counts = type(self).act(file.read_bytes(), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"Le fichier {file} ne se lit pas : {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(self._told(refusal)) from refusal
        self.stdout.write(
            f"{sum(counts)} {self.noun} : "
            f"{counts.new} nouvelles, {counts.changed} changées, {counts.unchanged} inchangées"
        )
        if dry_run:
            self.stdout.write("Rien n’a été écrit (--dry-run).")

    def _told(self, refusal: Refused) -> str:
        lines = [str(problem) for problem in refusal.problems[:MOST_TOLD]]
        if more := len(refusal.problems) - len(lines):
            lines.append(f"… et {more} autres.")
        return "\n".join([*lines, f"Problèmes : {len(refusal.problems)}. Rien n’a changé."])
