"""What services are found by, written in the transaction that changes them, the same on every database."""

import uuid
from typing import Any

from django.db import models


def new_stamp() -> str:
    """What no other change is known by, in any base."""
    return uuid.uuid4().hex


class Facts(models.JSONField):
    """JSON that is written row by row: as one array of all rows, Django's way on PostgreSQL, each quote in it would be
    escaped, a quarter of the work of writing an index. The column is that of any JSON."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s"

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class SearchDocument(models.Model):
    """What a service is found by (`marks`), and what a list shows of it (`face`).

    A mark is a word's stem (`w:ecol`), a term (`t:12`), a commune (`c:92094`), `lang:ar`, `level:A1`, `time.evening`…,
    with how much of the service it is, 0 to 1. `version`: what the service was when they were written. A document is
    never changed, but written anew. It is made of the service and can be made again, so nothing in the database ties
    them: acts that are undone need not know of it.
    """

    service_key = models.PositiveBigIntegerField(unique=True)
    version = models.CharField(max_length=160)
    marks = Facts(default=dict)
    face = Facts(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.version


class SearchChange(models.Model):
    """Which documents were written or erased in one act: what a process that keeps the others reads again."""

    stamp = models.CharField(max_length=32, default=new_stamp, editable=False)
    keys = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.stamp
