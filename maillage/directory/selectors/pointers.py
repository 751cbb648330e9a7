"""Which tables point to a table: what must be looked at before one of its rows goes."""

from typing import Any, NamedTuple

from django.db import models


class Pointer(NamedTuple):
    """A foreign key of `model`; also one without a name on the other side, and those of many-to-many tables."""

    model: type[models.Model]
    field: Any

    @property
    def column(self) -> str:
        """The name of the key itself: `organization_id`."""
        return str(self.field.attname)


def pointers(model: type[models.Model]) -> list[Pointer]:
    """The foreign keys that point to `model`, of any room, in a fixed order."""
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    found = [
        Pointer(relation.related_model, relation.field)
        for relation in relations
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]
    return sorted(found, key=lambda pointer: (pointer.model._meta.label, pointer.column))


def unique_sets(model: type[models.Model], column: str) -> list[list[str]]:
    """The sets of columns that are unique together with `column`, without it."""
    together = [list(names) for names in model._meta.unique_together]
    together += [
        list(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    together += [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    fields: Any = model._meta
    as_columns = [[fields.get_field(name).attname for name in names] for names in together]
    return [[name for name in names if name != column] for names in as_columns if column in names]
