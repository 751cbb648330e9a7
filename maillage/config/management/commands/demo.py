"""`maillage demo`: the Namur example in a browser, in one command."""

import logging
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from maillage.accounts.demo import PEOPLE
from maillage.config import assets, example, server
from maillage.config.household import Household
from maillage.config.management.commands.serve import busy

HOST = "127.0.0.1"
PLACES = {
    "/fr/": "le site",
    "/ar/": "le site en arabe (et /en/, /nl/, /de/)",
    "/demo/courrier/": "les courriels que le site envoie",
    "/gestion/": "l’espace de l’équipe",
    "/espace/": "l’espace des partenaires",
    "/fr/ui/": "les composants de l’interface",
}


class Command(BaseCommand):
    """Migrate, load the example, serve, and send mails to the demo's own courier."""

    help = "Montre l’exemple de Namur ; Ctrl-C arrête tout. --fresh le recharge."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="efface la démonstration et la recharge")

    def handle(self, *args: Any, fresh: bool = False, **options: Any) -> None:
        """Prepare what is missing, then serve until interrupted."""
        try:
            server.refuse_busy_port(HOST, settings.PORT)
        except server.PortBusy as error:
            raise busy(error) from error
        logging.getLogger("maillage").setLevel(logging.WARNING)  # the terminal is for the addresses
        self._prepare(fresh)
        household = Household()
        household.start("le serveur", self._serve)
        household.start("l’envoi des courriels", lambda: call_command("worker"))
        try:
            gone = household.watch(until=answers) or self._presented(household)
        finally:
            household.stop()
        if gone:
            raise CommandError(f"La démonstration s’arrête : {gone} s’est interrompu.")

    def _prepare(self, fresh: bool) -> None:
        try:
            if fresh:
                example.remove()
            if example.migrate_if_needed():
                self.stdout.write("Base de données préparée.")
            if example.load_if_empty():
                self.stdout.write("Exemple de Namur chargé.")
        except example.NotTheDemo as error:
            raise CommandError(
                "Cette base n’est pas celle de la démonstration : elle reste intacte. "
                "Choisissez un autre dossier : MAILLAGE_DATA_DIR=/un/dossier/vide."
            ) from error
        assets.prepare()

    def _serve(self) -> None:
        server.serve(HOST, settings.PORT, workers=2, blocking_threads=server.THREADS)

    def _presented(self, household: Household) -> str | None:
        if household.asked_to_stop:
            return None
        lines = ["", "Maillage, démonstration : la province de Namur", ""]
        lines += [f"  {settings.SITE_URL + path:<40} {what}" for path, what in PLACES.items()]
        lines += ["", "Pour entrer, demandez un code avec l’une de ces adresses et lisez-le dans les courriels :", ""]
        lines += [f"  {person.email:<40} {person.role.label}" for person in PEOPLE]
        self.stdout.write("\n".join([*lines, "", "Ctrl-C arrête tout."]))
        return household.watch()


def answers() -> bool:
    """Whether the server accepts connections."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, settings.PORT)) == 0
