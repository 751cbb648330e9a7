from maillage.agenda.views.changes import change, lost_link
from maillage.agenda.views.events import event, event_ics, events
from maillage.agenda.views.feeds import feed_atom, feed_ics
from maillage.agenda.views.images import event_image
from maillage.agenda.views.interests import interest, interest_proof
from maillage.agenda.views.registrations import cancel, receipt_ics, register, registration

__all__ = [
    "cancel",
    "change",
    "event",
    "event_ics",
    "event_image",
    "events",
    "feed_atom",
    "feed_ics",
    "interest",
    "interest_proof",
    "lost_link",
    "receipt_ics",
    "register",
    "registration",
]
