"""The clock: the real time, or the time told."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from maillage.core import clock

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_clock_says_the_real_time_in_utc() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    assert clock.now().tzinfo is UTC


def test_clock_says_the_time_told_and_comes_back() -> None:
    with clock.at(NOON):
        assert clock.now() == NOON
        with clock.at(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_clock_comes_back_after_an_error() -> None:
    with pytest.raises(KeyError), clock.at(NOON):
        raise KeyError
    assert clock.now() != NOON


def test_clock_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 11, 24, 11)):  # noqa: DTZ001
        pass


def test_clock_is_told_to_one_thread_only() -> None:
    seen = []
    with clock.at(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != NOON


def test_clock_told_in_another_zone_is_the_same_instant() -> None:
    with clock.at(datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Brussels"))):
        assert clock.now() == NOON
