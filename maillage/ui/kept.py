"""Pages that are the same for every stranger but for a few words: drawn once, kept by each process under all they show.

Hundreds ask for them in the minute when registrations open; a search is shared, left and come back to. What differs (a
secret, a token, a position, the words asked) is put in for each reader where a mark stands, which nobody can guess,
hence write into a page. What is one reader's alone never is in what is kept.
"""

import gzip
import re
import secrets
from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from maillage.core.centre import current

MOST_KEPT = 512  # pages of some 60 kB, packed of 10; the one that was asked for longest ago goes first
LEVEL = 4  # of packing: two thirds of the time of 6, and 3 % more to send
TAKES_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))", re.IGNORECASE)
Kept = TypeVar("Kept", str, bytes)
_pages: dict[tuple[Any, ...], Any] = {}


def mark() -> str:
    """What stands in a kept page for a word that differs."""
    return secrets.token_hex(16)


def is_stranger(request: HttpRequest) -> bool:
    """Whether the frame greets nobody: no session, no message to show."""
    return not (settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES)


def kept(key: tuple[Any, ...], draw: Callable[[], Kept]) -> Kept:
    """The page that shows what `key` says, drawn when it is first asked for."""
    page: Kept | None = _pages.pop(key, None)
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


def packed(page: str) -> bytes:
    """A page as it travels (gzip). Not for one that holds a secret beside what somebody else may have written."""
    return gzip.compress(page.encode(), LEVEL, mtime=0)


def takes_gzip(request: HttpRequest) -> bool:
    """Whether who asks takes a packed answer: `gzip;q=0` refuses it."""
    return bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))


def answer(request: HttpRequest, page: bytes) -> HttpResponse:
    """A packed page, unpacked for who does not take it so."""
    response = (
        HttpResponse(page, headers={"Content-Encoding": "gzip"})
        if takes_gzip(request)
        else HttpResponse(gzip.decompress(page))
    )
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def shown(path: str, request: HttpRequest, *more: Any) -> tuple[Any, ...]:
    """Everything that a page of the site shows to a stranger: address, language, centre, and `more`."""
    return (path, request.get_host(), request.scheme, get_language(), *values(current()), *more)


def values(row: Model, but: Container[str] = ()) -> tuple[str, ...]:
    """All that a row holds, without the fields named in `but`."""
    fields = row._meta.concrete_fields
    return tuple(str(getattr(row, field.attname)) for field in fields if field.attname not in but)
