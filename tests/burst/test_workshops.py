"""Five hundred people at the opening minute of a day with three workshops at one time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.burst import ledger, workshops
from tests.burst.burst import PEOPLE, burst, figures, server_errors
from tests.burst.conftest import WITH_WORKSHOPS
from tests.burst.site import Home


def test_burst_gives_everybody_the_first_choice_that_is_free_then(
    house: Home, port: int, sink: tuple[Any, str], tell: Callable[[str], None]
):
    slug = WITH_WORKSHOPS
    trips = burst(port, workshops.through_pages(slug))
    tell(f"{house.engine} {figures(trips).line()} {workshops.told(workshops.rows(house, slug))}")
    assert server_errors(trips) == 0
    workshops.check_receipts(trips)
    workshops.check_database(house, slug, PEOPLE)
    kept, address = sink
    promised = ledger.waiting_letters(house)
    house.run("maillage.config.cli", "worker", "--once", MAILLAGE_EMAIL_URL=address)
    assert Counter(to for to, _ in kept.about(slug)) == {f"personne{number}@{slug}.test": 1 for number in range(PEOPLE)}
    assert len(kept.mails) == promised
