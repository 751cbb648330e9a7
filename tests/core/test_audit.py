"""Traces: who, what, when."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model

from maillage.core.audit import reference, trace
from maillage.core.models import AuditEntry, Centre
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_trace_says_who_did_what_to_what_and_when(clock: Clock) -> None:
    clock.set(NOON)
    actor = get_user_model().objects.create_user("amina@example.org")
    entry = trace("core.centre_changed", Centre(pk=1), actor, name=["Avant", "Après"])
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.at, kept.actor, kept.act, kept.subject) == (NOON, actor, "core.centre_changed", "core.centre:1")
    assert kept.changes == {"name": ["Avant", "Après"]}


def test_trace_without_actor_is_the_sites_own_act() -> None:
    assert trace("core.round", Centre(pk=1)).actor is None


def test_trace_outlives_its_actor() -> None:
    actor = get_user_model().objects.create_user("amina@example.org")
    entry = trace("act", Centre(pk=1), actor)
    actor.delete()
    assert AuditEntry.objects.get(pk=entry.pk).actor is None


def test_reference_names_any_object() -> None:
    assert reference(Centre(pk=1)) == "core.centre:1"
