"""A day with workshops whose books are checked after every act: from the tables alone, then from the traces alone."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import combinations

from django.utils import timezone

from maillage.agenda.actions import desk
from maillage.agenda.actions.change import change
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import Answers, Receipt, cancel, register
from maillage.agenda.actions.workshops import save_workshop, withdraw_workshop
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Bucket, Registration, Seat, SeatSlot, Wish
from maillage.core import clock
from maillage.core.statements import Kept
from tests.agenda.trail import DAY, Trail
from tests.factories import AnswersFactory, EventFactory, WorkshopFactory

SLOTS = {"1": (time(10), time(11, 30)), "2": (time(13), time(14, 30)), "3": (time(16), time(17))}
HOURS = {**dict.fromkeys("abc", SLOTS["1"]), **dict.fromkeys("def", SLOTS["2"]), "l": (time(10), time(14, 30))}

# The books are read after every act of every example: queries are built once, and bring what is looked at.
BUCKETS = Kept(lambda event: Bucket.objects.filter(event=event).order_by("pk"), event=-1)
SEATS = Kept(
    lambda event: (
        Seat.objects.select_related("registration", "bucket")
        .only("registration__first_name", "bucket__kind", "bucket__slug", "state", "number")
        .filter(bucket__event=event)
        .order_by("number", "pk")
    ),
    event=-1,
)
WISHES = Kept(
    lambda event: Wish.objects.select_related("bucket").filter(bucket__event=event).order_by("registration", "rank"),
    event=-1,
)
STANDING = Kept(lambda event: Registration.objects.filter(event=event, identity__isnull=False).order_by("pk"), event=-1)


def nine_o_clock(days: int) -> datetime:
    """The hour at which days begin, so many days from now."""
    today = timezone.localtime(clock.now()).date()
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), time(9)))


class WorkshopDay:
    """Persons are capitals, workshops small letters, `day` the day; what is done goes through the actions."""

    def __init__(self, places: int | None, rooms: Mapping[str, int | None]) -> None:
        self.now = clock.now()
        begin = nine_o_clock(14)
        self.event = EventFactory(capacity=places, starts_at=begin, ends_at=begin + timedelta(hours=9))
        for slug, capacity in rooms.items():
            starts, ends = HOURS[slug]
            WorkshopFactory(
                event=self.event, slug=slug, title=f"Atelier {slug}", starts=starts, ends=ends, capacity=capacity
            )
        self.keys: dict[str, int] = {}
        self.sent = 0
        self.trail = Trail(self.event)

    # --- acts ---

    def answers(self, person: str, wishes: str, accept_queue: bool) -> Answers:
        return AnswersFactory(
            first_name=person,
            last_name="Dupont",
            email=f"{person}@example.org",
            workshops=tuple(wishes),
            accept_queue=accept_queue,
        )

    def register(self, person: str, wishes: str = "", *, accept_queue: bool = False) -> Receipt:
        self.sent += 1
        self.event.refresh_from_db()
        nonce = f"{self.event.slug}-{self.sent:04}"
        receipt = register(self.event, self.answers(person, wishes, accept_queue), nonce=nonce, language="fr")
        self.keys[person] = receipt.registration.pk
        return receipt

    def change(self, person: str, wishes: str = "", *, accept_queue: bool = False) -> Receipt:
        return change(self.registration(person), self.answers(person, wishes, accept_queue))

    def cancel(self, person: str) -> None:
        cancel(self.registration(person))

    def set_capacity(self, name: str, places: int | None) -> list[Seat]:
        return desk.set_capacity(self.bucket(name), places)

    def promote(self, name: str) -> list[Seat]:
        return desk.promote(self.bucket(name))

    def seat_in(self, person: str, name: str) -> None:
        desk.seat_in(self.registration(person), self.bucket(name))

    def move(self, name: str, slot: str) -> None:
        bucket = self.bucket(name)
        bucket.starts, bucket.ends = SLOTS[slot]
        save_workshop(bucket, bucket.capacity)

    def withdraw(self, name: str) -> None:
        withdraw_workshop(self.bucket(name))

    def freeze(self) -> None:
        """The office says when the queue is frozen, and the hour comes."""
        self.plan(self.now + timedelta(hours=1))
        self.now += timedelta(hours=2)

    def thaw(self) -> None:
        """The office leaves the queue open after all."""
        self.plan(None)

    def plan(self, frozen_at: datetime | None) -> None:
        self.event.refresh_from_db()
        self.event.promotion_frozen_at = frozen_at
        save_event(self.event, self.bucket(DAY).capacity)

    # --- what the tables hold ---

    def registration(self, person: str) -> Registration:
        return Registration.objects.select_related("event", "booking").get(pk=self.keys[person])

    def bucket(self, name: str) -> Bucket:
        found = Bucket.objects.select_related("event").filter(event=self.event)
        return found.get(kind=BucketKind.DAY) if name == DAY else found.get(slug=name)

    def buckets(self) -> dict[int, Bucket]:
        """The day and the workshops, by key."""
        return {bucket.pk: bucket for bucket in BUCKETS.rows(event=self.event.pk)}

    def names(self) -> set[str]:
        """What there is: the day and the workshops that were not withdrawn."""
        return {named(bucket) for bucket in self.buckets().values()}

    def seats(self) -> list[Seat]:
        """Seats in the order of their numbers."""
        return SEATS.rows(event=self.event.pk)

    def standings(self, person: str) -> dict[str, str]:
        """The seats of one person that stand, by place."""
        return self.held()[self.keys[person]]

    def held(self) -> dict[int, dict[str, str]]:
        """The seats that stand, by place, of each registration by its key."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for seat in self.seats():
            if seat.state != SeatState.CANCELLED:
                found[seat.registration_id][named(seat.bucket)] = seat.state
        return found

    def wishes(self) -> dict[int, list[Bucket]]:
        """What they would like, the dearest first, of each registration by its key."""
        found: dict[int, list[Bucket]] = defaultdict(list)
        for wish in WISHES.rows(event=self.event.pk):
            found[wish.registration_id].append(wish.bucket)
        return found

    def standing(self) -> list[Registration]:
        """Who did not cancel."""
        return [found for found in STANDING.rows(event=self.event.pk) if found.pk in self.keys.values()]

    def next_in(self, name: str, seats: list[Seat] | None = None) -> list[Seat]:
        """Those who wait there and may have a place, the next first."""
        seats = self.seats() if seats is None else seats
        admitted = {seat.registration_id for seat in seats if is_at(seat, DAY, SeatState.CONFIRMED)}
        waiting = [seat for seat in seats if is_at(seat, name, SeatState.WAITLISTED)]
        return [seat for seat in waiting if name == DAY or seat.registration_id in admitted]

    def open_places(self) -> set[str]:
        """Where a newcomer finds a place: one is free and nobody waits for it who could have it."""
        seats = self.seats()
        free = {named(bucket) for bucket in self.buckets().values() if bucket.is_free}
        return {name for name in free if not self.next_in(name, seats)}

    def table(self) -> list[str]:
        """Who is where, as `workshop_cases` writes it."""
        lines, seats = [], self.seats()
        for name in self.names():
            here = sorted(seat.registration.first_name for seat in seats if is_at(seat, name, SeatState.CONFIRMED))
            queue = [seat.registration.first_name for seat in seats if is_at(seat, name, SeatState.WAITLISTED)]
            told = "".join(here) + ("/" + "".join(queue) if queue else "")
            lines += [f"{'@' if name == DAY else name}={told}"] if told else []
        return sorted(lines)

    # --- what must hold between any two acts ---

    def check_books(self) -> None:
        buckets, seats = self.buckets(), self.seats()
        names = {key: named(bucket) for key, bucket in buckets.items()}
        self.check_places(buckets, seats)
        self.check_time(buckets, seats)
        self.check_queues(buckets, seats)
        self.trail.follow()
        self.trail.check(seats, names)

    def check_places(self, buckets: dict[int, Bucket], seats: list[Seat]) -> None:
        """Counters tell what seats say, nobody is over, numbers are given once; with the day goes everything."""
        for bucket in buckets.values():
            mine = [seat for seat in seats if seat.bucket_id == bucket.pk]
            assert bucket.taken == sum(seat.state == SeatState.CONFIRMED for seat in mine)
            assert bucket.capacity is None or bucket.taken <= bucket.capacity
            numbers = [seat.number for seat in mine]
            assert len(numbers) == len(set(numbers))
            assert all(1 <= number <= bucket.last_number for number in numbers)
        days = {seat.registration_id: seat.state for seat in seats if buckets[seat.bucket_id].kind == BucketKind.DAY}
        for seat in seats:
            day = days[seat.registration_id]
            assert day != SeatState.CANCELLED or seat.state == SeatState.CANCELLED, "cancelled, but not everywhere"
            assert day == SeatState.CONFIRMED or seat.state != SeatState.CONFIRMED, "a workshop without the day"

    def check_time(self, buckets: dict[int, Bucket], seats: list[Seat]) -> None:
        """Nobody is in two places or waits twice at one time; the rows of the time are those of confirmed seats."""
        workshops = [seat for seat in seats if buckets[seat.bucket_id].kind == BucketKind.WORKSHOP]
        for one, other in combinations(workshops, 2):
            if one.registration_id == other.registration_id and one.state == other.state != SeatState.CANCELLED:
                assert not buckets[one.bucket_id].overlaps(buckets[other.bucket_id]), f"twice {one.state} at one time"
        filled = [
            (seat.pk, seat.registration_id, quarter)
            for seat in workshops
            if seat.state == SeatState.CONFIRMED
            for quarter in buckets[seat.bucket_id].quarters
        ]
        held = SeatSlot.objects.filter(registration__event=self.event)
        assert sorted(held.values_list("seat_id", "registration_id", "quarter")) == sorted(filled)

    def check_queues(self, buckets: dict[int, Bucket], seats: list[Seat]) -> None:
        """Nobody who may have a place waits while one is free, unless the queue is frozen."""
        self.event.refresh_from_db(fields=["promotion_frozen_at"])
        if self.event.is_frozen(self.now):
            return
        days = {seat.registration_id: seat.state for seat in seats if buckets[seat.bucket_id].kind == BucketKind.DAY}
        for seat in seats:
            bucket = buckets[seat.bucket_id]
            may = bucket.kind == BucketKind.DAY or days[seat.registration_id] == SeatState.CONFIRMED
            waits = may and seat.state == SeatState.WAITLISTED
            assert not (waits and bucket.is_free), f"{seat.registration.first_name} waits while {named(bucket)} is free"


def named(bucket: Bucket) -> str:
    """How stories and traces call a place."""
    return bucket.slug or str(bucket.kind)


def is_at(seat: Seat, name: str, state: SeatState) -> bool:
    """Whether the seat is one of that place, in that state."""
    return seat.state == state and named(seat.bucket) == name
