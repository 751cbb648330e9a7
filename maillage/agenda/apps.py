from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "maillage.agenda"
    label = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """Register how this room's mails are written, and what it does by itself."""
        from maillage.agenda import emails, housekeeping  # noqa: F401
        from maillage.agenda.actions import rounds  # noqa: F401
