from maillage.agenda.models.bookings import Booking, NeedAnswer, Registration, Seat, SeatSlot, Wish
from maillage.agenda.models.events import Event
from maillage.agenda.models.notices import GroupMessage, Interest
from maillage.agenda.models.places import Bucket
from maillage.agenda.models.programme import EventDocument, ProgrammeItem

__all__ = [
    "Booking",
    "Bucket",
    "Event",
    "EventDocument",
    "GroupMessage",
    "Interest",
    "NeedAnswer",
    "ProgrammeItem",
    "Registration",
    "Seat",
    "SeatSlot",
    "Wish",
]
