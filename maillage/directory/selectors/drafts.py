"""Changes that wait to be published."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey

from maillage.directory.models import Organization, Service
from maillage.directory.selectors.pointers import pointers


def naming(target: models.Model) -> Iterator[Any]:
    """The operators and services whose waiting draft points to `target`, while what is published may not."""
    for model in (Organization, Service):
        ways = list(_ways(model, target))
        waiting = model.objects.filter(has_unpublished_changes=True).select_related("latest_revision")
        for record in waiting if ways else ():
            content = record.latest_revision.content if record.latest_revision else {}
            if any(target.pk in _values(content, way) for way in ways):
                yield record


def _ways(model: type[models.Model], target: models.Model) -> Iterator[tuple[str, ...]]:
    """How to come from a version of a record to its keys of `target`: ("service_at_locations", "location")."""
    for pointer in pointers(type(target)):
        if pointer.model is model:
            yield (pointer.field.name,)
        for field in pointer.model._meta.concrete_fields:
            if isinstance(field, ParentalKey) and field.related_model is model and field is not pointer.field:
                yield field.remote_field.get_accessor_name(), pointer.field.name


def _values(content: dict[str, Any], way: tuple[str, ...]) -> set[Any]:
    first, *rest = way
    if not rest:
        return {content.get(first)}
    return {value for child in content.get(first, []) for value in _values(child, tuple(rest))}
