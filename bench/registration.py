"""Registration under load, on both databases: bursts through pages and API, then pages beside the bare view."""

from collections.abc import Callable

from bench.measure import ENGINES, POSTGRES_URL, least, measure, median, most, say
from tests.burst import client, workshops
from tests.burst.burst import (
    CAPACITY,
    PEOPLE,
    Figures,
    burst,
    check_database,
    check_receipts,
    figures,
    server_errors,
    through_api,
    through_pages,
)
from tests.burst.inside import SLUG
from tests.burst.site import Home, home, serving
from tests.burst.wire import Trip, Walk, release

BURSTS, WORKSHOP_BURSTS = 20, 5
LONGEST, WAIT = 10.0, 4.0  # seconds: until everybody is served, until 95 of 100 are
LINES, READS, ROUNDS = 8, 60, 5
EVENTS_LISTED = 20


def main() -> None:
    """All measures of registration."""
    for engine in ENGINES:
        with home(engine, POSTGRES_URL) as place:
            place.run("tests.burst.inside", "seed", f"{2 * BURSTS}x{CAPACITY}")
            with serving(place) as port:
                bursts(place, port, "html", through_pages, range(1, BURSTS + 1), check)
                bursts(place, port, "api", through_api, range(BURSTS + 1, 2 * BURSTS + 1), check)
        with home(engine, POSTGRES_URL) as place:
            place.run("tests.burst.inside", "seed", *[workshops.EVENT] * WORKSHOP_BURSTS)
            with serving(place) as port:
                numbers = range(1, WORKSHOP_BURSTS + 1)
                bursts(place, port, "workshops", workshops.through_pages, numbers, check_workshops)
        with home(engine, POSTGRES_URL) as place:
            place.run("tests.burst.inside", "seed", f"{EVENTS_LISTED}x{CAPACITY}")
            with serving(place, "bench.bare") as port:
                pages(port, engine)


def check(place: Home, slug: str, trips: list[Trip]) -> None:
    """A burst for the places of a day was right, in what people were told and in the database."""
    check_receipts(trips, CAPACITY)
    check_database(place, slug, PEOPLE, CAPACITY)


def check_workshops(place: Home, slug: str, trips: list[Trip]) -> None:
    """The same for a burst with workshops."""
    workshops.check_receipts(trips)
    workshops.check_database(place, slug, PEOPLE)


def bursts(
    place: Home,
    port: int,
    name: str,
    path: Callable[[str], Callable[[int], Walk]],
    numbers: range,
    right: Callable[[Home, str, list[Trip]], None],
) -> None:
    """One burst for each number; every one is checked against the database before it counts."""
    found = []
    for number in numbers:
        slug = SLUG.format(number)
        trips = burst(port, path(slug))
        assert server_errors(trips) == 0
        right(place, slug, trips)
        found.append(figures(trips))
        say(f"{place.engine} {name} {number}: {found[-1].line()}")
    tell(f"registration.{name}.{place.engine}", found)


def tell(label: str, found: list[Figures]) -> None:
    """Middle and worst of several bursts."""
    measure(f"{label}.people_per_second.median", median([one.per_second for one in found]), "people/s")
    measure(f"{label}.people_per_second.worst", min(one.per_second for one in found), "people/s")
    measure(f"{label}.total.median", median([one.total for one in found]), "s", LONGEST)
    measure(f"{label}.total.worst", max(one.total for one in found), "s", LONGEST, most(1))
    measure(f"{label}.p95.median", median([one.p95 for one in found]), "s", WAIT)
    measure(f"{label}.p95.worst", max(one.p95 for one in found), "s", WAIT, most(1))


def pages(port: int, engine: str) -> None:
    """Requests per second of each page and of the bare view, in turns, so that noise falls on all alike."""
    paths = {"bare": "/fr/nu/", "event": f"/fr/agenda/{SLUG.format(1)}/", "list": "/fr/agenda/", "form": FORM}
    rates: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS):
        for name, path in paths.items():
            rates[name].append(rate(port, path))
        say(f"{engine} pages: " + ", ".join(f"{name} {values[-1]:.0f}/s" for name, values in rates.items()))
    bare = median(rates.pop("bare"))
    measure(f"page.bare.{engine}", bare, "requests/s")
    for name, values in rates.items():
        measure(f"page.{name}.{engine}", median(values), "requests/s", bare, least(1 / 3) if name == "event" else None)


FORM = f"/fr/agenda/{SLUG.format(1)}/inscription/"


def rate(port: int, path: str) -> float:
    """Requests per second of one page over LINES sockets kept open."""
    trips = release(port, [client.reads(path, READS) for _ in range(LINES)])
    assert all(trip.statuses == [200] * READS for trip in trips), path
    return LINES * READS / max(trip.seconds for trip in trips)
