"""`maillage build_assets`: make the style sheet and the fonts that pages load."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from maillage.ui import assets


class Command(BaseCommand):
    """Write `ui/site.css` and `ui/fonts/` into BUILD_DIR where the sources have changed."""

    help = "Construit la feuille de style et les polices du site, si leurs sources ont changé."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, and name what was made."""
        made = assets.build(settings.BUILD_DIR)
        if made and options["verbosity"]:
            self.stdout.write(f"Construit : {', '.join(made)}")
