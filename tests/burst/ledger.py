"""What the database holds, counted with plain SQL and nothing of ours in between."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.burst.site import Home

Rows = list[tuple[Any, ...]]


@dataclass
class Ledger:
    """Counts of one event: the places of its day. Seats are `(number, state)` in the order of numbers."""

    capacity: int
    taken: int
    last_number: int
    seats: list[tuple[int, str]] = field(default_factory=list)
    bookings: int = 0
    registrations: int = 0
    letters: dict[str, int] = field(default_factory=dict)

    @property
    def confirmed(self) -> list[int]:
        """Numbers of confirmed seats."""
        return [number for number, state in self.seats if state == "confirmed"]

    @property
    def waiting(self) -> list[int]:
        """Numbers of those who wait, the next first."""
        return [number for number, state in self.seats if state == "waitlisted"]

    @property
    def oversold(self) -> int:
        """Confirmed seats beyond the capacity."""
        return max(0, len(self.confirmed) - self.capacity)


def query(place: Home, statement: str, *parameters: Any) -> Rows:
    """Rows of a statement with `?` for parameters, on either database."""
    if place.engine == "sqlite":
        with closing(sqlite3.connect(place.folder / "maillage.sqlite3", timeout=30)) as database, database:
            return database.execute(statement, parameters).fetchall()
    with psycopg.connect(place.database_url) as database:
        found = database.execute(statement.replace("?", "%s"), parameters)
        return found.fetchall() if found.description else []


def waiting_letters(place: Home) -> int:
    """How many mails are promised and did not leave."""
    ((number,),) = query(place, "SELECT count(*) FROM core_outboxmessage WHERE state = 'pending'")
    return int(number)


def count(place: Home, slug: str) -> Ledger:
    """Everything stored for the day of the event `slug`."""

    def rows(statement: str) -> Rows:
        return query(place, statement, slug)

    of_event = "JOIN agenda_event e ON e.id = x.event_id WHERE e.slug = ?"
    of_day = f"{of_event} AND x.kind = 'day'"
    ((capacity, taken, last),) = rows(f"SELECT x.capacity, x.taken, x.last_number FROM agenda_bucket x {of_day}")
    seats = (
        "SELECT s.number, s.state FROM agenda_seat s JOIN agenda_bucket x ON x.id = s.bucket_id "
        f"{of_day} ORDER BY s.number"
    )
    return Ledger(
        capacity=capacity,
        taken=taken,
        last_number=last,
        seats=rows(seats),  # type: ignore[arg-type]
        bookings=_total(rows, f"SELECT count(*) FROM agenda_booking x {of_event}"),
        registrations=_total(rows, f"SELECT count(*) FROM agenda_registration x {of_event}"),
        letters=_letters(rows, of_event),
    )


def _total(rows: Callable[[str], Rows], statement: str) -> int:
    return int(rows(statement)[0][0])


def _letters(rows: Callable[[str], Rows], of_event: str) -> dict[str, int]:
    """Promised mails by kind, through the registration each is about."""
    statement = (
        "SELECT m.kind, count(*) FROM core_outboxmessage m JOIN agenda_registration x "
        f"ON m.about = 'agenda.registration:' || x.id {of_event} GROUP BY m.kind"
    )
    return {kind: int(number) for kind, number in rows(statement)}
