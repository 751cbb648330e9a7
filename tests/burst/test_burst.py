"""Five hundred people at the opening minute, for a hundred and twenty places."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.burst import ledger
from tests.burst.burst import (
    CAPACITY,
    PEOPLE,
    burst,
    check_database,
    check_receipts,
    figures,
    server_errors,
    through_pages,
)
from tests.burst.site import Home


@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_burst_gives_each_place_once_and_queues_the_others_in_order(
    time: str,
    house: Home,
    port: int,
    fresh_event: Callable[[], str],
    sink: tuple[Any, str],
    tell: Callable[[str], None],
):
    slug = fresh_event()
    trips = burst(port, through_pages(slug))
    # Seconds are told here, and held to the budget by `make bench`, where nothing else runs.
    tell(f"{house.engine} {figures(trips).line()}")
    assert server_errors(trips) == 0
    assert all(trip.statuses == [200, 302, 200] for trip in trips)
    check_receipts(trips, CAPACITY)
    check_database(house, slug, PEOPLE, CAPACITY)
    check_mails(house, slug, *sink)


def check_mails(house: Home, slug: str, kept: Any, address: str) -> None:
    """The worker, run once, sends what is promised and nothing else: one mail to each, under a name of its own."""
    promised = ledger.waiting_letters(house)
    house.run("maillage.config.cli", "worker", "--once", MAILLAGE_EMAIL_URL=address)
    mails = kept.about(slug)
    assert len(kept.mails) == promised
    assert Counter(to for to, _ in mails) == {f"personne{number}@{slug}.test": 1 for number in range(PEOPLE)}
    assert len({mail["Message-ID"] for _, mail in mails}) == PEOPLE
    waiting = sum("Liste d’attente" in mail["Subject"] for _, mail in mails)
    assert waiting == PEOPLE - CAPACITY
