"""`maillage serve`: answer requests."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from maillage.config import assets, server


def busy(error: server.PortBusy) -> CommandError:
    """The sentence for a port that somebody else holds."""
    return CommandError(
        f"Un autre programme écoute déjà sur {error}. Arrêtez-le, ou choisissez un autre port : MAILLAGE_PORT=8001."
    )


class Command(BaseCommand):
    """Serve the site on MAILLAGE_PORT until interrupted."""

    requires_system_checks: list[str] = []  # `maillage check` makes them; they take a third of a start
    help = "Sert le site sur MAILLAGE_PORT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=2, help="processus (2)")
        parser.add_argument(
            "--blocking-threads", type=int, default=server.THREADS, help="fils d’exécution par processus (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the static files, then serve."""
        try:
            server.refuse_busy_port(options["host"], settings.PORT)
            assets.prepare()
            server.serve(
                options["host"],
                settings.PORT,
                workers=options["workers"],
                blocking_threads=options["blocking_threads"],
            )
        except server.PortBusy as error:
            raise busy(error) from error
