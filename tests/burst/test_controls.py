"""What each guard is worth: the burst again with guards taken away. What was seen goes to build/controls.jsonl.

Lock: the bucket's row on PostgreSQL, the transaction begun IMMEDIATE on SQLite. CHECK: places taken never pass the
capacity. Number: a number of order is given once. The last controls prove that the burst can see an oversell.
"""

import json
from dataclasses import dataclass

import pytest

from tests.burst import ledger
from tests.burst.burst import burst, server_errors, through_api
from tests.burst.inside import SLUG
from tests.burst.site import Home, home, serving
from tests.burst.unguarded import AUTOCOMMIT, DEFERRED, LOCKED
from tests.plugins.databases import ON_SQLITE, ROOT, URL

PEOPLE, CAPACITY, TRIES = 200, 40, 2
CHECK, NUMBER = "bucket_never_oversold", "seat_number_once"


@dataclass(frozen=True)
class Control:
    """A site with guards taken away: how it is served (see `tests.burst.unguarded`), and the constraints it lacks."""

    name: str
    how: str
    without: tuple[str, ...] = ()


LOCKLESS = [
    Control("without the lock", DEFERRED),
    Control("without the CHECK", LOCKED, (CHECK,)),
    Control("without lock and CHECK", DEFERRED, (CHECK,)),
    Control("without lock and number", DEFERRED, (NUMBER,)),
]
# SQLite refuses by itself a transaction that read before another one wrote. To take its lock away there must be none.
TORN = [
    Control("without transaction", AUTOCOMMIT),
    Control("without transaction and number", AUTOCOMMIT, (NUMBER,)),
]
GUARDED = LOCKLESS + (TORN if ON_SQLITE else [])
NOTHING = (
    Control("without transaction, CHECK and number", AUTOCOMMIT, (CHECK, NUMBER))
    if ON_SQLITE
    else Control("without lock, CHECK and number", DEFERRED, (CHECK, NUMBER))
)


def tries(control: Control, engine: str) -> list[ledger.Ledger]:
    """Burst after burst against the site so weakened; each is noted."""
    without = [word for name in control.without for word in ("--without", name)]
    served = ("tests.burst.unguarded", control.how, f"{TRIES}x{CAPACITY}", *without)
    with home(engine, URL) as place, serving(place, *served) as port:
        return [one_try(control, place, port, SLUG.format(number)) for number in range(1, TRIES + 1)]


def one_try(control: Control, place: Home, port: int, slug: str) -> ledger.Ledger:
    """One burst, counted in the database, whatever the answers were."""
    log = place.folder / "server.log"
    before = log.stat().st_size
    trips = burst(port, through_api(slug), PEOPLE)
    held = ledger.count(place, slug)
    failures = log.read_text()[before:].split("Internal Server Error")[1:]
    note = {
        "control": control.name,
        "database": place.engine,
        "people": PEOPLE,
        "capacity": CAPACITY,
        "taken": held.taken,
        "confirmed": len(held.confirmed),
        "oversold": held.oversold,
        "answers_5xx": server_errors(trips),
        "refused_by_check": sum(CHECK in failure for failure in failures),
        "refused_by_number": sum(NUMBER in failure or "agenda_seat.number" in failure for failure in failures),
        "refused_by_sqlite": sum("database is locked" in failure for failure in failures),
    }
    with (ROOT / "build" / "controls.jsonl").open("a") as notes:
        notes.write(json.dumps(note) + "\n")
    return held


@pytest.mark.parametrize("control", GUARDED, ids=lambda control: control.name)
def test_what_is_left_of_the_guards_holds(control: Control, engine: str):
    for held in tries(control, engine):
        assert held.oversold == 0
        # Without a transaction an act may be cut off between the place and its seat: a place is lost, never sold twice.
        assert held.taken == len(held.confirmed) or (control in TORN and held.taken > len(held.confirmed))


def test_burst_oversells_when_nothing_guards(engine: str):
    assert any(held.oversold for held in tries(NOTHING, engine))
