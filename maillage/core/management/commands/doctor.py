"""`maillage doctor`: what is well, what is stuck."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from maillage.core import checkups


class Command(BaseCommand):
    """Look at everything, say it in words, and end with code 1 when somebody must act."""

    help = "Examine le site ; se termine par le code 1 s’il faut agir."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every checkup of every room."""
        wrong = 0
        with translation.override(settings.LANGUAGE_CODE):
            for label, findings in checkups.run():
                self.stdout.write(self.style.MIGRATE_HEADING(label))
                for finding in findings:
                    wrong += finding.wrong
                    mark = self.style.ERROR("✗") if finding.wrong else self.style.SUCCESS("✓")
                    self.stdout.write(f"  {mark} {finding.text}")
        if wrong:
            self.stdout.write(self.style.ERROR(f"\nÀ régler : {wrong}."))
            raise SystemExit(1)
        self.stdout.write(self.style.SUCCESS("\nTout va bien."))
