"""Writers of SQLite stand in line; those of PostgreSQL, which locks rows, do not."""

import threading

import pytest
from django.db import connection

from maillage.core.turns import turn


@pytest.fixture
def second() -> tuple[threading.Thread, threading.Event]:
    """Somebody who wants a turn too, not started yet, and whether they got it."""
    got = threading.Event()

    def act() -> None:
        with turn():
            got.set()

    return threading.Thread(target=act), got


def test_turn_is_had_by_one_at_a_time_on_sqlite_only(second: tuple[threading.Thread, threading.Event]):
    thread, got = second
    with turn():
        thread.start()
        assert got.wait(0.2) == (connection.vendor != "sqlite")
    assert got.wait(5)
    thread.join()


def test_turn_is_given_up_when_the_act_fails(second: tuple[threading.Thread, threading.Event]):
    thread, got = second
    with pytest.raises(ZeroDivisionError), turn():
        1 / 0  # noqa: B018
    thread.start()
    assert got.wait(5)
    thread.join()
