"""An event whose books are checked against each other after every act."""

from collections import defaultdict

from django.db.models import Max

from maillage.agenda import selectors
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import Receipt, cancel, register
from maillage.agenda.enums import BucketKind, EventState, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.core.audit import reference
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.core.statements import Kept
from tests.factories import AnswersFactory, EventFactory


def day_bucket(event: Event) -> Bucket:
    """The places of the day itself."""
    return Bucket.objects.get(event=event, kind=BucketKind.DAY)


def position(seat: Seat, waiting: list[Seat]) -> int:
    """How many wait before, plus one."""
    return 1 + sum(other.number < seat.number for other in waiting)


# The books are read after every act of every example: these queries are built once.
SEATS = Kept(
    lambda event: Seat.objects.select_related("registration").filter(bucket__event=event).order_by("number"), event=-1
)
TRACES = Kept(lambda since: AuditEntry.objects.filter(pk__gt=since).order_by("pk"), since=-1)
MAILS = Kept(lambda since: OutboxMessage.objects.filter(pk__gt=since).order_by("pk"), since=-1)

Mails = dict[str, list[OutboxMessage]]
"""By what they are about."""


def last_of(model: type[AuditEntry | OutboxMessage]) -> int:
    """The key of the last row so far: the next ones are of what follows."""
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


class Plenary:
    """Persons are letters; what is read comes from the tables, what is done goes through the actions."""

    def __init__(self, places: int | None) -> None:
        self.event = EventFactory(capacity=places)
        self.traces_before, self.mails_before = last_of(AuditEntry), last_of(OutboxMessage)
        self.registrations: dict[str, Registration] = {}
        self.nonces: dict[str, str] = {}
        self.receipts = 0
        self.over = False  # places were added to a meeting that nobody can come to any more

    def register(self, person: str, *, same_nonce: bool = False) -> Receipt:
        answers = AnswersFactory(first_name=person, last_name="Dupont", email=f"{person}@example.org")
        self.receipts += not same_nonce
        nonce = f"{self.event.slug}-{self.receipts:04}"
        if same_nonce:
            nonce = self.nonces[person]
        receipt = register(self.event, answers, nonce=nonce, language="fr")
        if person not in self.registrations or self.registrations[person] != receipt.registration:
            self.nonces[person] = nonce
        self.registrations[person] = receipt.registration
        return receipt

    def cancel(self, person: str) -> None:
        cancel(Registration.objects.select_related("event", "booking").get(pk=self.registrations[person].pk))
        self.over = False

    def set_capacity(self, places: int | None) -> None:
        self.event.refresh_from_db()
        save_event(self.event, places)
        self.over = self.event.phase() in {EventState.CANCELLED, EventState.HELD}

    def bucket(self) -> Bucket:
        return Bucket.objects.get(event=self.event)

    def seats(self, *states: SeatState) -> list[Seat]:
        """Seats in those states, or all, in the order of their numbers."""
        return [seat for seat in SEATS.rows(event=self.event.pk) if not states or seat.state in states]

    def persons(self, state: SeatState) -> str:
        return "".join(seat.registration.first_name for seat in self.seats(state))

    def confirmed(self) -> str:
        return "".join(sorted(self.persons(SeatState.CONFIRMED)))

    def waiting(self) -> str:
        return self.persons(SeatState.WAITLISTED)

    def acts(self) -> dict[str, list[str]]:
        """Whom each act was done to, as traces name them, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in TRACES.rows(since=self.traces_before):
            found[entry.act].append(entry.subject)
        return found

    def promoted(self) -> str:
        """Who was promoted, in order, as the trace tells."""
        mine = {reference(found): found.first_name for found in self.event.registrations.all()}
        return "".join(mine[subject] for subject in self.acts()["agenda.promoted"] if subject in mine)

    def check_books(self) -> None:
        """What must hold between any two acts."""
        bucket, seats, acts = self.bucket(), self.seats(), self.acts()
        waiting = [seat for seat in seats if seat.state == SeatState.WAITLISTED]
        assert bucket.taken == sum(seat.state == SeatState.CONFIRMED for seat in seats)
        assert bucket.capacity is None or bucket.taken <= bucket.capacity
        assert self.over or not waiting or bucket.taken == bucket.capacity, "somebody waits while a place is free"
        assert [position(seat, waiting) for seat in waiting] == list(range(1, len(waiting) + 1))
        assert not selectors.drifted_buckets().filter(pk=bucket.pk).exists()
        self.check_numbers(bucket, seats)
        mails = defaultdict(list)
        for mail in MAILS.rows(since=self.mails_before):
            mails[mail.about].append(mail)
        self.check_promotions(seats, acts, mails)
        self.check_mails(seats, acts, mails)

    def check_numbers(self, bucket: Bucket, seats: list[Seat]) -> None:
        """One seat to a registration, numbers given once in the order of arrival, one standing per person."""
        assert [seat.number for seat in seats] == list(range(1, bucket.last_number + 1))
        arrivals = [seat.registration_id for seat in seats]
        assert arrivals == sorted(set(arrivals))
        assert set(arrivals) == set(self.event.registrations.values_list("pk", flat=True))
        standing = [seat.registration.first_name for seat in seats if seat.state != SeatState.CANCELLED]
        assert len(standing) == len(set(standing)), "a person stands twice"

    def check_promotions(self, seats: list[Seat], acts: dict[str, list[str]], mails: Mails) -> None:
        """In the order of the numbers, everybody once, nobody left behind; one mail for each."""
        numbers = {reference(seat.registration): seat.number for seat in seats}
        given = [numbers[subject] for subject in acts["agenda.promoted"] if subject in numbers]
        waiting = [seat.number for seat in seats if seat.state == SeatState.WAITLISTED]
        assert given == sorted(set(given))
        assert not waiting or not given or given[-1] < waiting[0], "somebody overtook"
        for seat in seats:
            told = [mail for mail in mails[reference(seat.registration)] if mail.kind == "agenda.promotion"]
            assert len(told) == given.count(seat.number)
            assert all(mail.recipient == f"{seat.registration.first_name}@example.org" for mail in told)

    def check_mails(self, seats: list[Seat], acts: dict[str, list[str]], mails: Mails) -> None:
        """Everybody was written to when they registered, and when they cancelled, once."""
        for seat in seats:
            subject = reference(seat.registration)
            kinds = [mail.kind for mail in mails[subject]]
            assert "agenda.receipt" in kinds
            cancelled = seat.state == SeatState.CANCELLED
            assert kinds.count("agenda.cancellation") == cancelled
            assert acts["agenda.registered"].count(subject) == 1
            assert acts["agenda.cancelled"].count(subject) == cancelled
