"""`maillage first_pages`: home and trust pages of a new site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.core.models import Centre
from maillage.website import first_pages


class Command(BaseCommand):
    """Create what is missing of the first pages; what staff wrote is never touched."""

    help = "Crée l’accueil et les pages de confiance qui manquent, dans chaque langue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create them and name them. CommandError when the centre was not entered yet: the pages speak of it."""
        if not Centre.objects.exists():
            raise CommandError("Entrez d’abord le centre dans l’espace de gestion (Paramètres, Le centre).")
        for page in first_pages.load():
            self.stdout.write(f"{page.locale.language_code}  {page.title}")
