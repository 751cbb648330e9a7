"""One burst: everybody's sockets are open, then all go at once; and what is then true of it."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass

from tests.burst import client, ledger
from tests.burst.site import Home
from tests.burst.wire import Trip, Walk, release

PEOPLE, CAPACITY = 500, 120


@dataclass(frozen=True)
class Figures:
    """Seconds: until the last path ended, 95th percentile of paths, and of single requests by step."""

    people: int
    total: float
    median: float
    p95: float
    p95_steps: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """People who have their receipt, per second."""
        return self.people / self.total

    def line(self) -> str:
        """One JSON line, rounded to the millisecond."""
        return json.dumps(asdict(self), default=str)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-int(len(ranked) * share * 1000) // 1000) - 1)]


def figures(trips: list[Trip]) -> Figures:
    """How long it took them."""
    seconds = [trip.seconds for trip in trips]
    steps = range(max(len(trip.waits) for trip in trips))
    waits = [[trip.waits[step] for trip in trips if len(trip.waits) > step] for step in steps]
    return Figures(
        people=len(trips),
        total=round(max(seconds), 3),
        median=round(percentile(seconds, 0.5), 3),
        p95=round(percentile(seconds, 0.95), 3),
        p95_steps=tuple(round(percentile(step, 0.95), 3) for step in waits),
    )


def through_pages(slug: str) -> Callable[[int], Walk]:
    """The full HTML path of person `number`."""
    return lambda number: client.html_path(slug, client.person(number, slug))


def through_api(slug: str) -> Callable[[int], Walk]:
    """The same person through the API."""
    return lambda number: client.api_path(slug, client.person(number, slug), f"{slug}-{number:08d}")


def burst(port: int, path: Callable[[int], Walk], people: int = PEOPLE) -> list[Trip]:
    """All of them at once."""
    return release(port, [path(number) for number in range(people)])


def errors(trips: list[Trip]) -> Counter[str]:
    """What went wrong, how often."""
    return Counter(trip.problem for trip in trips if trip.problem)


def server_errors(trips: list[Trip]) -> int:
    """Answers of 500 and above."""
    return sum(status >= 500 for trip in trips for status in trip.statuses)


def check_receipts(trips: list[Trip], capacity: int) -> None:
    """Everybody has a receipt; as many confirmed as there are places; positions from 1 on, each once."""
    assert not errors(trips)
    places = [trip.result for trip in trips]
    assert Counter(place.state for place in places) == {"confirmed": capacity, "waitlisted": len(trips) - capacity}
    positions = sorted(place.position for place in places if place.state == "waitlisted")
    assert positions == list(range(1, len(trips) - capacity + 1))
    assert len({place.receipt for place in places}) == len(trips)


def check_database(place: Home, slug: str, people: int, capacity: int) -> None:
    """The same counted in the database: nobody lost, numbers without gap, one mail promised each."""
    held = ledger.count(place, slug)
    assert (held.taken, held.last_number) == (capacity, people)
    assert held.confirmed == list(range(1, capacity + 1))
    assert held.waiting == list(range(capacity + 1, people + 1))
    assert held.bookings == held.registrations == people
    assert held.letters == {"agenda.receipt": people}
