"""Events in the office: list, form, registrations. Everything is saved through the agenda's own acts."""

from maillage.agenda.office.viewset import EventViewSet

__all__ = ["EventViewSet"]
