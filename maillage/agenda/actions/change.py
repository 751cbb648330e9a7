"""Changing a registration: data, workshops, the way of attending. All of it or nothing."""

from django.db import IntegrityError, transaction
from django.db.models import F

from maillage.accounts.models import User
from maillage.agenda import emails, selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions.places import Places
from maillage.agenda.actions.promotions import hand_on
from maillage.agenda.actions.register import Answers, Receipt, chosen, write_needs
from maillage.agenda.actions.seating import arrange, wish
from maillage.agenda.enums import ATTENDANCE, Mode, SeatState
from maillage.agenda.errors import NoRoomThere, SomebodyElse, TooLate
from maillage.agenda.models import Booking, Bucket, NeedAnswer, Registration
from maillage.core.audit import trace


def change(registration: Registration, answers: Answers, by: User | None = None) -> Receipt:
    """Write the new answers, and seat the person anew where their wishes changed; the address stays.

    Raises TooLate, NoRoomThere, SomebodyElse or UnknownWorkshop; nothing is changed then.
    """
    event = registration.event
    if not selectors.may_change(registration, by):
        raise TooLate
    try:
        with transaction.atomic():
            _write(registration, answers)
            places = at.lock(event, by)
            freed = _attend(places, registration, answers)
            freed += arrange(places, registration, wish(registration, chosen(places, answers)))
            trace("agenda.changed", registration, by)
            hand_on(places, freed)
            emails.promise_change(registration)
            return Receipt(registration, selectors.standing(registration))
    except IntegrityError as error:  # the identity is unique: the lock keeps all else apart
        raise SomebodyElse from error


def _write(registration: Registration, answers: Answers) -> None:
    Registration.objects.filter(pk=registration.pk).update(
        first_name=answers.first_name,
        last_name=answers.last_name,
        role=answers.role,
        accept_queue=answers.accept_queue,
        identity=answers.identity,
        version=F("version") + 1,
    )
    told = {"organization_name": answers.organization, "message": answers.message}
    Booking.objects.filter(pk=registration.booking_id).update(**told)
    NeedAnswer.objects.filter(registration=registration).delete()
    registration.accept_queue = answers.accept_queue
    write_needs(registration, answers)


def _attend(places: Places, registration: Registration, answers: Answers) -> list[Bucket]:
    """Go over to the other way of attending, if asked for; returns what that freed. Raises NoRoomThere, TooLate."""
    seat = registration.seats.filter(bucket__kind__in=ATTENDANCE).get()
    if seat.state == SeatState.CANCELLED:
        raise TooLate
    wanted = places.attendance(answers.mode == Mode.ONLINE) if answers.mode else places.buckets[seat.bucket_id]
    if wanted.pk == seat.bucket_id:
        return []
    has_room = wanted.is_free and not selectors.is_awaited(wanted)
    if seat.state == SeatState.CONFIRMED and not has_room:
        raise NoRoomThere
    freed = at.freed([at.leave(places, seat)])
    entered, _position = at.enter(wanted, registration)
    at.trace_seat(places, entered, None, entered.state)
    return freed
