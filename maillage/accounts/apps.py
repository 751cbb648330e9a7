from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True  # there are three configurations in this file: this one is ours
    name = "maillage.accounts"
    label = "accounts"
    verbose_name = _("Comptes")

    def ready(self) -> None:
        """Register our mails, and have the roles written once all permissions of a migration are known."""
        from maillage.accounts import emails  # noqa: F401

        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(_ensure_roles, sender=last)


class PeopleOfficeConfig(WagtailUsersAppConfig):
    """Wagtail's administration of users, with our form: roles and an invitation instead of a password."""

    default = False
    user_viewset = "maillage.accounts.office.PeopleViewSet"


def _ensure_roles(**kwargs: object) -> None:
    from maillage.accounts.actions import ensure_roles

    ensure_roles()
