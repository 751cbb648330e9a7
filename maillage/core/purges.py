"""What is erased once its time is over. Each room registers its own; once a day all run."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.functional import Promise

from maillage.core.rounds import every

logger = logging.getLogger(__name__)

Purger = Callable[[bool], int]
_purgers: dict[str | Promise, Purger] = {}


@dataclass(frozen=True)
class Purged:
    """How many rows one purge erased (or would erase); `count` is None when it failed."""

    label: str
    count: int | None


def purges(label: str | Promise) -> Callable[[Purger], Purger]:
    """Register a purge under the words that tell what goes.

    The purge is called with `dry_run` and returns the number of rows; with `dry_run` it changes nothing.
    """

    def register(purge: Purger) -> Purger:
        _purgers[label] = purge
        return purge

    return register


def run(*, dry_run: bool = False) -> Iterator[Purged]:
    """Run every purge in a transaction of its own; one that fails does not keep the others from running."""
    for label, purge in _purgers.items():
        try:
            with transaction.atomic():
                count = purge(dry_run)
        except Exception as error:  # what is wrong with one must not keep the others from erasing
            logger.error("Purge %s failed: %s", label, type(error).__name__)
            yield Purged(str(label), None)
        else:
            yield Purged(str(label), count)


# A timer that starts `worker --once` each night is never a minute too early.
@every(timedelta(hours=20), "daily round")
def clean() -> None:
    """Run them all, and say in the log what went."""
    for result in run():
        logger.log(logging.INFO if result.count else logging.DEBUG, "%s: %s", result.label, result.count)
