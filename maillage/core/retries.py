"""When to try again: longer and longer, and never all at the same instant."""

import random
from datetime import timedelta

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    *[timedelta(hours=24)] * 4,
)
MOST_ATTEMPTS = len(DELAYS) + 1  # four and a half days in all, as mail servers themselves do
SPREAD = 0.2
SHORTEST_PAUSE, LONGEST_PAUSE = 5.0, 300.0


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after the `attempts`-th failed attempt (1 = the first); None when it was the last.

    Up to a fifth is added by chance, so that mails that failed together do not come back together.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return DELAYS[attempts - 1] * (1 + random.random() * SPREAD)  # noqa: S311 - not a secret


def pause_after(refusals: int) -> float:
    """Seconds before the mail server is called again after it did not answer `refusals` times running."""
    longest: float = min(SHORTEST_PAUSE * 2 ** min(refusals - 1, 10), LONGEST_PAUSE)
    return longest * (1 + random.random() * SPREAD)  # noqa: S311
