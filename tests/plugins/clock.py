"""The time that tests say it is, and how many queries a piece of code makes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest

from maillage.core import clock as site_clock


class Clock:
    """Says what `maillage.core.clock.now` answers in this test; the real time until `set` is called."""

    def __init__(self) -> None:
        self.told = ExitStack()

    def set(self, instant: datetime) -> datetime:
        """From now on it is `instant` (aware)."""
        self.told.close()
        self.told.enter_context(site_clock.at(instant))
        return instant

    def forward(self, **delta: float) -> datetime:
        """Moves the time on by a `timedelta(**delta)` and stops it there."""
        return self.set(site_clock.now() + timedelta(**delta))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock of the site, in the hands of the test."""
    hand = Clock()
    with hand.told:
        yield hand


@pytest.fixture
def query_count(db: None) -> Callable[..., int]:
    """`query_count(function, *arguments)` calls the function and returns how many queries it made."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from maillage.core import centre

    def count(function: Callable[..., Any], *arguments: Any, **named: Any) -> int:
        centre.current()  # read once in half a minute: no test should count it, or not, by chance
        with CaptureQueriesContext(connection) as queries:
            function(*arguments, **named)
        print(*(query["sql"] for query in queries), sep="\n", end="\n\n")  # shown if the test fails
        return len(queries)

    return count
