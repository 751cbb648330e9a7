"""Pages that are the same for every stranger but for a few words: drawn once, kept by each process under all they show.

Hundreds ask for them in the minute when registrations open. What differs (a secret, a token, a position) is put in for
each reader where a mark stands, which nobody can guess, hence write into a page.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import get_language

from maillage.core.centre import current

MOST_KEPT = 64
_pages: dict[tuple[Any, ...], str] = {}


def mark() -> str:
    """What stands in a kept page for a word that differs."""
    return secrets.token_hex(16)


def is_stranger(request: HttpRequest) -> bool:
    """Whether the frame greets nobody: no session, no message to show."""
    return not (settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES)


def kept(key: tuple[Any, ...], draw: Callable[[], str]) -> str:
    """The page that shows what `key` says, drawn when it is first asked for."""
    page = _pages.get(key)
    if page is None:
        page = draw()
        if len(_pages) >= MOST_KEPT:
            _pages.clear()
        _pages[key] = page
    return page


def shown(path: str, request: HttpRequest, *more: Any) -> tuple[Any, ...]:
    """Everything that a page of the site shows to a stranger: address, language, centre, and `more`."""
    return (path, request.get_host(), request.scheme, get_language(), *values(current()), *more)


def values(row: Model) -> tuple[str, ...]:
    """All that a row holds."""
    return tuple(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
