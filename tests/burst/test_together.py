"""Different acts at the same instant: they take their turns, and nobody is served twice or passed over."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.burst import client, ledger
from tests.burst.burst import burst, errors, through_api
from tests.burst.site import Home
from tests.burst.wire import Walk, release
from tests.plugins.databases import ROOT

pytestmark = pytest.mark.usefixtures("port")


def test_one_nonce_ten_times_at_once_is_one_registration(house: Home, port: int, fresh_event: Callable[[], str]):
    slug = fresh_event()
    answers, nonce = client.person(1, slug), "le-meme-billet-0123456789"
    trips = release(port, [client.html_path(slug, answers, nonce) for _ in range(10)])
    assert not errors(trips)
    assert len({trip.result.receipt for trip in trips}) == 1
    held = ledger.count(house, slug)
    assert (held.registrations, held.taken, held.letters) == (1, 1, {"agenda.receipt": 1})


def test_one_person_under_ten_nonces_at_once_is_one_registration(
    house: Home, port: int, fresh_event: Callable[[], str]
):
    slug = fresh_event()
    trips = release(port, [client.html_path(slug, client.person(1, slug)) for _ in range(10)])
    assert not errors(trips)
    assert len({trip.result.receipt for trip in trips}) == 1
    held = ledger.count(house, slug)
    assert (held.registrations, held.taken) == (1, 1)
    assert held.letters == {"agenda.receipt": 1 + 3}  # the link again, three times in an hour at most


def test_cancelling_raising_and_arriving_at_once_promote_in_order(
    house: Home, port: int, fresh_event: Callable[[], str]
):
    slug = fresh_event()
    assert not errors(burst(port, through_api(slug), 200))  # 1..120 have a place, 121..200 wait
    tokens = dict(line.split() for line in house.run("tests.burst.inside", "tokens", slug).splitlines())
    leaving = range(10, 40)
    walks: list[Walk] = [client.cancel_path(tokens[str(number)]) for number in leaving]
    walks += [client.html_path(slug, client.person(number, slug)) for number in range(200, 230)]
    office = subprocess.Popen(
        [sys.executable, "-m", "tests.burst.inside", "capacity", slug, "130"],
        cwd=ROOT, env=house.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with office:
        assert office.stdin
        assert office.stdout
        assert office.stdout.readline() == "ready\n"
        trips = release(port, walks, released=office.stdin.close)  # the end of its input is a line too
    assert office.returncode == 0
    assert not errors(trips)
    check_order(house, slug, leaving)


def check_order(house: Home, slug: str, leaving: range) -> None:
    """130 places: 90 of the first 120 kept theirs, the 40 first of the queue got one, in the order of numbers."""
    held = ledger.count(house, slug)
    assert (held.capacity, held.taken) == (130, 130)
    assert held.confirmed == [number for number in range(1, 161) if number not in leaving]
    assert held.waiting == list(range(161, 231))
    assert held.letters == {"agenda.receipt": 230, "agenda.cancellation": 30, "agenda.promotion": 40}
    promoted = [number for (number,) in ledger.query(house, PROMOTED, slug)]
    assert promoted == list(range(121, 161))


PROMOTED = """
    SELECT s.number FROM core_auditentry a
    JOIN agenda_registration r ON a.subject = 'agenda.registration:' || r.id
    JOIN agenda_seat s ON s.registration_id = r.id JOIN agenda_event e ON e.id = r.event_id
    WHERE a.act = 'agenda.promoted' AND e.slug = ? ORDER BY a.id
"""
