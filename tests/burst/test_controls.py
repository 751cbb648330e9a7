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
from tests.burst.site import SERVE, Home, home, serving
from tests.plugins.databases import ROOT, URL

PEOPLE, CAPACITY, TRIES = 200, 40, 3
CHECK, NUMBER = "bucket_never_oversold", "seat_number_once"
DEFERRED = ("tests.burst.unguarded", "deferred")
AUTOCOMMIT = ("tests.burst.unguarded", "autocommit")


@dataclass(frozen=True)
class Control:
    """A site with guards taken away: how it is served, and the constraints that it lacks."""

    name: str
    served: tuple[str, ...]
    without: tuple[str, ...] = ()


GUARDED = [
    Control("without the lock", DEFERRED),
    Control("without the CHECK", SERVE, (CHECK,)),
    Control("without lock and CHECK", DEFERRED, (CHECK,)),
    Control("without lock and number", DEFERRED, (NUMBER,)),
    Control("without transaction", AUTOCOMMIT),
    Control("without transaction and number", AUTOCOMMIT, (NUMBER,)),
]
NOTHING = {
    "postgresql": Control("without lock, CHECK and number", DEFERRED, (CHECK, NUMBER)),
    # SQLite refuses by itself a transaction that read before another one wrote: there must be none.
    "sqlite": Control("without transaction, CHECK and number", AUTOCOMMIT, (CHECK, NUMBER)),
}


def tries(control: Control, engine: str) -> list[ledger.Ledger]:
    """Burst after burst against the site so weakened; each is noted."""
    without = [word for name in control.without for word in ("--without", name)]
    with home(engine, URL) as place:
        place.run("tests.burst.inside", "seed", str(TRIES), str(CAPACITY), *without)
        with serving(place, *control.served) as port:
            return [one_try(control, place, port, SLUG.format(number)) for number in range(1, TRIES + 1)]


def one_try(control: Control, place: Home, port: int, slug: str) -> ledger.Ledger:
    """One burst, counted in the database, whatever the answers were."""
    log = place.folder / "server.log"
    before = log.stat().st_size
    trips = burst(port, through_api(slug), PEOPLE)
    held = ledger.count(place, slug)
    said = log.read_text()[before:]
    note = {
        "control": control.name,
        "database": place.engine,
        "people": PEOPLE,
        "capacity": CAPACITY,
        "taken": held.taken,
        "confirmed": len(held.confirmed),
        "oversold": held.oversold,
        "answers_5xx": server_errors(trips),
        "refused_by_check": said.count(f"{CHECK}") - said.count(f"CONSTRAINT {CHECK}"),
        "refused_by_number": said.count(NUMBER) or said.count("UNIQUE constraint failed: agenda_seat.bucket_id"),
        "locked_out": said.count("database is locked"),
    }
    with (ROOT / "build" / "controls.jsonl").open("a") as notes:
        notes.write(json.dumps(note) + "\n")
    return held


@pytest.mark.parametrize("control", GUARDED, ids=lambda control: control.name)
def test_any_two_guards_hold_without_the_others(control: Control, engine: str):
    for held in tries(control, engine):
        assert held.oversold == 0
        assert held.taken == len(held.confirmed)


def test_burst_oversells_when_nothing_guards(engine: str):
    assert any(held.oversold for held in tries(NOTHING[engine], engine))
