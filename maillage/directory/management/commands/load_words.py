"""`maillage load_words`: the words that the directory is found by, in every language, once."""

from typing import Any

from django.core.management.base import BaseCommand

from maillage.directory.actions import terms


class Command(BaseCommand):
    """Write the terms, and their words in a language, that are missing; never over what staff wrote."""

    help = "Écrit les mots-clés (thèmes, besoins, publics, niveaux) qui manquent, dans chaque langue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were written."""
        self.stdout.write(f"{terms.load()} mots nouveaux")
