"""Workers that live in a process of their own and can be killed at any instant."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, connections

from maillage.core import clock
from maillage.core.delivery import OnStep, deliver_batch, no_step
from maillage.core.leases import Pace
from maillage.core.models import OutboxMessage, OutboxState

SETTLE_SECONDS = 30.0


def born(work: Callable[[], None]) -> int:
    """Starts `work` in a copy of this process, which has everything loaded; returns its process id.

    The copy inherits no connection: each side opens its own.
    """
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        sys.stdout.flush()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(70)


def outlived(pid: int) -> int:
    """Waits for the process to end; 0 when all went well, minus the signal that killed it, or its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def drain(at: datetime | None = None, pace: Pace | None = None, on_step: OnStep = no_step) -> None:
    """Sends what is due, at the instant `at` or now, until nothing is."""
    with clock.at(at or clock.now()):
        while deliver_batch(pace, on_step):
            pass


def dies_at(step: str, nth: int) -> OnStep:
    """Kills its own process the `nth` time (from 1) that it comes to `step`."""
    left = [nth]

    def on_step(name: str, _message: OutboxMessage | None) -> None:
        if name == step:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    return on_step


@contextmanager
def killed_at_the_end(pid: int) -> Iterator[None]:
    """Kills the process after the block, if it still lives, and waits for its end."""
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        outlived(pid)


def settle_database() -> None:
    """Waits until the server has finished what the dead had asked of it: a commit may outlive its client."""
    if connection.vendor != "postgresql":
        return
    limit = time.monotonic() + SETTLE_SECONDS
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        while True:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
            assert time.monotonic() < limit, "a dead worker's session does not end"
            time.sleep(0.002)


def delivered() -> set[str]:
    """The addresses whose mail is recorded as delivered."""
    return set(OutboxMessage.objects.filter(state=OutboxState.DELIVERED).values_list("recipient", flat=True))
