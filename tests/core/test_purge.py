"""What the ground floor erases, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from maillage.core import purges
from maillage.core.audit import trace
from maillage.core.models import AuditEntry, Beat, Centre, LimitCounter, OutboxMessage, OutboxState
from tests.core.mails import again, promise
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(clock: Clock) -> None:
    clock.set(NOON)


def mail(state: OutboxState, days: int) -> OutboxMessage:
    """A mail settled so many days ago."""
    message = promise()
    erased: dict[str, Any] = {"payload": ""} if state == OutboxState.DELIVERED else {}
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, finished_at=NOON - timedelta(days=days), **erased)
    return message


def test_delivered_mails_go_after_thirty_days() -> None:
    old, young, waiting = mail(OutboxState.DELIVERED, 31), mail(OutboxState.DELIVERED, 29), promise()
    list(purges.run())
    assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {young.pk, waiting.pk} - {old.pk}


@pytest.mark.parametrize("state", [OutboxState.BOUNCED, OutboxState.FAILED])
def test_undelivered_mails_lose_address_and_body_after_ninety_days(state: OutboxState) -> None:
    old, young = mail(state, 91), mail(state, 89)
    list(purges.run())
    assert (again(old).recipient, again(old).payload, again(old).state) == ("", "", state)
    assert again(young).recipient
    assert again(young).payload


def test_traces_lose_their_actor_after_two_years_and_stay(clock: Clock) -> None:
    actor = get_user_model().objects.create_user("amina@example.org")
    for days in [731, 729]:
        clock.set(NOON - timedelta(days=days))
        trace("act", Centre(pk=1), actor)
    clock.set(NOON)
    list(purges.run())
    assert [entry.actor for entry in AuditEntry.objects.order_by("at")] == [None, actor]


def test_what_has_expired_goes() -> None:
    for seconds in [-1, 1]:
        until = NOON + timedelta(seconds=seconds)
        LimitCounter.objects.create(key=str(seconds), until=until)
        Session.objects.create(session_key=str(seconds), session_data="", expire_date=until)
    Beat.objects.create(name="worker:gone", at=NOON - timedelta(days=8))
    Beat.objects.create(name="daily round", at=NOON - timedelta(days=8))
    list(purges.run())
    assert LimitCounter.objects.get().key == "1"
    assert Session.objects.get().session_key == "1"
    assert Beat.objects.get().name == "daily round"


def test_command_counts_then_erases(capsys: pytest.CaptureFixture[str]) -> None:
    mail(OutboxState.DELIVERED, 31)
    mail(OutboxState.BOUNCED, 91)
    call_command("purge_personal_data", "--dry-run")
    dry = capsys.readouterr().out
    assert "Rien n’a été effacé" in dry
    assert OutboxMessage.objects.exclude(recipient="").count() == 2
    call_command("purge_personal_data")
    wet = capsys.readouterr().out
    assert dry.replace("Rien n’a été effacé (--dry-run).\n", "") == wet
    assert "1  courriels remis depuis plus de 30 jours" in wet
    assert OutboxMessage.objects.get().recipient == ""
    call_command("purge_personal_data")
    assert "1 " not in capsys.readouterr().out


def test_purge_that_fails_is_said_and_keeps_nobody_else_from_erasing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(dry_run: bool) -> int:
        raise RuntimeError

    monkeypatch.setattr(purges, "_purgers", {"broken": fails, **purges._purgers})
    mail(OutboxState.DELIVERED, 31)
    with pytest.raises(CommandError):
        call_command("purge_personal_data")
    assert "échec  broken" in capsys.readouterr().out
    assert not OutboxMessage.objects.exists()
