"""Queries that are built once and asked many times.

Building a query from models costs Django several times what the database needs to answer it. Where hundreds come in
one minute, what Django built at the first time is kept, and only its values change.
"""

import copy
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Kept(Generic[Row]):
    """A query that differs from time to time by its values only.

    `build` makes the queryset from the values. `marks` are values of the right type, one for each, that occur nowhere
    else in the query: where they stand in the built statement, the true ones are put.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **marks: Any) -> None:
        self.build, self.marks = build, marks
        self.kept = threading.local()  # what Django builds holds the connection of its thread

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values. Datetimes are aware, as everywhere."""
        queryset, compiler, sql, parameters = self._built()
        filled = {self._said(self.marks[name]): self._said(values[name]) for name in self.marks}
        asked = copy.copy(compiler)
        asked.as_sql = lambda *_, **__: (sql, tuple(filled.get(one, one) for one in parameters))
        fresh = queryset.all()
        fresh.query.get_compiler = lambda *_, **__: asked  # type: ignore[method-assign]
        return list(fresh)

    def _built(self) -> tuple[QuerySet[Row], Any, str, tuple[Any, ...]]:
        if not hasattr(self.kept, "built"):
            queryset = self.build(**self.marks)
            compiler = queryset.query.get_compiler(connection.alias)
            sql, parameters = compiler.as_sql()
            missing = [name for name, mark in self.marks.items() if self._said(mark) not in parameters]
            if missing:
                raise ValueError(f"not in the statement: {missing}")
            self.kept.built = queryset, compiler, sql, tuple(parameters)
        return self.kept.built

    @staticmethod
    def _said(value: Any) -> Any:
        """The value as the database is told it."""
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
            return value.hex
        return value
