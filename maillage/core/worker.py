"""The process that does what the site promised: mails as they come due, and the rounds."""

import logging
import os
import socket
import time

from django.db import DatabaseError, close_old_connections, connection

from maillage.core import beats, rounds
from maillage.core.delivery import Batch, OnStep, deliver_batch, no_step
from maillage.core.leases import Pace
from maillage.core.retries import pause_after

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
BEAT_SECONDS = 15.0
ROUNDS_SECONDS = 5.0
DATABASE_PAUSE_SECONDS = 5.0


class Worker:
    """Delivers until `stop`; says every quarter of a minute that it is alive."""

    def __init__(self, pace: Pace | None = None, on_step: OnStep = no_step) -> None:
        self.pace = pace or Pace()
        self.on_step = on_step
        self.name = f"{beats.WORKER}{socket.gethostname()[:80]}:{os.getpid()}"
        # A plain flag: a signal handler may set it at any instant without waiting for a lock.
        self.stopping = False
        self.refusals = 0
        self._beat_at = self._call_at = self._rounds_at = 0.0

    def stop(self) -> None:
        """Finish the mail in hand, then return from `run` or `drain`."""
        self.stopping = True

    def keep_going(self) -> bool:
        """Whether to take the next mail; says on the way that the worker is alive."""
        if time.monotonic() >= self._beat_at:
            self._beat_at = time.monotonic() + BEAT_SECONDS
            beats.beat(self.name)
        return not self.stopping

    def run(self) -> None:
        """Deliver what comes due, until `stop`. A database or mail server that is away is waited for."""
        while not self.stopping:
            time.sleep(self._round())
        beats.forget(self.name)

    def drain(self) -> Batch:
        """Deliver what is due now and return the totals; stops at a mail server that does not answer."""
        total = Batch()
        rounds.make()
        while not self.stopping and not total.unreachable:
            batch = deliver_batch(self.pace, self.on_step, lambda: not self.stopping)
            if batch is None:
                break
            total.delivered += batch.delivered
            total.put_off += batch.put_off
            total.given_up += batch.given_up
            total.unreachable = batch.unreachable
        return total

    def _round(self) -> float:
        """One turn; the seconds to rest after it."""
        close_old_connections()
        try:
            if self.keep_going():
                self._rounds()
            if time.monotonic() < self._call_at:
                return POLL_SECONDS
            return self._after(deliver_batch(self.pace, self.on_step, self.keep_going))
        except DatabaseError as error:
            logger.error("The database does not answer (%s)", type(error).__name__)
            connection.close()
            return DATABASE_PAUSE_SECONDS

    def _after(self, batch: Batch | None) -> float:
        if batch is None:
            return POLL_SECONDS
        if not batch.unreachable:
            self.refusals = 0
            return 0.0
        self.refusals = 1 if batch.delivered else self.refusals + 1
        self._call_at = time.monotonic() + pause_after(self.refusals)
        return POLL_SECONDS

    def _rounds(self) -> None:
        if time.monotonic() >= self._rounds_at:
            self._rounds_at = time.monotonic() + ROUNDS_SECONDS
            rounds.make()
