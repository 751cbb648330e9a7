"""The mail server is away, or says no to everybody: nothing is lost, and no mail's attempts are burnt."""

from datetime import UTC, datetime

import pytest

from maillage.core.delivery import deliver_batch
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.worker import Worker
from tests.core.mails import promise
from tests.plugins.clock import Clock
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def attempts() -> list[int]:
    return list(OutboxMessage.objects.order_by("pk").values_list("attempts", flat=True))


def test_server_down_loses_nothing_then_all_arrive(smtp_sink: Sink) -> None:
    promised = [promise() for _ in range(5)]
    smtp_sink.down()
    for _ in range(20):
        batch = deliver_batch()
        assert (batch.delivered, batch.unreachable) == (0, "line:ConnectionRefusedError")
    assert attempts() == [0] * 5
    smtp_sink.up()
    assert deliver_batch().delivered == 5
    assert smtp_sink.recipients() == {message.recipient: 1 for message in promised}


def test_server_that_is_closing_costs_one_attempt_of_one_mail(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    for _ in range(5):
        promise()
    smtp_sink.greeting = "421 4.3.2 closing"
    batch = deliver_batch()
    assert (batch.put_off, batch.unreachable) == (1, "smtp:421")
    assert attempts() == [1, 0, 0, 0, 0]
    smtp_sink.greeting = ""
    assert deliver_batch().delivered == 4
    clock.forward(minutes=2)
    assert deliver_batch().delivered == 1
    assert set(smtp_sink.recipients().values()) == {1}


def test_sender_refused_bounces_nobody(smtp_sink: Sink) -> None:
    for _ in range(3):
        promise()
    smtp_sink.greeting = "530 5.7.0 authentication required"
    assert deliver_batch().unreachable == "smtp:530"
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {OutboxState.PENDING}
    assert attempts() == [1, 0, 0]


def test_server_that_falls_in_the_middle_loses_nothing(smtp_sink: Sink, clock: Clock) -> None:
    clock.set(NOON)
    for _ in range(6):
        promise()

    def fall(step: str, _mail: OutboxMessage | None) -> None:
        if step == "recorded" and len(smtp_sink.received) == 3:
            smtp_sink.down()

    batch = deliver_batch(on_step=fall)
    assert batch.delivered == 3
    assert batch.unreachable
    smtp_sink.up()
    clock.forward(minutes=2)
    assert deliver_batch().delivered == 3
    assert len(smtp_sink.recipients()) == 6


def test_server_too_slow_to_answer_is_hung_up_on(smtp_sink: Sink, settings) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    for _ in range(3):
        promise()
    smtp_sink.delay = 5
    assert deliver_batch().unreachable == "line:SMTPServerDisconnected", "smtplib's word for a timeout"
    assert attempts() == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_worker_calls_a_dead_server_less_and_less(smtp_sink: Sink) -> None:
    promise()
    smtp_sink.down()
    worker = Worker()
    assert worker._round() == 1.0
    assert worker.refusals == 1
    worker._round()
    assert worker.refusals == 1, "not called again before the pause is over"
    worker._call_at = 0
    worker._round()
    assert worker.refusals == 2
    smtp_sink.up()
    worker._call_at = 0
    assert worker._round() == 0.0
    assert (worker.refusals, len(smtp_sink.received)) == (0, 1)
