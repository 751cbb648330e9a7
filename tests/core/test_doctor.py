"""The doctor: what is well, what is stuck."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from maillage.core import beats, checkups, diagnosis
from maillage.core.leases import Pace, claim
from maillage.core.models import OutboxMessage, OutboxState
from maillage.ui.components.signs import unbroken
from tests.core.mails import PLAIN, promise
from tests.plugins.clock import Clock
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
OURS = ("Base de données", "Envoi des courriels", "Courriels", "Disque")


@pytest.fixture(autouse=True)
def _noon(clock: Clock) -> None:
    clock.set(NOON)


def wrong(checkup: checkups.Checkup) -> list[str]:
    return [finding.text for finding in checkup() if finding.wrong]


def test_healthy_site_is_well(smtp_sink: Sink, settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = True
    settings.LANGUAGES = [("fr", "Français")]
    beats.beat("worker:a")
    promise()
    call_command("doctor")
    said = capsys.readouterr().out
    assert "Tout va bien." in said
    assert unbroken("En attente : 1.") in said
    assert all(label in said for label in OURS)


def test_sick_site_ends_with_code_one_and_says_why(smtp_sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    smtp_sink.down()
    with pytest.raises(SystemExit) as ending:
        call_command("doctor")
    assert ending.value.code == 1
    said = capsys.readouterr().out
    assert unbroken("✗ Aucun « maillage worker » en marche.") in said
    assert "✗ Le serveur de messagerie ne répond pas (line:ConnectionRefusedError)." in said


def test_silent_worker_is_missed(smtp_sink: Sink, clock: Clock) -> None:
    beats.beat("worker:a")
    clock.forward(minutes=2)
    assert wrong(diagnosis.worker) == []
    clock.forward(minutes=3)
    assert wrong(diagnosis.worker) == ["Dernier signe de vie il y a 5\xa0minutes."]


def test_late_mail_is_said(clock: Clock) -> None:
    promise()
    clock.forward(minutes=10)
    assert wrong(diagnosis.mails) == []
    clock.forward(minutes=1)
    assert wrong(diagnosis.mails) == [unbroken("En retard : 1, le plus ancien de 11\xa0minutes.")]


def test_mail_put_off_is_not_late(clock: Clock) -> None:
    promise(not_before=NOON + timedelta(hours=2))
    clock.forward(hours=1)
    assert wrong(diagnosis.mails) == []


def test_lease_of_a_dead_worker_that_nobody_took_over_is_said(clock: Clock) -> None:
    promise()
    assert claim(Pace(lease=timedelta(minutes=10)))
    clock.forward(minutes=19)
    assert wrong(diagnosis.mails) == []
    clock.forward(minutes=2)
    assert wrong(diagnosis.mails) == [unbroken("Pris par un expéditeur disparu et jamais repris : 1.")]


def finished(state: OutboxState, problem: str = "smtp:550", days: int = 0) -> None:
    OutboxMessage.objects.filter(pk=promise().pk).update(
        state=state, problem=problem, payload="", finished_at=NOON - timedelta(days=days)
    )


def test_mail_given_up_is_wrong_for_a_week() -> None:
    finished(OutboxState.FAILED, days=8)
    finished(OutboxState.FAILED, problem="nothing")
    assert wrong(diagnosis.mails) == []
    finished(OutboxState.FAILED)
    assert wrong(diagnosis.mails) == [unbroken(f"Cette semaine, {PLAIN}, abandonné après plusieurs essais : 1.")]


def test_wrong_address_is_told_and_many_are_wrong() -> None:
    for _ in range(4):
        finished(OutboxState.BOUNCED)
    assert wrong(diagnosis.mails) == []
    assert any(unbroken("refusé par le destinataire : 4") in finding.text for finding in diagnosis.mails())
    finished(OutboxState.BOUNCED)
    assert len(wrong(diagnosis.mails)) == 1
    for _ in range(20):
        finished(OutboxState.DELIVERED, problem="")
    assert wrong(diagnosis.mails) == [], "five of twenty-five are a fifth: no more than that"


def test_unsafe_settings_are_said(settings) -> None:
    settings.DEBUG = True
    assert any(text.startswith("security.W018") for text in wrong(diagnosis.safety))


def test_missing_translation_is_said(settings, tmp_path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("fr", "Français"), ("ar", "العربية")]
    assert wrong(diagnosis.translations) == ["Traductions non compilées : ar."]
    (tmp_path / "ar" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ar" / "LC_MESSAGES" / "django.mo").touch()
    assert wrong(diagnosis.translations) == []


def test_database_and_pending_migrations_are_said(engine: str) -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    (first,) = diagnosis.database()
    assert first.text.lower().startswith(engine)
    MigrationRecorder(connection).record_unapplied("core", "0002_beat")
    assert wrong(diagnosis.database) == [unbroken("1 migrations à faire (maillage migrate) : core.0002_beat")]


def test_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(diagnosis.disk) == []
    monkeypatch.setattr(diagnosis, "LEAST_DISK", 10**18)
    assert len(wrong(diagnosis.disk)) == 1


def test_checkup_that_breaks_is_itself_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> list[checkups.Finding]:
        raise RuntimeError

    monkeypatch.setattr(checkups, "_checkups", {"broken": breaks})
    assert list(checkups.run()) == [
        ("broken", [checkups.Finding(unbroken("Impossible à vérifier : RuntimeError"), wrong=True)])
    ]


def test_rooms_above_have_their_own_checkups() -> None:
    assert "Agenda" in [label for label, _findings in checkups.run()]
