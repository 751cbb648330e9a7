"""What is answered when something is refused or broken, in the reader's language: a page, to programs JSON.

The language is that of the address (`/ar/…`), else that of the browser.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _

PROGRAMS = "/api/"
TOLD = {
    400: _("Nous n’avons pas compris cette demande"),
    403: _("Accès réservé"),
    404: _("Page introuvable"),
    405: _("Cette adresse ne s’ouvre pas"),
    500: _("Le site a un problème"),
}
LAST_RESORT = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Erreur</title>'
    "<h1>Le site a un problème</h1><p>Réessayez dans quelques minutes. "
    '<span lang="en">Something went wrong. Please try again in a few minutes.</span></p>'
)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the address leads nowhere."""
    return _with_frame(request, "404.html", 404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known or not, this person may not come in here."""
    return _with_frame(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with a way on: a view may answer itself by an attribute `csrf_failure(request, reason, **kwargs)`."""
    try:
        match = resolve(request.path)
    except Http404:
        return _with_frame(request, "403_csrf.html", 403)
    answer: Callable[..., HttpResponse] | None = getattr(match.func, "csrf_failure", None)
    if answer is not None:
        return answer(request, reason, **match.kwargs)
    return _with_frame(request, "403_csrf.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that no page of ours makes. Drawn bare, for even its host name may be false."""
    return _bare(request, "400.html", 400)


def method_in_words(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. 405: Django answers with an empty page who opens the address of a button (a cancellation)."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if response.content and not request.path.startswith(PROGRAMS):
            return response
        page = _with_frame(request, "405.html", 405)
        page["Allow"] = response["Allow"]
        return page

    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without database, session or request; in plain text if even that fails."""
    try:
        return _bare(request, "500.html", 500)
    except Exception:  # the last page may not break in its turn
        return HttpResponse(LAST_RESORT, status=500)


def _with_frame(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(_language(request)):
        if request.path.startswith(PROGRAMS):
            return _told(status)
        return render(request, template, _ways_out(), status=status)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(_language(request)):
        if request.path.startswith(PROGRAMS):
            return _told(status)
        return HttpResponse(render_to_string(template, _ways_out()), status=status)


def _told(status: int) -> HttpResponse:
    return JsonResponse({"detail": str(TOLD[status])}, status=status)


def _ways_out() -> dict[str, Any]:
    language = translation.get_language()
    return {"home_url": f"/{language}/", "contact_url": f"/{language}/contact/"}


def _language(request: HttpRequest) -> str:
    try:
        return translation.get_language_from_request(request, check_path=True)
    except Exception:  # a request too broken to say its language
        return settings.LANGUAGE_CODE
