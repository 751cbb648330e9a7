"""What this floor adds to the office."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from maillage.core.models import OutboxMessage
from maillage.core.office import CentreViewSet, MailViewSet, ReadOnlyPolicy

register_permission_policy(OutboxMessage, ReadOnlyPolicy(OutboxMessage))


@hooks.register("register_admin_viewset")
def panels() -> list[ViewSet]:
    """Mails and centre, in the settings menu."""
    return [MailViewSet(), CentreViewSet()]
