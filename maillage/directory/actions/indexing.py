"""Keeping what services are found by true to what they are, in the transaction that changes them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.directory.actions.journal import batches
from maillage.directory.models import Location, Organization, SearchChange, SearchDocument, Service, Term
from maillage.directory.selectors.search.faces import face_of
from maillage.directory.selectors.search.marks import marks_of
from maillage.directory.selectors.search.rows import Rows
from maillage.directory.selectors.vocabulary import Vocabulary

FORM = "3"  # of the documents: another number, and all are written anew
MOST_CHANGES = 400  # told to who keeps documents; who is further behind reads all again


def refresh(keys: Iterable[int] | None = None) -> int:
    """Write the documents of services that changed since they were written (`keys`: of these alone); how many."""
    keys = keys if keys is None else list(keys)
    if keys == []:
        return 0
    now = _versions(keys)
    documents = SearchDocument.objects.all() if keys is None else SearchDocument.objects.filter(service_key__in=keys)
    written = dict(documents.values_list("service_key", "version"))
    stale = sorted(key for key, version in now.items() if written.get(key) != version)
    gone = sorted(written.keys() - now.keys())
    if not stale and not gone:
        return 0
    vocabulary = Vocabulary.load()
    with transaction.atomic():
        for chunk in batches(gone):
            SearchDocument.objects.filter(service_key__in=chunk).delete()
        for chunk in batches(stale):
            _write(list(chunk), now, vocabulary)
        _tell([*stale, *gone])
    return len(stale)


def follow(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    """What Wagtail saved, published or took down: the services of it are found by what they are now."""
    if isinstance(instance, Service):
        refresh([instance.pk])
    elif isinstance(instance, Organization):
        refresh(list(instance.services.values_list("pk", flat=True)))
    elif isinstance(instance, Location):
        refresh(list(Service.objects.filter(service_at_locations__location=instance).values_list("pk", flat=True)))


def forget(sender: type[Any], instance: Service, **_kwargs: Any) -> None:
    """A service was deleted, wherever that was done: nobody finds it any more."""
    if SearchDocument.objects.filter(service_key=instance.pk).delete()[0]:
        _tell([instance.pk])


def _versions(keys: list[int] | None) -> dict[int, str]:
    """What each service is made of, as text that changes with it."""
    said = Term.objects.version()
    found = Service.objects.all() if keys is None else Service.objects.filter(pk__in=keys)
    rows = found.annotate(at=Max("service_at_locations__location__modified_at")).values_list(
        "pk", "modified_at", "live", "organization__modified_at", "organization__live", "at"
    )
    return {key: f"{FORM}|{said}|{'|'.join(str(value) for value in rest)}"[:160] for key, *rest in rows}


def _write(keys: list[int], versions: dict[int, str], vocabulary: Vocabulary) -> None:
    SearchDocument.objects.filter(service_key__in=keys).delete()
    rows = Rows(keys, vocabulary)
    documents = []
    for key in keys:
        document = SearchDocument(service_key=key, version=versions[key])
        if service := rows.services.get(key):
            document.marks = marks_of(service, rows, vocabulary)
            document.face = face_of(service, rows)
        documents.append(document)
    SearchDocument.objects.bulk_create(documents)


def _tell(keys: list[int]) -> None:
    """Leave word of what was written; the oldest words are dropped, half of them at once."""
    change = SearchChange.objects.create(keys=keys)
    if SearchChange.objects.count() > MOST_CHANGES:
        SearchChange.objects.filter(pk__lte=change.pk - MOST_CHANGES // 2).delete()
