from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import published, unpublished


class DirectoryConfig(AppConfig):
    name = "maillage.directory"
    label = "directory"
    verbose_name = _("Répertoire")

    def ready(self) -> None:
        """Register what this room does by itself, and have the workflow of its records written after migrations."""
        from maillage.directory.actions import indexing, rounds  # noqa: F401

        # Wagtail saves records by itself: after it has published one, and its children, what it is found by follows.
        for told in (published, unpublished):
            told.connect(indexing.follow)
        post_save.connect(indexing.follow, sender="directory.Location")
        post_delete.connect(indexing.forget, sender="directory.Service")

        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(_ensure_moderation, sender=last)


def _ensure_moderation(**kwargs: object) -> None:
    from maillage.directory.actions import moderation

    moderation.ensure()
