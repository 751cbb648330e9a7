from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "maillage.core"
    label = "core"
    verbose_name = _("Fondations")

    def ready(self) -> None:
        """Register what this floor erases and looks after."""
        from maillage.core import diagnosis, housekeeping  # noqa: F401
