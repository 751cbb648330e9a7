from maillage.agenda.models.bookings import Booking, NeedAnswer, Registration, Seat
from maillage.agenda.models.events import Bucket, Event

__all__ = ["Booking", "Bucket", "Event", "NeedAnswer", "Registration", "Seat"]
