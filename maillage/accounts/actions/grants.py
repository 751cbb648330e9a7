"""Writing the table of roles into Django's groups, after every migration."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q

from maillage.accounts.roles import GRANTS, Grant


@transaction.atomic
def ensure_roles() -> None:
    """Make one group for each role, holding exactly what `roles.GRANTS` says. Writes nothing when all is so."""
    for role, grant in GRANTS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(permissions(grant.models))
        _hold_under_roots(group, grant)


def permissions(names: tuple[str, ...]) -> list[Permission]:
    """The rows of `app.codename` and `app.*`; names that no installed app knows are passed over."""
    wanted = Q(pk__in=[])
    for name in names:
        app, _, codename = name.partition(".")
        wanted |= (
            Q(content_type__app_label=app) if codename == "*" else Q(content_type__app_label=app, codename=codename)
        )
    return list(Permission.objects.filter(wanted).order_by("pk"))


def _hold_under_roots(group: Group, grant: Grant) -> None:
    pages = tuple(f"wagtailcore.{name}" for name in grant.pages)
    _hold("GroupPagePermission", "page", "Page", group, pages)
    _hold("GroupCollectionPermission", "collection", "Collection", group, grant.collections)


def _hold(through: str, place: str, model: str, group: Group, names: tuple[str, ...]) -> None:
    """Let `group` hold `names` on the root of a Wagtail tree, and nothing else in that tree."""
    held: type[Model] = apps.get_model("wagtailcore", through)
    root = apps.get_model("wagtailcore", model)._default_manager.filter(depth=1).order_by("pk").first()
    if root is None:
        return
    rows = held._default_manager
    wanted = permissions(names)
    rows.filter(group=group).exclude(**{place: root, "permission__in": wanted}).delete()
    for permission in wanted:
        rows.get_or_create(group=group, permission=permission, **{place: root})
