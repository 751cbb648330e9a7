"""What hangs on a record: how much moves when it is merged, and what forbids to delete it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from maillage.directory.models import DuplicateCandidate, SourceRecord
from maillage.directory.selectors.pointers import Pointer, pointers

UNTOLD = (DuplicateCandidate, SourceRecord)  # what no reader would miss


def hanging(record: models.Model) -> list[str]:
    """What points to a record, counted and named, of any room: `["2 services", "1 événement"]`."""
    counted: Counter[type[models.Model]] = Counter()
    for pointer in pointers(type(record)):
        if not issubclass(pointer.model, UNTOLD):
            rows = pointer.model._base_manager.filter(**{pointer.column: record.pk})
            counted[_told_as(pointer, type(record))] += rows.count()
    names = {kind: kind._meta.verbose_name if n == 1 else kind._meta.verbose_name_plural for kind, n in counted.items()}
    return [f"{n} {names[kind]}" for kind, n in counted.items() if n]


def in_the_way(records: Sequence[Any]) -> list[str]:
    """What forbids to delete records of one table: what needs them, and what another room invited or listed."""
    if not records:
        return []
    model, keys = type(records[0]), [record.pk for record in records]
    needed: set[Any] = set()
    try:
        Collector(using=router.db_for_write(model), origin=records[0]).collect(model._base_manager.filter(pk__in=keys))
    except ProtectedError as stand:
        needed |= set(stand.protected_objects)
    except RestrictedError as stand:
        needed |= set(stand.restricted_objects)
    for pointer in pointers(model):
        through: Any = pointer.model._meta.auto_created
        if through and through._meta.app_label != model._meta.app_label:
            rows = pointer.model._base_manager.filter(**{f"{pointer.column}__in": keys}).values(
                _key_of(pointer, through)
            )
            needed |= set(through._base_manager.filter(pk__in=rows))
    return sorted({str(row) for row in needed})


def _told_as(pointer: Pointer, model: type[models.Model]) -> type[models.Model]:
    """What a pointer is counted as: of a many-to-many table, what is on its other side."""
    if not pointer.model._meta.auto_created:
        return pointer.model
    others: list[Any] = [field.related_model for field in pointer.model._meta.concrete_fields if field.remote_field]
    return next((other for other in others if other is not model), model)


def _key_of(pointer: Pointer, holder: type[models.Model]) -> str:
    return next(field.attname for field in pointer.model._meta.concrete_fields if field.related_model is holder)
