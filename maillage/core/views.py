"""Health of the site, for machines; and the demo's courier, where its mails are read."""

import io

from django.conf import settings
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.core import courier
from maillage.core.languages import BY_CODE
from maillage.core.models import OutboxMessage, OutboxState


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok", "database": vendor, "mail_waiting": n}`; 500 when the database does not answer."""
    waiting = OutboxMessage.objects.filter(state=OutboxState.PENDING).count()
    return JsonResponse({"status": "ok", "database": connection.vendor, "mail_waiting": waiting})


@never_cache
@require_safe
def courier_mails(request: HttpRequest) -> HttpResponse:
    """The demo's mails, newest first; 404 anywhere else."""
    refuse_outside_demo()
    return render(request, "core/courier.html", {"mails": courier.newest()})


@never_cache
@require_safe
def courier_mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail of the demo as its reader gets it: the text, with working links, and what is attached."""
    refuse_outside_demo()
    mail = courier.find(name)
    if mail is None:
        raise Http404
    language = BY_CODE.get(mail.language)
    direction = language.direction if language else "auto"
    return render(request, "core/courier_mail.html", {"mail": mail, "direction": direction})


@never_cache
@require_safe
def courier_file(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """A file of one mail of the demo, to download; a picture is shown."""
    refuse_outside_demo()
    found = courier.attachment(name, number)
    if found is None:
        raise Http404
    described, content = found
    return FileResponse(
        io.BytesIO(content),
        as_attachment=not described.is_picture,
        filename=described.name,
        content_type=described.content_type,
    )


def refuse_outside_demo() -> None:
    """Raises Http404 where mails are real."""
    if not settings.DEMO:
        raise Http404
