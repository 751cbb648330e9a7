"""Pointing to one record whatever points to another, in every room; the other then goes."""

from typing import Any

from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey

from maillage.directory.actions.journal import Journal, index
from maillage.directory.models import Act, Capacity, DuplicateCandidate
from maillage.directory.selectors.drafts import naming
from maillage.directory.selectors.pointers import Pointer, pointers, unique_sets


class DraftWaits(Exception):
    """Records have changes that nobody published yet: they would be lost. `records` names them."""

    def __init__(self, records: list[str]) -> None:
        super().__init__(", ".join(records[:5]))
        self.records = records


class Absorption:
    """`kept` takes over everything of `lost`. Notes in the journal of `act` what it writes."""

    def __init__(self, act: Act, kept: models.Model, lost: models.Model) -> None:
        self.journal = Journal(act)
        self.kept, self.lost = kept, lost
        self._changed: dict[tuple[type[models.Model], Any], models.Model] = {}
        self._owners: dict[tuple[type[models.Model], Any], models.Model] = {}

    def write(self, row: Any, values: dict[str, Any]) -> None:
        """Write new values of some columns of a row, when it was changed, and what it is part of."""
        before = {column: getattr(row, column) for column, value in values.items() if getattr(row, column) != value}
        self._touch(row)
        for column in before:
            setattr(row, column, values[column])
        self._touch(row)
        if hasattr(row, "modified_at"):
            before["modified_at"], row.modified_at = row.modified_at, self.journal.act.done_at
        if owner_of(row) is None:
            self._changed[type(row), row.pk] = row
        if before:
            self.journal.change([(row, before)])

    def run(self) -> None:
        """Move, delete, and keep the journal. Raises DraftWaits, when the caller's transaction is to be rolled back."""
        waiting = [str(record) for record in naming(self.lost)]
        self._pairs()
        self._absorb(self.kept, self.lost)
        for key, owner in self._owners.items():
            if key not in self._changed and (row := type(owner)._base_manager.filter(pk=owner.pk).first()):
                self.write(row, {})
        records = [self.lost, *self._changed.values()]
        waiting += [str(record) for record in records if getattr(record, "has_unpublished_changes", False)]
        if waiting:
            raise DraftWaits(list(dict.fromkeys(waiting)))
        self.journal.save()
        index(self._changed)

    def _absorb(self, kept: models.Model, lost: models.Model) -> None:
        """What `kept` has already is absorbed likewise."""
        for pointer in pointers(type(lost)):
            for row in pointer.model._base_manager.filter(**{pointer.column: lost.pk}).order_by("pk"):
                same = _same(row, pointer, kept.pk)
                if same is None:
                    self.write(row, {pointer.column: kept.pk})
                    continue
                self._touch(row)
                self._touch(same)
                if _is_later(row, same):
                    self._fold(row, same)
                    self.write(row, {pointer.column: kept.pk})
                else:
                    self._fold(same, row)
        self.journal.delete([lost])

    def _fold(self, kept: models.Model, lost: models.Model) -> None:
        """One row of two that would be twice the same; texts that only `lost` has stay."""
        texts = [field.attname for field in kept._meta.concrete_fields if isinstance(field, models.CharField)]
        missing = {name: getattr(lost, name) for name in texts if not getattr(kept, name) and getattr(lost, name)}
        if missing and not isinstance(kept, Capacity):
            self.write(kept, missing)
        self._absorb(kept, lost)

    def _pairs(self) -> None:
        """Pairs of `lost`: those told apart are told apart from `kept`; the others may be found again."""
        if self.kept._meta.label != DuplicateCandidate._meta.get_field("left").related_model._meta.label:
            return
        pairs = DuplicateCandidate.objects.order_by("pk")
        for pair in pairs.filter(Q(left=self.lost.pk) | Q(right=self.lost.pk)):
            left, right = sorted((pair.left_id + pair.right_id - self.lost.pk, self.kept.pk))
            apart = pair.decision == DuplicateCandidate.Decision.DIFFERENT
            if apart and left != right and not pairs.filter(left=left, right=right).exists():
                self.write(pair, {"left_id": left, "right_id": right})
            else:
                self.journal.delete([pair])

    def _touch(self, row: models.Model) -> None:
        """Remember the record that a row is part of: its form must show what becomes of the row."""
        owner = owner_of(row)
        if owner is not None and owner != self.lost:
            self._owners[type(owner), owner.pk] = owner


def owner_of(row: models.Model) -> models.Model | None:
    """The record that a row is part of, however deep; None for one that stands for itself."""
    holder: Any = type(row)._meta.auto_created  # the model whose many-to-many table this is
    fields: list[Any] = list(row._meta.concrete_fields)
    for field in fields:
        key = getattr(row, field.attname)
        if key is not None and (isinstance(field, ParentalKey) or (holder and field.related_model is holder)):
            parent: models.Model | None = field.related_model._base_manager.filter(pk=key).first()
            return parent and (owner_of(parent) or parent)
    return None


def _same(row: models.Model, pointer: Pointer, key: Any) -> models.Model | None:
    """The row that `row` would collide with, or repeat, if it pointed to `key`."""
    model, column = type(row), pointer.column
    together = unique_sets(model, column)
    if isinstance(row, Capacity):
        together.append([])  # a service tells its places once
    elif isinstance(pointer.field, ParentalKey):
        together.append(
            [field.attname for field in model._meta.concrete_fields if not field.unique and field.attname != column]
        )
    for names in together:
        alike = Q(**{column: key}, **{name: getattr(row, name) for name in names})
        found = model._base_manager.filter(alike).exclude(pk=row.pk).first()
        if found is not None:
            return found
    return None


def _is_later(row: models.Model, same: models.Model) -> bool:
    """Whether of two tellings of the same `row` is the later one."""
    if isinstance(row, Capacity) and isinstance(same, Capacity) and row.updated_on:
        return same.updated_on is None or row.updated_on > same.updated_on
    return False
