"""A burst for a day with three workshops at one time: who would like what, and who must then be where.

The numbers of the day are the order of arrival. Played back in that order over the wishes, rule by rule, they say
where everybody must be; the tables are read with plain SQL.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from tests.burst import client, ledger
from tests.burst.burst import PEOPLE
from tests.burst.site import Home
from tests.burst.wire import Trip, Walk

PLACES = (100, 120, 150)  # of each workshop; together fewer than people
EVENT = f"1x{PEOPLE}+{'+'.join(map(str, PLACES))}"  # as `tests.burst.inside seed` is told
SLUGS = tuple(f"atelier-{number}" for number in range(1, len(PLACES) + 1))


class Wishes(NamedTuple):
    """Workshops in order of preference, and whether to wait for the better one."""

    workshops: tuple[str, ...]
    accept_queue: bool


class Row(NamedTuple):
    """One seat as it is stored; `bucket` is `day` or the workshop's short address."""

    email: str
    bucket: str
    number: int
    state: str


def wishes(number: int, slug: str) -> Wishes:
    """What person `number` would like: always the same for the same event, most people all three."""
    chance = random.Random(f"{slug}-{number}")
    return Wishes(tuple(chance.sample(SLUGS, chance.choice((1, 2, 3, 3)))), chance.random() < 0.5)


def through_pages(slug: str) -> Callable[[int], Walk]:
    """The full HTML path of person `number`, with their wishes in the form."""

    def path(number: int) -> Walk:
        wanted = wishes(number, slug)
        answers: dict[str, str | tuple[str, ...]] = {**client.person(number, slug), "workshops": wanted.workshops}
        return client.html_path(slug, {**answers, "accept_queue": "on"} if wanted.accept_queue else answers)

    return path


def rows(place: Home, slug: str) -> list[Row]:
    """Every seat of the event, in the order of numbers."""
    return [Row(*row) for row in ledger.query(place, SEATS, slug)]


SEATS = """
    SELECT k.email, CASE WHEN b.kind = 'workshop' THEN b.slug ELSE b.kind END, s.number, s.state
    FROM agenda_seat s JOIN agenda_bucket b ON b.id = s.bucket_id JOIN agenda_event e ON e.id = b.event_id
    JOIN agenda_registration r ON r.id = s.registration_id JOIN agenda_booking k ON k.id = r.booking_id
    WHERE e.slug = ? ORDER BY s.number, s.id
"""
BUCKETS = """
    SELECT b.slug, b.capacity, b.taken, b.last_number FROM agenda_bucket b JOIN agenda_event e ON e.id = b.event_id
    WHERE e.slug = ? AND b.kind = 'workshop' ORDER BY b.slug
"""
TWICE = """
    SELECT t.registration_id, t.quarter, count(*) FROM agenda_seatslot t
    JOIN agenda_registration r ON r.id = t.registration_id JOIN agenda_event e ON e.id = r.event_id
    WHERE e.slug = ? GROUP BY t.registration_id, t.quarter HAVING count(*) > 1
"""
FILLED = """
    SELECT count(DISTINCT t.seat_id) FROM agenda_seatslot t JOIN agenda_seat s ON s.id = t.seat_id
    JOIN agenda_bucket b ON b.id = s.bucket_id JOIN agenda_event e ON e.id = b.event_id
    WHERE e.slug = ? AND s.state = 'confirmed' AND b.kind = 'workshop'
"""


def check_receipts(trips: list[Trip]) -> None:
    """Everybody walked to the end, and has a receipt of their own."""
    assert not [trip.problem for trip in trips if trip.problem]
    assert all(trip.statuses == [200, 302, 200] for trip in trips)
    assert len({trip.result.receipt for trip in trips}) == len(trips)


def check_database(place: Home, slug: str, people: int) -> None:
    """The day has everybody once, in order; workshops are where the rule puts everybody, and nobody is twice."""
    day = ledger.count(place, slug)
    assert (day.taken, day.last_number, day.confirmed) == (people, people, list(range(1, people + 1)))
    assert day.bookings == day.registrations == people
    assert day.letters == {"agenda.receipt": people}
    held = rows(place, slug)
    arrival = [row.email for row in held if row.bucket == "day"]
    assert {(row.email, row.bucket): row.state for row in held if row.bucket != "day"} == expected(arrival, slug)
    check_workshops(place, slug, held, arrival)


def check_workshops(place: Home, slug: str, held: list[Row], arrival: list[str]) -> None:
    """No workshop is over, its counters tell what its seats say, its numbers follow the order of arrival."""
    arrived = {email: number for number, email in enumerate(arrival)}
    found = ledger.query(place, BUCKETS, slug)
    assert [(name, capacity) for name, capacity, *_ in found] == list(zip(SLUGS, PLACES, strict=True))
    for name, capacity, taken, last_number in found:
        mine = [row for row in held if row.bucket == name]
        assert taken == sum(row.state == "confirmed" for row in mine) <= capacity
        assert [row.number for row in mine] == list(range(1, last_number + 1))
        assert [arrived[row.email] for row in mine] == sorted(arrived[row.email] for row in mine)
    assert ledger.query(place, TWICE, slug) == []
    assert ledger.query(place, FILLED, slug) == [(sum(taken for _, _, taken, _ in found),)]


def expected(arrival: list[str], slug: str) -> dict[tuple[str, str], str]:
    """Seats by person and workshop, had they come one after the other in this order."""
    left, found = dict(zip(SLUGS, PLACES, strict=True)), {}
    numbers = {client.person(number, slug)["email"]: number for number in range(len(arrival))}
    for email in arrival:
        wanted = wishes(numbers[email], slug)
        first = wanted.workshops[0]
        seat = next((name for name in wanted.workshops if left[name]), None)
        if seat:
            left[seat] -= 1
            found[email, seat] = "confirmed"
        if seat is None or (seat != first and wanted.accept_queue):
            found[email, first] = "waitlisted"
    return found


def told(held: list[Row]) -> dict[str, dict[str, int]]:
    """How many seats in which state, by workshop."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in held:
        found[row.bucket][row.state] += 1
    return {name: dict(states) for name, states in found.items()}
