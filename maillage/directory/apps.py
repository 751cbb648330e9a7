from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "maillage.directory"
    label = "directory"
    verbose_name = _("Répertoire")

    def ready(self) -> None:
        """Register what this room does by itself."""
        from maillage.directory.actions import rounds  # noqa: F401
