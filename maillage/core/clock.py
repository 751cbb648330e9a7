"""The only place that knows what time it is, so that tests and previews can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC; or the instant told by `at`."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """The day it is now where the site is."""
    return timezone.localtime(now()).date()


def minute() -> datetime:
    """The minute it is now: what is shown by it may be kept as long as it lasts."""
    return now().replace(second=0, microsecond=0)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within the block, `now` is `instant` (aware) for this thread of execution."""
    if instant.tzinfo is None:
        raise ValueError("clock.at needs an aware datetime")
    token = _told.set(instant)
    try:
        yield
    finally:
        _told.reset(token)
