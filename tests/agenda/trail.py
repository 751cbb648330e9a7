"""The seats of an event as the traces tell them, each confirmation judged at its moment."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Max

from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event, Registration, Seat
from maillage.core.audit import reference
from maillage.core.models import AuditEntry
from maillage.core.statements import Kept

ACTS = ("agenda.registered", "agenda.seat")
DAY = "day"
WRITTEN_SINCE = Kept(lambda seen: AuditEntry.objects.filter(pk__gt=seen).order_by("pk"), seen=-1)


class Told(NamedTuple):
    """What the traces say of one person in one place."""

    number: int
    state: str


class Trail:
    """Follows the traces of `event` as they come. Persons are keys of registrations, places names of buckets."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.seen = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0  # nobody is registered yet
        self.seats: dict[tuple[int, str], Told] = {}
        self.given: dict[str, list[int]] = defaultdict(list)

    def follow(self) -> None:
        """Read what was written since the last time."""
        mine = {reference(Registration(pk=key)): key for key in self.event.registrations.values_list("pk", flat=True)}
        for entry in WRITTEN_SINCE.rows(seen=self.seen):
            if entry.act in ACTS and entry.subject in mine:
                self.step(mine[entry.subject], **entry.changes)
            self.seen = entry.pk

    def step(self, person: int, *, bucket: str, number: int, state: list[str | None] | str, **more: object) -> None:
        """One trace: it begins where the last one ended, and its number is old or new, never another's."""
        before, after = state if isinstance(state, list) else (None, state)
        known = self.seats.get((person, bucket))
        assert before == (known.state if known else None), f"a step is missing for {person} in {bucket}"
        if known is None or known.number != number:
            assert number > max(self.given[bucket], default=0), f"{bucket} {number} was given before"
            self.given[bucket].append(number)
        if after == SeatState.CONFIRMED:
            self.judge(person, bucket, number, queued=before == SeatState.WAITLISTED)
        if after is None:
            del self.seats[person, bucket]
        else:
            self.seats[person, bucket] = Told(number, after)

    def judge(self, person: int, bucket: str, number: int, *, queued: bool) -> None:
        """Whoever enters from the queue is the first of those who may; anybody else finds none there who may."""
        ahead = [
            told.number
            for (other, place), told in self.seats.items()
            if place == bucket
            and told.state == SeatState.WAITLISTED
            and other != person
            and (bucket == DAY or self.admitted(other))
        ]
        assert not ahead or (queued and number < min(ahead)), f"{person} overtook in {bucket}"
        assert bucket == DAY or self.admitted(person), f"{person} is in {bucket} without the day"

    def admitted(self, person: int) -> bool:
        """Whether they have a place of the day by then."""
        return self.seats.get((person, DAY), Told(0, "")).state == SeatState.CONFIRMED

    def check(self, seats: list[Seat], names: dict[int, str]) -> None:
        """What was told is what the tables hold (`names`: those of the places by key); places withdrawn are empty."""
        held = {(seat.registration_id, names[seat.bucket_id]): Told(seat.number, seat.state) for seat in seats}
        standing = set(names.values())
        gone = {told.state for (_, place), told in self.seats.items() if place not in standing}
        assert gone <= {SeatState.CANCELLED.value}, "somebody still has a seat in a workshop that was withdrawn"
        assert {key: told for key, told in self.seats.items() if key[1] in standing} == held
