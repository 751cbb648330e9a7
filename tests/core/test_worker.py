"""The worker as a process: stops cleanly, says that it lives, cleans once a day."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from maillage.core import beats
from maillage.core import clock as site_clock
from maillage.core.leases import due
from maillage.core.models import Beat, LimitCounter, OutboxState
from maillage.core.worker import Worker
from tests.core import mortals
from tests.core.mails import again, promise
from tests.plugins.clock import Clock
from tests.plugins.smtp import Sink

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.mark.django_db
def test_once_drains_what_is_due_and_says_so(smtp_sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        promise()
    later = promise(not_before=site_clock.now() + timedelta(hours=1))
    call_command("worker", "--once")
    assert "Remis : 3" in capsys.readouterr().out
    assert again(later).state == OutboxState.PENDING


@pytest.mark.django_db
def test_once_fails_in_words_when_the_server_is_down_and_loses_nothing(smtp_sink: Sink) -> None:
    promise()
    smtp_sink.down()
    with pytest.raises(CommandError, match="ConnectionRefusedError"):
        call_command("worker", "--once")
    assert due().count() == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.django_db(transaction=True)
def test_worker_told_to_stop_finishes_its_mail_and_gives_the_rest_back(smtp_sink: Sink, how: signal.Signals) -> None:
    for _ in range(5):
        promise()
    smtp_sink.delay = 0.2
    pid = mortals.born(lambda: call_command("worker", "--nice", "5"))
    until(lambda: len(smtp_sink.received) == 1)
    os.kill(pid, how)
    assert mortals.outlived(pid) == 0
    assert len(mortals.delivered()) == len(smtp_sink.received) < 5
    assert due().count() == 5 - len(smtp_sink.received), "due again at once"
    assert beats.last_worker() is None, "a worker that stops is not missed"


@pytest.mark.django_db(transaction=True)
def test_worker_at_rest_sends_a_new_mail_within_two_seconds_or_so(smtp_sink: Sink) -> None:
    pid = mortals.born(lambda: call_command("worker"))
    with mortals.killed_at_the_end(pid):
        until(lambda: beats.last_worker() is not None)
        promise()
        until(lambda: len(smtp_sink.received) == 1)


@pytest.mark.django_db
def test_turn_is_taken_once_a_day(clock: Clock) -> None:
    clock.set(NOON)
    day = timedelta(days=1)
    assert not beats.take_turn("round", day), "a new site has nothing to do"
    for _ in range(2):
        clock.forward(hours=23, minutes=59)
        assert not beats.take_turn("round", day)
        clock.forward(minutes=1)
        assert [beats.take_turn("round", day) for _ in range(3)] == [True, False, False]


@pytest.mark.django_db
def test_worker_cleans_once_a_day(clock: Clock, smtp_sink: Sink) -> None:
    clock.set(NOON)
    worker = Worker()
    worker.drain()
    LimitCounter.objects.create(key="old", count=1, until=NOON - timedelta(seconds=1))
    worker.drain()
    assert LimitCounter.objects.exists()
    clock.forward(days=1)
    worker.drain()
    assert not LimitCounter.objects.exists()


@pytest.mark.django_db
def test_beat_is_one_row_for_each_worker(clock: Clock) -> None:
    clock.set(NOON)
    beats.beat("worker:a")
    clock.forward(seconds=30)
    beats.beat("worker:a")
    beats.beat("worker:b")
    assert Beat.objects.count() == 2
    assert beats.last_worker() == NOON + timedelta(seconds=30)


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Waits for `true()`; fails when it does not come."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)
