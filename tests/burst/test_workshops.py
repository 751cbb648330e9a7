"""Five hundred people at the opening minute of a day with three workshops at one time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.burst import workshops
from tests.burst.burst import PEOPLE, burst, figures, server_errors
from tests.burst.inside import SLUG
from tests.burst.site import Home, home
from tests.plugins.databases import URL


@pytest.fixture(scope="module")
def house(engine: str) -> Iterator[Home]:
    """A site with one open event: a place of the day for everybody, in the workshops for fewer."""
    with home(engine, URL) as place:
        place.run("tests.burst.inside", "seed", "1", str(PEOPLE), "--workshops", *map(str, workshops.PLACES))
        yield place


def test_burst_gives_everybody_the_first_choice_that_is_free_then(
    house: Home, port: int, sink: tuple[Any, str], capsys: pytest.CaptureFixture[str]
):
    slug = SLUG.format(1)
    trips = burst(port, workshops.through_pages(slug))
    with capsys.disabled():
        print(f"\n{house.engine} {figures(trips).line()} {workshops.told(workshops.rows(house, slug))}")
    assert server_errors(trips) == 0
    workshops.check_receipts(trips)
    workshops.check_database(house, slug, PEOPLE)
    kept, address = sink
    house.run("maillage.config.cli", "worker", "--once", MAILLAGE_EMAIL_URL=address)
    assert Counter(to for to, _ in kept.mails) == {f"personne{number}@{slug}.test": 1 for number in range(PEOPLE)}
