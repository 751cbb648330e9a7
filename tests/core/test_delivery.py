"""Mails on their way: what leaves, what is recorded, what is put off."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.core import clock, seals
from maillage.core.delivery import deliver_batch
from maillage.core.leases import Pace, claim, due, finish
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.retries import DELAYS, MOST_ATTEMPTS, pause_after, wait_after
from tests.core.mails import BROKEN, FORGED, GONE, PLAIN, again, promise
from tests.plugins.clock import Clock
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_mail_leaves_with_text_and_html_and_its_body_is_erased(smtp_sink: Sink) -> None:
    message = promise(to="amina@example.org", text="Votre place est confirmée.")
    assert "place" not in message.payload
    batch = deliver_batch()
    assert batch.delivered == 1
    mail = smtp_sink.received[0]
    assert mail["To"] == "amina@example.org"
    assert "Votre place est confirmée." in mail.get_body(("plain",)).get_content()
    assert "Votre place est confirmée." in mail.get_body(("html",)).get_content()
    done = again(message)
    assert (done.state, done.payload, done.attempts, done.problem) == (OutboxState.DELIVERED, "", 1, "")
    assert (done.lease, done.leased_until) == ("", None)


def test_database_refuses_a_delivered_mail_that_keeps_its_body() -> None:
    message = promise()
    with pytest.raises(IntegrityError, match="outbox_body_erased_at_delivery"), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(state=OutboxState.DELIVERED)


def test_key_promised_twice_is_refused_by_the_database() -> None:
    first = promise()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(
            key=first.key, kind=PLAIN, recipient="x@example.org", language="fr", created_at=NOON, due_at=NOON
        )


def test_mail_is_written_in_the_language_of_its_reader(smtp_sink: Sink) -> None:
    promise(language="fr", to="fr@example.org")
    promise(language="ar", to="ar@example.org")
    deliver_batch()
    subjects = {mail["To"]: (mail["Subject"], mail["Content-Language"]) for mail in smtp_sink.received}
    assert subjects == {"fr@example.org": ("janvier", "fr"), "ar@example.org": ("يناير", "ar")}
    arabic = next(mail for mail in smtp_sink.received if mail["To"] == "ar@example.org")
    assert '<html lang="ar" dir="rtl">' in arabic.get_body(("html",)).get_content()


def test_batch_uses_one_connection(smtp_sink: Sink) -> None:
    for _ in range(5):
        promise()
    assert deliver_batch().delivered == 5
    assert smtp_sink.connections == 1


def test_no_connection_is_made_when_nothing_is_due(smtp_sink: Sink) -> None:
    promise(not_before=clock.now() + timedelta(hours=1))
    assert deliver_batch() is None
    assert smtp_sink.connections == 0


def test_message_id_is_the_same_at_each_attempt_and_says_it_is_automatic(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    message = promise(to="amina@example.org")
    smtp_sink.verdicts["amina@example.org"] = "451 4.3.0 later"
    for _ in range(2):
        deliver_batch()
        clock.forward(minutes=7)
    smtp_sink.verdicts.clear()
    deliver_batch()
    (mail,) = smtp_sink.received
    assert [refused["Message-ID"] for refused in smtp_sink.refused] == [mail["Message-ID"]] * 2
    assert mail["Message-ID"] == f"<{message.pk}.{seals.token('message-id', message.key)}@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_refused_address_bounces_at_once_and_the_others_go_on(smtp_sink: Sink) -> None:
    first, wrong, last = promise(), promise(to="gone@example.org"), promise()
    smtp_sink.refusals["gone@example.org"] = "550 5.1.1 gone@example.org unknown"
    batch = deliver_batch()
    assert (batch.delivered, batch.given_up) == (2, 1)
    refused = again(wrong)
    assert (refused.state, refused.problem) == (OutboxState.BOUNCED, "smtp:550")
    assert refused.finished_at
    assert again(first).state == again(last).state == OutboxState.DELIVERED
    assert smtp_sink.connections == 1


def test_refused_text_bounces(smtp_sink: Sink) -> None:
    message = promise(to="full@example.org")
    smtp_sink.verdicts["full@example.org"] = "552 5.2.2 mailbox full"
    deliver_batch()
    assert (again(message).state, again(message).problem) == (OutboxState.BOUNCED, "smtp:552")


def test_temporary_refusal_puts_off_longer_and_longer_then_gives_up(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    message = promise(to="grey@example.org")
    smtp_sink.refusals["grey@example.org"] = "450 4.7.1 greylisted"
    for attempt, delay in enumerate(DELAYS, start=1):
        deliver_batch()
        waiting = again(message)
        assert (waiting.state, waiting.attempts, waiting.problem) == (OutboxState.PENDING, attempt, "smtp:450")
        assert delay <= waiting.due_at - clock.set(waiting.due_at) + delay
        assert deliver_batch(Pace(batch=0)) is None
    deliver_batch()
    assert (again(message).state, again(message).attempts) == (OutboxState.FAILED, MOST_ATTEMPTS)
    assert again(message).payload, "the body stays, so that somebody can try again"


def test_waits_grow_with_some_chance_and_end() -> None:
    for attempts, delay in enumerate(DELAYS, start=1):
        waits = {wait_after(attempts) for _ in range(20)}
        assert all(delay <= wait <= delay * 1.2 for wait in waits)
        assert len(waits) > 1
    assert wait_after(MOST_ATTEMPTS) is None
    assert 5 <= pause_after(1) <= 6 < 10 <= pause_after(2) <= 12
    assert 300 <= pause_after(100) <= 360


def test_mail_that_cannot_be_written_is_put_off_and_the_others_go_on(
    smtp_sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = promise(BROKEN, text="Amina Personne"), promise()
    with caplog.at_level(logging.INFO):
        batch = deliver_batch()
    assert (batch.put_off, batch.delivered) == (1, 1)
    assert (again(broken).state, again(broken).problem) == (OutboxState.PENDING, "write:WriterBroke")
    assert again(good).state == OutboxState.DELIVERED
    assert "WriterBroke at" in caplog.text
    assert "Amina" not in caplog.text
    assert broken.recipient not in caplog.text


def test_kind_that_nobody_writes_is_put_off(smtp_sink: Sink) -> None:
    message = promise()
    OutboxMessage.objects.filter(pk=message.pk).update(kind="test.unknown")
    deliver_batch()
    assert again(message).problem == "write:KeyError"


def test_broken_seal_is_put_off_and_said(smtp_sink: Sink) -> None:
    message, good = promise(), promise()
    OutboxMessage.objects.filter(pk=message.pk).update(payload="tampered")
    deliver_batch()
    assert again(message).problem == "write:SealBroken"
    assert again(good).state == OutboxState.DELIVERED


def test_mail_with_nothing_to_say_is_given_up_and_erased(smtp_sink: Sink) -> None:
    message = promise(GONE)
    deliver_batch()
    done = again(message)
    assert (done.state, done.problem, done.payload) == (OutboxState.FAILED, "nothing", "")
    assert smtp_sink.received == []


@pytest.mark.parametrize("subject", ["Bonjour\nBcc: all@example.org", "Bonjour\r\nBcc: all@example.org", "a\rBcc: b"])
def test_forged_header_never_leaves(smtp_sink: Sink, subject: str) -> None:
    message, good = promise(FORGED, subject=subject), promise()
    deliver_batch()
    assert again(message).problem == "write:BadHeaderError"
    assert [mail["To"] for mail in smtp_sink.received] == [good.recipient]


def test_forged_address_never_leaves(smtp_sink: Sink) -> None:
    message = promise(to="a@example.org\nBcc: all@example.org")
    deliver_batch()
    assert again(message).state == OutboxState.PENDING
    assert smtp_sink.received == []


def test_longest_due_mail_goes_first(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    late = promise(not_before=NOON - timedelta(minutes=1))
    later = promise(not_before=NOON - timedelta(minutes=2))
    deliver_batch(Pace(batch=1))
    assert again(later).state == OutboxState.DELIVERED
    assert again(late).state == OutboxState.PENDING


def test_mail_held_by_a_dead_worker_is_taken_again_when_the_lease_ends(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    promise()
    assert claim(Pace(lease=timedelta(minutes=10)))
    assert deliver_batch() is None
    clock.forward(minutes=9, seconds=59)
    assert deliver_batch() is None
    clock.forward(seconds=1)
    assert deliver_batch().delivered == 1


def test_lost_lease_records_nothing(clock: Clock) -> None:
    clock.set(NOON)
    message = promise()
    slow = claim(Pace(lease=timedelta(minutes=1)))
    clock.forward(minutes=2)
    quick = claim(Pace())
    assert not finish(slow, message, state=OutboxState.BOUNCED)
    assert finish(quick, message, state=OutboxState.DELIVERED, payload="")
    assert again(message).state == OutboxState.DELIVERED


def test_no_mail_is_begun_at_the_end_of_a_lease_and_the_rest_is_due_again(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    for _ in range(3):
        promise()
    pace = Pace(lease=timedelta(minutes=10), margin=timedelta(minutes=3))

    def slow(step: str, _mail: OutboxMessage | None) -> None:
        if step == "recorded":
            clock.forward(minutes=5)

    assert deliver_batch(pace, on_step=slow).delivered == 2
    assert due().count() == 1


def test_stopping_gives_the_rest_back(smtp_sink: Sink) -> None:
    for _ in range(3):
        promise()
    answers = iter([True, False])
    assert deliver_batch(keep_going=lambda: next(answers)).delivered == 1
    assert due().count() == 2
