"""Delivering what the outbox promises: at least once, and twice only when a worker dies between
the mail server's 250 and our commit (then both mails bear the same Message-ID)."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from maillage.core import clock, outbox
from maillage.core.leases import Lease, Pace, claim, finish, give_back
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.retries import wait_after
from maillage.core.transport import Failure, Line, Unreachable, Verdict, write

logger = logging.getLogger(__name__)

# Called with "claimed", "written", "connected", "accepted" and "recorded"; the mail is None at "claimed".
OnStep = Callable[[str, OutboxMessage | None], None]
NOTHING = "nothing"  # problem code of a mail whose matter is gone


def no_step(step: str, message: OutboxMessage | None) -> None:
    """Nobody watches."""


def always() -> bool:
    """Nobody asks to stop."""
    return True


@dataclass
class Batch:
    """What became of the mails taken at once; `unreachable` is the problem code that cut it short, or empty."""

    delivered: int = 0
    put_off: int = 0
    given_up: int = 0
    unreachable: str = ""

    @property
    def handled(self) -> int:
        """How many mails were settled in one way or another."""
        return self.delivered + self.put_off + self.given_up


def deliver_batch(
    pace: Pace | None = None, on_step: OnStep = no_step, keep_going: Callable[[], bool] = always
) -> Batch | None:
    """Take due mails and send them over one connection; None when nothing was due.

    Before each mail `keep_going` may end the batch. What was taken and not settled is due again at
    once. `on_step` watches (see OnStep).
    """
    pace = pace or Pace()
    lease = claim(pace)
    if lease is None:
        return None
    on_step("claimed", None)
    batch, line = Batch(), Line()
    try:
        for message in lease.messages:
            if not keep_going() or clock.now() > lease.until - pace.margin:
                break
            _deliver(message, lease, line, batch, on_step)
    except Unreachable as error:
        batch.unreachable = str(error)
        logger.warning("The mail server does not take mails (%s): calling again later", error)
    finally:
        line.close()
        if batch.handled < len(lease.messages):
            give_back(lease)
    return batch


def _deliver(message: OutboxMessage, lease: Lease, line: Line, batch: Batch, on_step: OnStep) -> None:
    """Send one mail and record what became of it. Raises Unreachable when the batch must stop."""
    try:
        mail = write(message)
        on_step("written", message)
        if line.open():
            on_step("connected", message)
        failure = line.send(mail)
    except outbox.NothingToSay:
        batch.given_up += 1
        _give_up(lease, message, OutboxState.FAILED, NOTHING, payload="")
        return
    except Unreachable:
        raise
    except Exception as error:  # one mail that cannot be written must not hold up the others
        _say_where(message, error)
        failure = Failure(Verdict.LATER, f"write:{type(error).__name__}")
    if failure:
        _record_failure(lease, message, failure, batch)
        return
    on_step("accepted", message)
    _record_delivery(lease, message)
    batch.delivered += 1
    on_step("recorded", message)


def _record_delivery(lease: Lease, message: OutboxMessage) -> None:
    recorded = finish(
        lease,
        message,
        state=OutboxState.DELIVERED,
        payload="",
        attempts=message.attempts + 1,
        finished_at=clock.now(),
        problem="",
    )
    if not recorded:
        logger.warning("Mail %s was sent after its lease had ended: it may arrive twice", message.pk)


def _record_failure(lease: Lease, message: OutboxMessage, failure: Failure, batch: Batch) -> None:
    """Put the mail off, or give it up. Raises Unreachable after recording when the server hung up."""
    attempts = message.attempts + 1
    wait = wait_after(attempts)
    if failure.verdict is Verdict.REFUSED:
        batch.given_up += 1
        _give_up(lease, message, OutboxState.BOUNCED, failure.problem, attempts=attempts)
    elif wait is None:
        batch.given_up += 1
        _give_up(lease, message, OutboxState.FAILED, failure.problem, attempts=attempts)
    else:
        batch.put_off += 1
        finish(lease, message, attempts=attempts, due_at=clock.now() + wait, problem=failure.problem)
    if failure.verdict is Verdict.HANG_UP:
        raise Unreachable(failure.problem)


def _give_up(lease: Lease, message: OutboxMessage, state: OutboxState, problem: str, **changes: object) -> None:
    logger.warning("Mail %s (%s) is given up: %s", message.pk, message.kind, problem)
    finish(lease, message, state=state, problem=problem, finished_at=clock.now(), **changes)


def _say_where(message: OutboxMessage, error: Exception) -> None:
    # The text of an error can hold what people wrote: only its kind and its place are logged.
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error(
        "Mail %s (%s) cannot be written: %s at %s:%s",
        message.pk,
        message.kind,
        type(error).__name__,
        place.filename,
        place.lineno,
    )
