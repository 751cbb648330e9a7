"""Health of the site, for machines."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.core.models import OutboxMessage, OutboxState


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok", "database": vendor, "mail_waiting": n}`; 500 when the database does not answer."""
    waiting = OutboxMessage.objects.filter(state=OutboxState.PENDING).count()
    return JsonResponse({"status": "ok", "database": connection.vendor, "mail_waiting": waiting})
