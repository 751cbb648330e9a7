"""Leaving a trace of an act."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from maillage.core import clock
from maillage.core.models import AuditEntry
from maillage.core.statements import insert


def reference(subject: Model) -> str:
    """How traces and mails name an object: `agenda.event:12`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def trace_all(act: str, told: Iterable[tuple[Model, dict[str, Any]]], actor: Model | None = None) -> None:
    """Write the same act on several subjects in one statement: pairs of subject and changes, in this order."""
    now, by = clock.now(), actor.pk if actor else None
    insert(*(AuditEntry(at=now, actor_id=by, act=act, subject=reference(one), changes=each) for one, each in told))


def trace(act: str, subject: Model, actor: Model | None = None, **changes: Any) -> AuditEntry:
    """Write who did `act` to `subject`; `changes` maps a field to `[before, after]` or to a plain value."""
    by = actor.pk if actor else None
    entry = AuditEntry(at=clock.now(), actor_id=by, act=act, subject=reference(subject), changes=changes)
    insert(entry)
    return entry
