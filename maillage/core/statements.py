"""Statements that are built once and said many times.

Building a statement from models costs Django several times what the database needs to answer it. Where hundreds come in
one minute, what Django built at the first time is kept, and only its values change.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
AT_ONCE = 100  # rows in one statement: databases take so many values and no more


class _Built(NamedTuple):
    """A statement with its parameters, and what makes objects of the rows that answer it."""

    sql: str
    parameters: tuple[Any, ...]
    objects: Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Kept(Generic[Row]):
    """A query of models, or of plain values (`values_list`), that differs from time to time by its values only.

    `build` makes the queryset from the values. `marks` are values of the right type, one for each, that occur nowhere
    else in the query: where they stand in the built statement, the true ones are put. What was prefetched is not.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **marks: Any) -> None:
        self.build, self.marks = build, marks
        self.kept = threading.local()  # what Django builds holds the connection of its thread

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values. Datetimes are aware, as everywhere."""
        built = self._built()
        filled = {self._said(self.marks[name]): self._said(values[name]) for name in self.marks}
        with connection.cursor() as cursor:
            cursor.execute(built.sql, [filled.get(one, one) for one in built.parameters])
            return built.objects(cursor.fetchall())

    def _built(self) -> _Built:
        if not hasattr(self.kept, "built"):
            queryset = self.build(**self.marks)
            compiler = queryset.query.get_compiler(connection.alias)
            sql, parameters = compiler.as_sql()
            missing = [name for name, mark in self.marks.items() if self._said(mark) not in parameters]
            if missing:
                raise ValueError(f"not in the statement: {missing}")
            self.kept.built = _Built(
                sql, tuple(parameters), _reader(compiler, plain=queryset._iterable_class is not ModelIterable)
            )
        built: _Built = self.kept.built
        return built

    @staticmethod
    def _said(value: Any) -> Any:
        """The value as the database is told it."""
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
            return value.hex
        return value


def _reader(compiler: Any, *, plain: bool) -> Callable[[Sequence[tuple[Any, ...]]], list[Any]]:
    """What Django's ModelIterable does with rows, found out once; plain values stay as they come."""
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    if plain:
        return lambda rows: [tuple(row) for row in compiler.apply_converters(rows, converters)]
    own = compiler.klass_info["select_fields"]
    names = [compiler.select[at][0].target.attname for at in own]
    columns = slice(own[0], own[-1] + 1)
    related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[call-arg]  # stubs of a later Django
    model, added = compiler.klass_info["model"], tuple((compiler.annotation_col_map or {}).items())

    def one(row: Sequence[Any]) -> Any:
        found = model.from_db(connection.alias, names, row[columns])
        for populator in related:
            populator.populate(row, found)
        for name, at in added:
            setattr(found, name, row[at])
        return found

    return lambda rows: [one(row) for row in compiler.apply_converters(rows, converters)]


def insert(*rows: Model) -> None:
    """Write new rows of one model; each then knows its key. No signal tells of it, nor does a `save` of the model's
    own run. Raises IntegrityError."""
    for first in range(0, len(rows), AT_ONCE):
        _insert(rows[first : first + AT_ONCE])


def _insert(rows: Sequence[Model]) -> None:
    model = type(rows[0])
    fields = _written(model)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, len(rows)), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


@cache
def _written(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]


@cache
def _insertion(model: type[Model], count: int) -> str:
    """SQLite from 3.35 and PostgreSQL say it alike, and answer in the order of the rows."""
    quoted = connection.ops.quote_name
    fields = _written(model)
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * count)
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    return f"INSERT INTO {table} ({columns}) VALUES {places} RETURNING {key}"  # noqa: S608 - names of our own models
