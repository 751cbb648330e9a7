from maillage.agenda.views.changes import change, lost_link
from maillage.agenda.views.events import event, event_ics, events
from maillage.agenda.views.interests import interest, interest_proof
from maillage.agenda.views.registrations import cancel, receipt_ics, register, registration

__all__ = [
    "cancel",
    "change",
    "event",
    "event_ics",
    "events",
    "interest",
    "interest_proof",
    "lost_link",
    "receipt_ics",
    "register",
    "registration",
]
