"""The page of an empty form: the same for everybody, but for two secrets."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from maillage.agenda.forms import RegistrationForm
from maillage.ui.kept import is_stranger, kept, mark, shown, values

TEMPLATE = "agenda/register.html"
NONCE_MARK, CSRF_MARK = mark(), mark()


def blank_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of `context` (event, state, suggestions, workshops) without answers, with a fresh nonce and token."""
    if is_stranger(request):
        rows = [value for row in (context["event"], *context["workshops"]) for value in values(row)]
        key = shown(request.get_full_path(), request, context["state"], context["suggestions"], *rows)
        page = kept(key, lambda: _draw(request, context))
    else:
        page = _draw(request, context)  # the frame may greet somebody: theirs alone
    page = page.replace(CSRF_MARK, get_token(request)).replace(NONCE_MARK, secrets.token_urlsafe(24))
    return HttpResponse(page)


def _draw(request: HttpRequest, context: dict[str, Any]) -> str:
    form = RegistrationForm(event=context["event"], workshops=context["workshops"])
    return render_to_string(TEMPLATE, {**context, "form": form, "nonce": NONCE_MARK, "csrf_token": CSRF_MARK}, request)
