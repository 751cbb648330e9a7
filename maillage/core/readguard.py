"""What reads cannot write: a GET that tries to change the database is refused."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

READ_METHODS = {"GET", "HEAD", "OPTIONS"}
# What begins a statement that changes no row. WITH is looked into: PostgreSQL lets it write.
HARMLESS = {
    "SELECT", "VALUES", "WITH", "EXPLAIN", "SHOW", "SET", "RESET", "PRAGMA", "FETCH", "CLOSE", "DECLARE",
    "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "LOCK",
}  # fmt: skip
WRITE = re.compile(
    r"\b(INSERT\s+INTO|UPDATE\s+(ONLY\s+)?[\w\"?]|DELETE\s+FROM|MERGE\s+INTO|REPLACE\s+INTO)", re.IGNORECASE
)
# Sessions carry the reader's own sign-in; the office is Wagtail's, which notes who is editing.
ALLOWED = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?django_session"?(?!\w)[^;]*$', re.IGNORECASE)
EXEMPT_PREFIXES = ("/gestion/",)

_QUIET = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)  # texts and comments
_LOCKING = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)


class WriteInReadView(Exception):
    """A view answering a GET tried to write to the database."""


def writes(sql: str) -> bool:
    """Whether any statement of `sql` may change rows or tables; what is not known to be harmless may."""
    if sql.startswith("SELECT ") and ";" not in sql:  # nearly all there is
        return False
    if ALLOWED.match(sql):
        return False
    plain = _QUIET.sub("''", sql)
    return any(_writes(statement) for statement in plain.split(";") if statement.strip())


def _writes(statement: str) -> bool:
    word = re.match(r"[\s(]*([A-Za-z]+)", statement)
    verb = word[1].upper() if word else ""
    if verb not in HARMLESS:
        return True
    return verb in {"WITH", "EXPLAIN"} and bool(WRITE.search(_LOCKING.sub("", statement)))


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database wrapper that lets reads through and raises WriteInReadView on the rest."""
    if writes(sql):
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
