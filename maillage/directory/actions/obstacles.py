"""What stands in the way of undoing an act: work that people did since."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from maillage.directory.models import Act, Change, DuplicateCandidate
from maillage.directory.selectors.pointers import Pointer, pointers

CHUNK = 500  # keys of a question to the database


class Touched(Exception):
    """Records were changed, or put to use, since the act: `records` names them."""

    def __init__(self, records: list[str]) -> None:
        super().__init__(", ".join(records[:5]))
        self.records = records


def obstacles(act: Act, changes: list[Change], *, even_touched: bool) -> list[str]:
    """The names of the records in the way; `even_touched` looks only for what could not be undone without harm."""
    found = [*_relied_on(changes, _is_elsewhere), *_in_the_place(changes)]
    if not even_touched:
        found += [*_gone(changes), *_reworked(act, changes), *_relied_on(changes, _is_added)]
    return list(dict.fromkeys(found))


def is_dated(model: type[models.Model]) -> bool:
    """Whether the rows of a table tell when they were changed."""
    return any(field.attname == "modified_at" for field in model._meta.concrete_fields)


def _relied_on(changes: list[Change], counts: Callable[[Pointer], bool]) -> Iterator[str]:
    """What points to created rows, in a way that counts, from rows that the act did not create."""
    created: dict[str, set[Any]] = {}
    for change in changes:
        if change.kind == Change.Kind.CREATED:
            created.setdefault(change.table, set()).update(change.rows)
    for table, keys in created.items():
        for pointer in pointers(apps.get_model(table)):
            if not counts(pointer):
                continue
            own = created.get(pointer.model._meta.label_lower, set())
            ordered = sorted(keys)
            for start in range(0, len(ordered), CHUNK):
                found = pointer.model._base_manager.filter(**{f"{pointer.column}__in": ordered[start : start + CHUNK]})
                yield from (str(row) for row in found.order_by("pk") if row.pk not in own)


def _is_elsewhere(pointer: Pointer) -> bool:
    """Whether it is another room that points there: nothing of it goes."""
    return pointer.model._meta.app_label != "directory"


def _is_added(pointer: Pointer) -> bool:
    """Whether rows that point there go with what they point to, and somebody wrote them: a service, a phone, a place."""
    kept = pointer.field.remote_field.on_delete is models.SET_NULL or pointer.model is DuplicateCandidate
    return not (kept or _is_elsewhere(pointer) or pointer.model._meta.auto_created)


def _gone(changes: list[Change]) -> Iterator[str]:
    """Records that the act changed, and that somebody deleted, or merged, since."""
    for change in changes:
        model = apps.get_model(change.table)
        if change.kind == Change.Kind.CHANGED and is_dated(model):
            there = model._base_manager.in_bulk([row["pk"] for row in change.rows])
            yield from (_("une fiche qui n’est plus là") for row in change.rows if row["pk"] not in there)


def _in_the_place(changes: list[Change]) -> Iterator[str]:
    """Records that took since what is unique in a deleted one: its short address."""
    for change in changes:
        if change.kind != Change.Kind.DELETED:
            continue
        model = apps.get_model(change.table)
        for field in model._meta.concrete_fields:
            if field.unique:
                taken = [row[field.attname] for row in change.rows]
                same = model._base_manager.filter(**{f"{field.attname}__in": taken})
                yield from (str(row) for row in same.order_by("pk"))


def _reworked(act: Act, changes: list[Change]) -> Iterator[str]:
    for change in changes:
        model = apps.get_model(change.table)
        if not is_dated(model):
            continue
        keys = {
            Change.Kind.CREATED.value: lambda rows: rows,
            Change.Kind.CHANGED.value: lambda rows: [row["pk"] for row in rows],
        }.get(change.kind)
        if keys:
            later = model._base_manager.filter(pk__in=keys(change.rows), modified_at__gt=act.done_at)
            yield from (str(row) for row in later.order_by("pk"))
