from maillage.agenda.views.events import event, event_ics, events
from maillage.agenda.views.registrations import cancel, receipt_ics, register, registration

__all__ = ["cancel", "event", "event_ics", "events", "receipt_ics", "register", "registration"]
