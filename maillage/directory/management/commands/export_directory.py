"""`maillage export_directory SLUG`: a directory as it is today, as a file or as the paper of an edition."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from maillage.core import clock
from maillage.core.languages import READY
from maillage.directory.actions import exports
from maillage.directory.enums import Arrangement
from maillage.directory.models import Directory
from maillage.directory.selectors import booklets
from maillage.directory.selectors.selections import services_of
from maillage.ui.pdf.booklets import booklet_pdf

FORMATS = ("pdf", "xlsx", "csv", "json")


class Command(BaseCommand):
    """Write a directory to a file."""

    help = "Écrit un répertoire dans un fichier : PDF, XLSX, CSV ou JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """SLUG is the directory's short address; without --output the file is SLUG.FORMAT here."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=FORMATS, default="pdf")
        parser.add_argument("--lang", choices=[language.code for language in READY], default="fr")
        parser.add_argument("--by", choices=Arrangement.values, help="rangé par (PDF)")
        parser.add_argument("--large", action="store_true", help="en grands caractères (PDF)")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 for a directory that does not exist or a file that cannot be written."""
        directory = Directory.objects.filter(slug=options["slug"]).prefetch_related("words", "terms").first()
        if directory is None:
            known = ", ".join(Directory.objects.order_by("position").values_list("slug", flat=True))
            raise CommandError(f"Il n’y a pas de répertoire « {options['slug']} ». Il y a : {known or 'aucun'}.")
        path: Path = options["output"] or Path(f"{directory.slug}.{options['format']}")
        try:
            path.write_bytes(_content(directory, options))
        except OSError as error:
            raise CommandError(f"{path} ne s’écrit pas : {error.strerror}.") from error
        self.stdout.write(str(path))


def _content(directory: Directory, options: dict[str, Any]) -> bytes:
    match options["format"]:
        case "csv":
            return exports.write_csv(services=list(services_of(directory).values_list("pk", flat=True)))
        case "xlsx":
            return exports.write_xlsx(services=list(services_of(directory).values_list("pk", flat=True)))
        case "json":
            return json.dumps(booklets.snapshot(directory), ensure_ascii=False, indent=2).encode()
        case _:
            with translation.override(options["lang"]):
                contents = booklets.as_it_is(directory, clock.today())
                return booklet_pdf(
                    booklets.booklet(contents, options["by"] or directory.arrangement, large=options["large"])
                )
