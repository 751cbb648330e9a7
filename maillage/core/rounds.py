"""What the site does by itself, from time to time. Each room registers its own rounds; the worker makes them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError

from maillage.core import beats

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """`act` is done once within `period`, by one process, whatever the number of machines."""

    period: timedelta
    act: Callable[[], object]


_rounds: dict[str, Round] = {}


def every(period: timedelta, name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a round under a name of its own. It may be cut off at any point, and must then do no harm when repeated."""

    def register(act: Callable[[], object]) -> Callable[[], object]:
        _rounds[name] = Round(period, act)
        return act

    return register


def make() -> None:
    """Make the rounds whose time has come. One that fails does not keep the others from being made."""
    for name, found in _rounds.items():
        if not beats.take_turn(name, found.period):
            continue
        try:
            found.act()
        except DatabaseError:
            raise  # the worker waits for the database
        except Exception as error:  # said without its text, which may hold a name or an address
            logger.error("Round %s failed: %s", name, type(error).__name__)
