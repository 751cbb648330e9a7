"""`maillage worker`: send what the site promised."""

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.core.worker import Worker


class Command(BaseCommand):
    """Deliver mails as they come due, until SIGTERM or Ctrl-C; the mail in hand is finished first."""

    requires_system_checks: list[str] = []  # `maillage check` makes them; they take a third of a start
    help = "Envoie les courriels promis, et fait une fois par jour le ménage des données personnelles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="envoie ce qui attend, puis s’arrête")
        parser.add_argument("--nice", type=int, default=0, help="laisse passer les autres programmes (0 à 19)")

    def handle(self, *args: Any, once: bool = False, nice: int = 0, **options: Any) -> None:
        """Run until stopped, or once. With --once, a mail server that does not answer is an error."""
        if nice:
            os.nice(nice)
        worker = Worker()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: worker.stop())
        if not once:
            worker.run()
            return
        total = worker.drain()
        self.stdout.write(
            f"Remis : {total.delivered}, remis à plus tard : {total.put_off}, abandonnés : {total.given_up}."
        )
        if total.unreachable:
            raise CommandError(f"Le serveur de messagerie ne répond pas ({total.unreachable}) : rien n’est perdu.")
