"""Pages that are the same for every stranger but for a few words: drawn once, kept by each process under all they show.

Hundreds ask for them in the minute when registrations open; a search is shared, left and come back to. What differs (a
secret, a token, a position, the words asked) is put in for each reader where a mark stands, which nobody can guess,
hence write into a page. What is one reader's alone never is in what is kept.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import get_language

from maillage.core.centre import current

MOST_KEPT = 256  # pages of some 60 kB; the one that was asked for longest ago goes first
_pages: dict[tuple[Any, ...], str] = {}


def mark() -> str:
    """What stands in a kept page for a word that differs."""
    return secrets.token_hex(16)


def is_stranger(request: HttpRequest) -> bool:
    """Whether the frame greets nobody: no session, no message to show."""
    return not (settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES)


def kept(key: tuple[Any, ...], draw: Callable[[], str]) -> str:
    """The page that shows what `key` says, drawn when it is first asked for."""
    page = _pages.pop(key, None)
    if page is None:
        page = draw()
        while len(_pages) >= MOST_KEPT:
            del _pages[next(iter(_pages))]
    _pages[key] = page
    return page


def filled(page: str, words: Mapping[str, str]) -> str:
    """The page with words (HTML, escaped) where their marks stand; words may not hold marks that come before."""
    for place, text in words.items():
        page = page.replace(place, text)
    return page


def shown(path: str, request: HttpRequest, *more: Any) -> tuple[Any, ...]:
    """Everything that a page of the site shows to a stranger: address, language, centre, and `more`."""
    return (path, request.get_host(), request.scheme, get_language(), *values(current()), *more)


def values(row: Model) -> tuple[str, ...]:
    """All that a row holds."""
    return tuple(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
