"""An event whose books are checked against each other after every act."""

from maillage.agenda import selectors
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import Receipt, cancel, register
from maillage.agenda.enums import BucketKind, EventState, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.core.audit import reference
from maillage.core.models import AuditEntry, OutboxMessage
from tests.factories import AnswersFactory, EventFactory


def day_bucket(event: Event) -> Bucket:
    """The places of the day itself."""
    return Bucket.objects.get(event=event, kind=BucketKind.DAY)


def position(seat: Seat) -> int:
    """How many wait before, plus one."""
    before = Seat.objects.filter(bucket=seat.bucket_id, state=SeatState.WAITLISTED, number__lt=seat.number)
    return before.count() + 1


class Plenary:
    """Persons are letters; what is read comes from the tables, what is done goes through the actions."""

    def __init__(self, places: int | None) -> None:
        self.event = EventFactory(capacity=places)
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

    def seats(self, state: SeatState) -> list[Seat]:
        """Seats in a state, in the order of their numbers."""
        seats = Seat.objects.filter(bucket__event=self.event, state=state).order_by("number")
        return list(seats.select_related("registration"))

    def persons(self, state: SeatState) -> str:
        return "".join(seat.registration.first_name for seat in self.seats(state))

    def confirmed(self) -> str:
        return "".join(sorted(self.persons(SeatState.CONFIRMED)))

    def waiting(self) -> str:
        return self.persons(SeatState.WAITLISTED)

    def promotions(self) -> list[Registration]:
        """Who was promoted, in order, as the trace tells."""
        mine = {reference(found): found for found in self.event.registrations.all()}
        traces = AuditEntry.objects.filter(act="agenda.promoted", subject__in=mine).order_by("pk")
        return [mine[entry.subject] for entry in traces]

    def promoted(self) -> str:
        return "".join(found.first_name for found in self.promotions())

    def check_books(self) -> None:
        """What must hold between any two acts."""
        bucket, waiting = self.bucket(), self.seats(SeatState.WAITLISTED)
        assert bucket.taken == len(self.seats(SeatState.CONFIRMED))
        assert bucket.capacity is None or bucket.taken <= bucket.capacity
        assert self.over or not waiting or bucket.taken == bucket.capacity, "somebody waits while a place is free"
        assert [position(seat) for seat in waiting] == list(range(1, len(waiting) + 1))
        assert not selectors.drifted_buckets().filter(pk=bucket.pk).exists()
        self.check_numbers(bucket)
        self.check_promotions(waiting)
        self.check_mails()

    def check_numbers(self, bucket: Bucket) -> None:
        """One seat to a registration, numbers given once in the order of arrival, one standing per person."""
        seats = list(Seat.objects.filter(bucket=bucket).order_by("registration_id"))
        assert [seat.number for seat in seats] == list(range(1, bucket.last_number + 1))
        assert len(seats) == self.event.registrations.count()
        standing = self.confirmed() + self.waiting()
        assert len(standing) == len(set(standing)), "a person stands twice"

    def check_promotions(self, waiting: list[Seat]) -> None:
        """In the order of the numbers, everybody once, nobody left behind; one mail for each."""
        numbers = [found.seats.get().number for found in self.promotions()]
        assert numbers == sorted(set(numbers))
        assert not waiting or not numbers or numbers[-1] < waiting[0].number, "somebody overtook"
        for found in self.event.registrations.all():
            mails = OutboxMessage.objects.filter(kind="agenda.promotion", about=reference(found))
            assert mails.count() == self.promotions().count(found)
            assert all(mail.recipient == f"{found.first_name}@example.org" for mail in mails)

    def check_mails(self) -> None:
        """Everybody was written to when they registered, and when they cancelled, once."""
        for found in self.event.registrations.all():
            kinds = list(OutboxMessage.objects.filter(about=reference(found)).values_list("kind", flat=True))
            assert "agenda.receipt" in kinds
            cancelled = found.seats.get().state == SeatState.CANCELLED
            assert kinds.count("agenda.cancellation") == cancelled
            assert AuditEntry.objects.filter(act="agenda.registered", subject=reference(found)).count() == 1
            assert AuditEntry.objects.filter(act="agenda.cancelled", subject=reference(found)).count() == cancelled
