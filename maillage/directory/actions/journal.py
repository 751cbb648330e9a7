"""Writing many rows so that the whole act can be undone.

A Journal writes through bulk statements and keeps, in order, what it wrote. Undoing goes through it from the last
to the first: what was created is deleted, what was changed or deleted is as before.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import ReferenceIndex

from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import trace
from maillage.directory.actions.obstacles import Touched, is_dated, obstacles
from maillage.directory.models import Act, Change
from maillage.directory.selectors.pointers import pointers

CHUNK = 500  # rows of a statement, and of a line of the journal
Row = dict[str, Any]


Of = TypeVar("Of")


def batches(rows: Sequence[Of]) -> Iterator[Sequence[Of]]:
    """The rows, CHUNK at a time."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


class Journal:
    """What `act` writes. `save` keeps it; until then nothing of it can be undone."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self._changes: list[Change] = []

    def create(self, rows: Sequence[models.Model]) -> None:
        """Insert new rows of one table; they get their keys."""
        for chunk in batches(rows):
            made = _table(chunk[0]).bulk_create(chunk)
            self._note(Change.Kind.CREATED, made[0], [row.pk for row in made])

    def change(self, changed: Sequence[tuple[models.Model, Row]]) -> None:
        """Write rows that were changed in memory: pairs of the row and `{column: value before}`."""
        for row, before in changed:
            if getattr(row, "latest_revision_id", None):  # a version of before would bring the old values back
                before["latest_revision_id"], row.latest_revision_id = row.latest_revision_id, None  # type: ignore[attr-defined]
        for chunk in batches(changed):
            columns = sorted({column for _row, before in chunk for column in before})
            names = [_field(chunk[0][0], column).name for column in columns]
            _table(chunk[0][0]).bulk_create(
                [row for row, _before in chunk], update_conflicts=True, unique_fields=["pk"], update_fields=names
            )
            noted = [
                {
                    "pk": row.pk,
                    "before": _to_keep(before),
                    "after": _to_keep({column: getattr(row, column) for column in before}),
                }
                for row, before in chunk
            ]
            self._note(Change.Kind.CHANGED, chunk[0][0], noted)

    def delete(self, rows: Sequence[models.Model]) -> None:
        """Delete rows of one table that nothing points to any more."""
        for chunk in batches(rows):
            self._note(Change.Kind.DELETED, chunk[0], [_to_keep(as_row(row)) for row in chunk])
            _erase(type(chunk[0]), [row.pk for row in chunk])

    def save(self) -> None:
        """Keep what was written, under the act."""
        Change.objects.bulk_create(self._changes, batch_size=50)
        self._changes = []

    def _note(self, kind: Change.Kind, row: models.Model, rows: list[Any]) -> None:
        self._changes.append(Change(act=self.act, kind=kind, table=row._meta.label_lower, rows=rows))


def undo(act: Act, by: User | None = None, *, even_touched: bool = False) -> None:
    """Bring everything back to what it was before `act`, and trace it.

    Raises Touched, and writes nothing, when somebody worked on those records since, unless `even_touched`; then their
    work is lost with them. What the site itself needs (a meeting of a created operator) is never lost: Touched.
    """
    with transaction.atomic():
        act = Act.objects.select_for_update().get(pk=act.pk)
        if act.undone_at:
            return
        changes = list(act.changes.order_by("-pk"))
        if stand := obstacles(act, changes, even_touched=even_touched):
            raise Touched(stand)
        for change in changes:
            _UNDO[change.kind](_model(change), change.rows)
        if act.kind == Act.Kind.MERGE:
            index((_model(change), key) for change in changes for key in _keys(change))
        act.undone_at = clock.now()
        act.save(update_fields=["undone_at"])
        trace("directory.undone", act, by, kind=act.kind)


def index(rows: Iterable[tuple[type[models.Model], Any]]) -> None:
    """Tell Wagtail anew what these rows, given by table and key, refer to: it did not see them written."""
    for model, key in dict.fromkeys(rows):
        row = model._base_manager.filter(pk=key).first() if _is_indexed(model) else None
        if row is not None:
            ReferenceIndex.create_or_update_for_object(row)


def as_row(row: models.Model) -> Row:
    """All columns of a row, as they are in memory."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _to_keep(values: Row) -> Row:
    """The values as the journal keeps them: instants whole, where JSON's encoder would cut their microseconds."""
    return {column: value.isoformat() if isinstance(value, datetime) else value for column, value in values.items()}


def _delete_created(model: type[models.Model], keys: list[Any]) -> None:
    for pointer in pointers(model):
        held = pointer.model._base_manager.filter(**{f"{pointer.column}__in": keys})
        if pointer.field.remote_field.on_delete is models.SET_NULL:
            held.update(**{pointer.column: None})
        else:
            held.delete()  # what was added to them since
    rest = model._base_manager.filter(pk__in=keys)
    if any(field.name == "latest_revision" for field in model._meta.concrete_fields):
        rest.filter(latest_revision__isnull=False).delete()  # its versions go with it
    _erase(model, keys)


def _restore_changed(model: type[models.Model], rows: list[Row]) -> None:
    """Rows that went since stay gone. Where nothing tells when a row was changed, a value set since stays."""
    now = model._base_manager.in_bulk([row["pk"] for row in rows])
    rows = [row for row in rows if row["pk"] in now]
    columns = sorted({column for row in rows for column in row["before"]})
    for row in rows:
        record = now[row["pk"]]
        for column, value in row["before"].items():
            read = _field(model, column).to_python
            if is_dated(model) or getattr(record, column) == read(row["after"][column]):
                setattr(record, column, read(value))
    names = [_field(model, column).name for column in columns]
    if rows:
        model._base_manager.bulk_create(
            [now[row["pk"]] for row in rows], update_conflicts=True, unique_fields=["pk"], update_fields=names
        )


def _restore_deleted(model: type[models.Model], rows: list[Row]) -> None:
    """Without those that hung on something that went since."""
    restored = [
        model(**{column: _field(model, column).to_python(value) for column, value in row.items()}) for row in rows
    ]
    for field in model._meta.concrete_fields:
        if field.related_model is None:
            continue
        keys = {getattr(row, field.attname) for row in restored} - {None}
        there = set(field.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        if field.null:
            for row in restored:
                setattr(
                    row, field.attname, getattr(row, field.attname) if getattr(row, field.attname) in there else None
                )
        else:
            restored = [row for row in restored if getattr(row, field.attname) in there]
    model._base_manager.bulk_create(restored)


_UNDO = {
    Change.Kind.CREATED.value: _delete_created,
    Change.Kind.CHANGED.value: _restore_changed,
    Change.Kind.DELETED.value: _restore_deleted,
}


def _erase(model: type[models.Model], keys: list[Any]) -> None:
    found = model._base_manager.filter(pk__in=keys)
    found._raw_delete(found.db)
    if _is_indexed(model):  # else the page of what they used looks for them
        kind = ContentType.objects.get_for_model(model)
        ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=[str(key) for key in keys]).delete()


def _is_indexed(model: type[models.Model]) -> bool:
    return not model._meta.auto_created and ReferenceIndex.model_is_indexable(model)


def _table(row: models.Model) -> Any:
    return type(row)._base_manager


def _model(change: Change) -> type[models.Model]:
    return apps.get_model(change.table)


def _keys(change: Change) -> list[Any]:
    pk = _model(change)._meta.pk.attname
    return [row if change.kind == Change.Kind.CREATED else row.get("pk", row.get(pk)) for row in change.rows]


def _field(of: Any, column: str) -> Any:
    return next(field for field in of._meta.concrete_fields if field.attname == column)


__all__ = ["CHUNK", "Journal", "Row", "Touched", "as_row", "batches", "index", "undo"]
