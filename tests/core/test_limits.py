"""Counts of acts that every process shares."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from maillage.core import limits
from maillage.core.models import LimitCounter
from tests.plugins.clock import Clock

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_limit_lets_as_many_through_as_it_says_then_none_until_the_window_ends(clock: Clock) -> None:
    clock.set(NOON)
    assert [limits.within("act", "amina", 2, HOUR) for _ in range(4)] == [True, True, False, False]
    clock.forward(minutes=59)
    assert not limits.within("act", "amina", 2, HOUR)
    clock.forward(minutes=1)
    assert limits.within("act", "amina", 2, HOUR)


@pytest.mark.django_db
def test_limit_is_for_one_act_of_one_address() -> None:
    assert limits.within("act", "amina", 1, HOUR)
    assert limits.within("act", "bilal", 1, HOUR)
    assert limits.within("other", "amina", 1, HOUR)
    assert not limits.within("act", "amina", 1, HOUR)


@pytest.mark.django_db
def test_counter_does_not_say_whose_it_is() -> None:
    limits.within("act", "amina@example.org", 1, HOUR)
    assert "amina" not in LimitCounter.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_limit_is_shared_by_connections() -> None:
    """Eight connections at once, three acts each, ten allowed: ten pass."""
    passed: list[bool] = []
    gate = threading.Barrier(8)

    def act() -> None:
        gate.wait()
        try:
            for _ in range(3):
                with transaction.atomic():
                    passed.append(limits.within("act", "amina", 10, HOUR))
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (passed.count(True), passed.count(False)) == (10, 14)
