"""The page of an empty form: the same for everybody, but for two secrets and the places left in workshops."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Bucket
from maillage.agenda.rules.places import left_words
from maillage.ui.kept import filled, is_stranger, kept, mark, shown, values

TEMPLATE = "agenda/register.html"
NONCE_MARK, CSRF_MARK = mark(), mark()
PLACES_MARKS = tuple(mark() for _ in range(30))
COUNTED = {"taken", "last_number"}  # what changes in a workshop with each person who comes


def blank_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of `context` (event, state, suggestions, workshops) without answers, with a fresh nonce and token."""
    workshops: list[Bucket] = context["workshops"]
    if is_stranger(request) and len(workshops) <= len(PLACES_MARKS):
        rows = [value for row in (context["event"], *workshops) for value in values(row, COUNTED)]
        key = shown(
            request.get_full_path(), request, context["state"], context["suggestions"], *context["full_modes"], *rows
        )
        marks = {one.pk: place for one, place in zip(workshops, PLACES_MARKS, strict=False)}
        page = kept(key, lambda: _draw(request, {**context, "places_marks": marks}))
        page = filled(page, {marks[one.pk]: left_words(one) for one in workshops})
    else:
        page = _draw(request, context)  # the frame may greet somebody: theirs alone
    page = page.replace(CSRF_MARK, get_token(request)).replace(NONCE_MARK, secrets.token_urlsafe(24))
    return HttpResponse(page)


def _draw(request: HttpRequest, context: dict[str, Any]) -> str:
    form = RegistrationForm(event=context["event"], workshops=context["workshops"])
    form.tell_full(context["full_modes"])
    return render_to_string(TEMPLATE, {**context, "form": form, "nonce": NONCE_MARK, "csrf_token": CSRF_MARK}, request)
