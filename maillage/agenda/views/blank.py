"""The page of an empty form: the same for everybody, but for two secrets.

Hundreds ask for it in the minute when registrations open. All that it shows is part of the key under which a process
keeps it, so that a kept page is never out of date; the secrets are put in for each reader.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event
from maillage.core.centre import current

TEMPLATE = "agenda/register.html"
MOST_KEPT = 64
# What stands for the secrets in a kept page. Nobody can guess it, hence write it into a page.
NONCE_MARK, CSRF_MARK = secrets.token_hex(16), secrets.token_hex(16)
_kept: dict[tuple[Any, ...], str] = {}


def blank_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of `context` (event, state, suggestions) without answers, with a fresh nonce and CSRF token."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        page = _render(request, context)  # the frame may greet somebody: theirs alone
    else:
        workshops = tuple(value for workshop in context["workshops"] for value in _values(workshop))
        key = _shown(request, context["event"], context["state"], context["suggestions"], workshops)
        page = _kept.get(key) or _keep(key, _render(request, context))
    page = page.replace(CSRF_MARK, get_token(request)).replace(NONCE_MARK, secrets.token_urlsafe(24))
    return HttpResponse(page)


def _render(request: HttpRequest, context: dict[str, Any]) -> str:
    blank = {"form": _form(context), "nonce": NONCE_MARK, "csrf_token": CSRF_MARK}
    return render_to_string(TEMPLATE, {**context, **blank}, request)


def _form(context: dict[str, Any]) -> RegistrationForm:
    return RegistrationForm(event=context["event"], workshops=context["workshops"])


def _keep(key: tuple[Any, ...], page: str) -> str:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = page
    return page


def _shown(request: HttpRequest, event: Event, *more: Any) -> tuple[Any, ...]:
    """Everything that the page of an unknown reader shows."""
    return (request.build_absolute_uri(), get_language(), *_values(event), *_values(current()), *more)


def _values(row: Model) -> tuple[Any, ...]:
    return tuple(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
