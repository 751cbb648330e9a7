"""Dates and hours in words."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from maillage.ui import moments


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def test_moment_on_one_day_gives_both_hours():
    start, end = datetime(2026, 11, 17, 8, 30, tzinfo=UTC), datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
    assert moments.moment(start, end) == "mardi 17 novembre 2026, de\u00a09h30 à\u00a016h00"


def test_moment_over_two_days_names_both():
    start, end = datetime(2026, 11, 17, 8, 30, tzinfo=UTC), datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    assert (
        moments.moment(start, end) == "du mardi 17 novembre 2026 à\u00a09h30 au mercredi 18 novembre 2026 à\u00a016h00"
    )


def test_moment_without_end_gives_the_start():
    assert moments.moment(datetime(2026, 11, 17, 8, 30, tzinfo=UTC)) == "mardi 17 novembre 2026 à\u00a09h30"


def test_day_is_that_of_brussels():
    assert moments.day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "jeudi 2 juillet 2026"
    assert moments.day(date(2026, 7, 1)) == "mercredi 1er juillet 2026"


def test_hour_follows_summer_time():
    assert moments.hour(datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) == "1h30"
    assert moments.hour(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "3h30"


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        moments.hour(datetime(2026, 3, 29, 1, 30))  # noqa: DTZ001


def test_hours_from_midnight_to_midnight_are_told_in_words():
    assert moments.hours(time(), time()) == "jour et nuit"
    assert moments.hours(time(18), time()) == "18h00 – 0h00"
    assert moments.hours(time(9, 30), time(12)) == "9h30 – 12h00"
