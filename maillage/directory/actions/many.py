"""The same act on many records at once. The form shows it too: no version of before stays the latest."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import trace_all
from maillage.directory.enums import Status
from maillage.directory.models import Service, Term

AT_ONCE = 500  # records of a statement


def is_ready(record: Any) -> bool:
    """Whether a record may be written without its form: a waiting draft would bring its old values back."""
    return bool(record.live and not record.has_unpublished_changes)


def assure(records: Sequence[Any], by: User | None = None) -> None:
    """Operators or services were checked today."""
    _write("directory.assured", records, {"assured_on": clock.today()}, by)


def set_status(services: Sequence[Service], status: Status, by: User | None = None) -> None:
    """Services run, or pause."""
    _write("directory.status", services, {"status": status}, by)


@transaction.atomic
def add_terms(services: Sequence[Service], terms: Sequence[Term], by: User | None = None) -> None:
    """Services are found by these terms too."""
    through = Service.terms.through
    through._base_manager.bulk_create(
        (through(service=service, term=term) for service in services for term in terms),
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
    told = [f"{term.scheme}:{term.key}" for term in terms]
    _note("directory.terms_added", [(service, {"terms": told}) for service in services], by)


@transaction.atomic
def _write(act: str, records: Sequence[Any], values: dict[str, Any], by: User | None) -> None:
    plain = {name: str(value) for name, value in values.items()}
    told = [(row, {name: [str(getattr(row, name) or ""), new] for name, new in plain.items()}) for row in records]
    _note(act, told, by, **values)


def _note(act: str, told: Sequence[tuple[Any, dict[str, Any]]], by: User | None, **values: Any) -> None:
    """Write `values`, and what the form must know, into the records; trace what is told of each."""
    for start in range(0, len(told), AT_ONCE):
        records = [record for record, _changes in told[start : start + AT_ONCE]]
        rows = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records])
        rows.update(modified_at=clock.now(), latest_revision=None, **values)
    trace_all(act, told, by)
