"""Registering: one act, one transaction, the same answer however often it is sent."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from maillage.accounts.models import User
from maillage.agenda import emails, selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions.places import Places
from maillage.agenda.actions.promotions import hand_on
from maillage.agenda.actions.seating import seat_newcomer
from maillage.agenda.enums import EventState, Mode, SeatState
from maillage.agenda.errors import NotOpen, TooManyTries, UnknownWorkshop
from maillage.agenda.models import Booking, Bucket, Event, NeedAnswer, Registration
from maillage.agenda.selectors import SeatStanding, Standing
from maillage.core import clock, limits, seals
from maillage.core.audit import trace
from maillage.core.statements import insert
from maillage.core.turns import turn

NEEDS = ("needs_access", "needs_childcare", "needs_meal", "needs_interpreting")
NEEDS_KEPT = timedelta(days=14)
PEOPLE_PER_ADDRESS = 60  # a secretary registers a whole team; a machine registers more
REMINDERS_PER_PERSON = 3
WINDOW = timedelta(hours=1)


@dataclass(frozen=True)
class Answers:
    """What the form gave, cleaned. `needs` maps the names in NEEDS to text, `workshops` are short addresses, the
    dearest first; `mode` matters where an event is hybrid."""

    first_name: str
    last_name: str
    email: str
    organization: str = ""
    role: str = ""
    message: str = ""
    needs: dict[str, str] | None = None
    workshops: tuple[str, ...] = ()
    accept_queue: bool = False
    mode: str = ""

    @property
    def identity(self) -> str:
        """The same person, whatever the case, the spaces and the way accents were typed (keyed hash)."""
        names = " ".join(unicodedata.normalize("NFC", f"{self.first_name} {self.last_name}".casefold()).split())
        return seals.fingerprint(self.email.casefold(), names)


@dataclass(frozen=True)
class Receipt:
    """What a registering person is told."""

    registration: Registration
    standing: Standing


def register(event: Event, answers: Answers, *, nonce: str, language: str) -> Receipt:
    """Register one person for `event`; confirmed or queued, and a mail promised.

    The same `nonce` again gives the same registration; so does, while registrations are open, the same person under
    another nonce, who is sent the link again. Raises NotOpen or TooManyTries, and stores nothing then.
    """
    # Programs choose their keys: the same one for another event is another act.
    nonce = seals.fingerprint("agenda.nonce", str(event.pk), nonce)
    try:
        with turn(), transaction.atomic():
            return _book(event, answers, nonce, language)
    except (IntegrityError, NotOpen, TooManyTries) as refusal:
        # Nearly everybody comes once, so that the database is asked only now: a nonce and a person
        # are unique there, and whoever came first has committed when we are refused.
        with transaction.atomic():
            receipt = _same_act(event, nonce) or (
                None if isinstance(refusal, NotOpen) else _same_person(event, answers)
            )
        if receipt is None:
            raise
        return receipt


def _same_act(event: Event, nonce: str) -> Receipt | None:
    found = _found(event).filter(booking__nonce=nonce).first()
    return Receipt(found, selectors.standing(found)) if found else None


def _same_person(event: Event, answers: Answers) -> Receipt | None:
    found = _found(event).filter(identity=answers.identity).first()
    if not found:
        return None
    standing = selectors.standing(found)
    if limits.within("agenda.link_again", f"{event.pk}:{answers.identity}", REMINDERS_PER_PERSON, WINDOW):
        emails.promise_receipt(found, standing, again=True)
    return Receipt(found, standing)


def _found(event: Event) -> QuerySet[Registration]:
    return Registration.objects.select_related("booking", "event").filter(event=event)


def _book(event: Event, answers: Answers, nonce: str, language: str) -> Receipt:
    phase = event.phase()
    if phase != EventState.OPEN:
        raise NotOpen(phase)
    if not limits.within("agenda.register", f"{event.pk}:{answers.email.casefold()}", PEOPLE_PER_ADDRESS, WINDOW):
        raise TooManyTries
    return record(event, answers, nonce=nonce, language=language)


def record(event: Event, answers: Answers, *, nonce: str, language: str, by: User | None = None) -> Receipt:
    """Write the person down, seat them and promise the mail, in the transaction that runs.

    Raises IntegrityError for a nonce or a person that is there already, UnknownWorkshop.
    """
    registration = _write_down(event, answers, nonce, language)
    # The lock comes last, so that it is held for the fewest statements.
    standing = take_seats(at.lock(event, by), registration, answers)
    emails.promise_receipt(registration, standing)
    return Receipt(registration, standing)


def take_seats(places: Places, registration: Registration, answers: Answers) -> Standing:
    """The seat of the day, then the workshops. Raises UnknownWorkshop, for a workshop withdrawn in the meantime."""
    bucket = places.attendance(answers.mode == Mode.ONLINE)
    seat, position = at.enter(bucket, registration)
    name = at.named(bucket)
    trace("agenda.registered", registration, places.by, bucket=name, state=seat.state, number=seat.number)
    if answers.workshops:
        admitted = seat.state == SeatState.CONFIRMED
        seat_newcomer(places, registration, chosen(places, answers), admitted=admitted)
        return selectors.standing(registration)
    day = SeatStanding(name, SeatState(seat.state), position)
    return Standing(day.state, position, (day,))


def chosen(places: Places, answers: Answers) -> list[Bucket]:
    """The workshops that were asked for, the dearest first. Raises UnknownWorkshop."""
    known = {bucket.slug: bucket for bucket in places.workshops}
    if missing := [slug for slug in answers.workshops if slug not in known]:
        raise UnknownWorkshop(missing[0])
    return [known[slug] for slug in answers.workshops]


def _write_down(event: Event, answers: Answers, nonce: str, language: str) -> Registration:
    """The booking, the person and what they need, without a seat yet. Raises IntegrityError for a repeat."""
    booking = Booking(
        event=event,
        nonce=nonce,
        email=answers.email,
        organization_name=answers.organization,
        language=language,
        message=answers.message,
        consented_at=clock.now(),
    )
    insert(booking)
    registration = Registration(
        booking=booking,
        event=event,
        first_name=answers.first_name,
        last_name=answers.last_name,
        role=answers.role,
        identity=answers.identity,
        accept_queue=answers.accept_queue,
    )
    insert(registration)
    write_needs(registration, answers)
    return registration


def write_needs(registration: Registration, answers: Answers) -> None:
    """Seal what the person needs, if anything."""
    needs = {name: text for name, text in (answers.needs or {}).items() if text}
    if needs:
        erase_after = registration.event.ends_at + NEEDS_KEPT
        insert(NeedAnswer(registration=registration, sealed=seals.seal(needs), erase_after=erase_after))


def cancel(registration: Registration, by: User | None = None) -> None:
    """Give up the person's seats; the first in each queue takes the place in the same transaction.

    Cancelling twice changes nothing more. Raises NotOpen once the event was held.
    """
    with transaction.atomic():
        if registration.event.phase() == EventState.HELD:
            raise NotOpen(EventState.HELD)
        places = at.lock(registration.event, by)
        seats = list(registration.seats.exclude(state=SeatState.CANCELLED).order_by("pk"))
        if not seats:
            return
        freed = at.freed([at.leave(places, seat, keep=True) for seat in seats])
        Registration.objects.filter(pk=registration.pk).update(identity=None, version=registration.version + 1)
        trace("agenda.cancelled", registration, by)
        emails.promise_cancellation(registration)
        hand_on(places, freed)
