"""Workers killed at any instant lose no mail, and repeat only the one that the server had just taken."""

import asyncio
import gc
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from maillage.core import clock
from maillage.core.leases import Pace, due
from maillage.core.models import OutboxMessage
from tests.core import mortals
from tests.core.mails import promise
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db(transaction=True)
RUNS, IN_QUEUE = 200, 20


@pytest.mark.parametrize(
    ("step", "nth", "twice"),
    [("claimed", 1, 0), ("written", 2, 0), ("connected", 1, 0), ("accepted", 2, 1), ("recorded", 2, 0)],
)
def test_worker_killed_at_a_step_loses_no_mail(smtp_sink: Sink, step: str, nth: int, twice: int) -> None:
    promised = [promise() for _ in range(4)]
    now = clock.now()
    dead = mortals.born(lambda: mortals.drain(now, on_step=mortals.dies_at(step, nth)))
    assert mortals.outlived(dead) == -signal.SIGKILL
    smtp_sink.settle()
    mortals.settle_database()

    before_the_lease_ends = mortals.born(lambda: mortals.drain(now + timedelta(minutes=9)))
    assert mortals.outlived(before_the_lease_ends) == 0
    assert due().count() == 0
    assert len(mortals.delivered()) < 4

    after = mortals.born(lambda: mortals.drain(now + timedelta(minutes=10)))
    assert mortals.outlived(after) == 0
    received = smtp_sink.recipients()
    assert set(received) == {message.recipient for message in promised} == mortals.delivered()
    assert sum(received.values()) - len(received) == twice
    repeated = [mail for mail in smtp_sink.received if received[mail["To"]] == 2]
    assert len({mail["Message-ID"] for mail in repeated}) == twice


@pytest.fixture
def _light_copies() -> Iterator[None]:
    """Copies of this process share its memory instead of having it copied by the garbage collector."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def counting_sink(smtp_sink: Sink) -> Sink:
    """A mail server that notes to whom each mail goes and does not open it."""

    async def take(_server: SMTP, _session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(0)
        smtp_sink.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return "250 OK"

    smtp_sink.handle_DATA = take  # type: ignore[method-assign]
    return smtp_sink


@pytest.mark.usefixtures("_light_copies")
def test_workers_killed_at_200_random_instants_lose_no_mail(counting_sink: Sink) -> None:
    """Each worker is killed somewhere in its life; what the server took but we had not recorded is sent again,
    and nothing else is. Each lives an hour after the last: the leases of the dead have ended."""
    chance = random.Random()  # the assertions hold for any seed
    began, promised, allowed = clock.now(), set(), Counter()
    longest = _time_to_drain(promised, counting_sink)
    recorded, taken = mortals.delivered(), counting_sink.recipients()
    lives, killed = 0, 0
    while killed < RUNS:
        lives += 1
        _fill(promised)
        pid = mortals.born(lambda at=began + timedelta(hours=lives): mortals.drain(at, Pace(batch=10)))
        time.sleep(chance.uniform(0, longest))
        if _killed(pid):
            killed += 1
        else:
            longest *= 0.95  # it had finished
        counting_sink.settle()
        mortals.settle_database()
        recorded_before, taken_before = recorded, taken
        recorded, taken = mortals.delivered(), counting_sink.recipients()
        unrecorded = (taken - taken_before).keys() - (recorded - recorded_before)
        assert len(unrecorded) <= 1, f"life {lives}: more than one mail lay between the server and our commit"
        allowed.update(unrecorded)

    last = mortals.born(lambda: mortals.drain(began + timedelta(hours=lives + 1)))
    assert mortals.outlived(last) == 0
    received = counting_sink.recipients()
    assert set(received) == promised == mortals.delivered()
    assert received - Counter(promised) == allowed
    assert len(promised) > IN_QUEUE


def test_workers_at_once_send_each_mail_once(smtp_sink: Sink) -> None:
    promised = {promise().recipient for _ in range(80)}
    workers = [mortals.born(lambda: mortals.drain(pace=Pace(batch=3))) for _ in range(4)]
    assert [mortals.outlived(pid) for pid in workers] == [0] * 4
    assert smtp_sink.recipients() == Counter(promised)
    assert smtp_sink.connections > 4
    assert mortals.delivered() == promised


def _fill(promised: set[str]) -> None:
    waiting = OutboxMessage.objects.filter(state="pending").count()
    promised.update(promise().recipient for _ in range(IN_QUEUE - waiting))


def _time_to_drain(promised: set[str], sink: Sink) -> float:
    """Seconds that one whole life takes here: the kills fall anywhere within it."""
    promised.add(promise().recipient)
    mortals.drain()  # loads here, once, all that a worker needs
    _fill(promised)
    start = time.monotonic()
    assert mortals.outlived(mortals.born(lambda: mortals.drain(pace=Pace(batch=10)))) == 0
    sink.settle()
    return time.monotonic() - start


def _killed(pid: int) -> bool:
    """Kills the process; whether it was still at work."""
    os.kill(pid, signal.SIGKILL)
    ending = mortals.outlived(pid)
    assert ending in {0, -signal.SIGKILL}
    return ending != 0
