"""What is set on paper for a reader: once for all who ask for the same words, on the same day."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpResponse

KEPT_SECONDS = 24 * 3600
Sheet = TypeVar("Sheet")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be read at once, called `name.pdf` where it is kept."""
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def on_paper(sheet: Sheet, typeset: Callable[[Sheet], bytes]) -> bytes:
    """The PDF of a sheet, kept for a day, for all processes, under the digest of all that it says."""
    key = f"paper/{hashlib.sha256(repr(sheet).encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        content = typeset(sheet)
        cache.set(key, content, KEPT_SECONDS)
    return bytes(content)
