"""`maillage record_bounce`: read a returned mail on standard input."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from maillage.core import bounces


class Command(BaseCommand):
    """Mark as bounced the mail that a delivery status notification speaks of.

    Ends well even when the mail read is something else: an error would make the mail server send a
    notification about the notification.
    """

    help = "Lit un avis de non-remise (RFC 3464) sur l’entrée standard et marque le courriel refusé."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, find, mark, say."""
        try:
            message = bounces.record(sys.stdin.buffer.read())
        except bounces.NotABounce as reason:
            self.stderr.write(f"Ignoré : {reason}.")
        else:
            self.stdout.write(f"Courriel {message.pk} ({message.kind}) : {message.problem}.")
