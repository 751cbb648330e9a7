"""What reads cannot write: a GET that tries to change the database is refused."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

READ_METHODS = {"GET", "HEAD", "OPTIONS"}
WRITE = re.compile(r"^\s*(?:WITH\b.*\)\s*)?(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE | re.DOTALL)
# Sessions carry the reader's own sign-in; the office is Wagtail's, which notes who is editing.
ALLOWED = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?django_session"?\b', re.IGNORECASE)
EXEMPT_PREFIXES = ("/gestion/",)


class WriteInReadView(Exception):
    """A view answering a GET tried to write to the database."""


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database wrapper that lets reads through and raises WriteInReadView on the rest."""
    if WRITE.match(sql) and not ALLOWED.match(sql):
        raise WriteInReadView(sql[:80])
    return execute(sql, params, many, context)


class ReadGuardMiddleware:
    """Refuses database writes while a GET, HEAD or OPTIONS request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READ_METHODS or request.path.startswith(EXEMPT_PREFIXES):
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return self.get_response(request)
