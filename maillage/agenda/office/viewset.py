"""Wagtail's views of events, with our list, our form and our refusals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views import snippets

from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Event
from maillage.agenda.office import life, messages
from maillage.agenda.office.addresses import DESK_ADDRESSES
from maillage.agenda.office.listing import COLUMNS, EventFilter, EventsView, events
from maillage.agenda.office.panels import FORM


class _TellsRefusal:
    """Says beside the field why the act refused; never saves while one types: each save may mail people."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except CapacityBelowTaken as refusal:
            form.refuse(refusal)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class CreateView(_TellsRefusal, snippets.CreateView):
    """A new event."""


class EditView(_TellsRefusal, snippets.EditView):
    """An event that exists. After a change of time or place, says that people are registered and do not know."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if form.moved:
            life.offer_to_tell(self.request, form.instance)
        return response


class EventViewSet(snippets.SnippetViewSet):
    """The agenda in the office's menu."""

    model = Event
    icon = "date"
    menu_label = _("Agenda")
    menu_order = 110
    add_to_admin_menu = True
    admin_url_namespace = "agenda_office"
    base_url_path = "agenda"
    copy_view_enabled = False
    index_view_class = EventsView
    add_view_class = CreateView
    edit_view_class = EditView
    edit_handler = FORM
    list_display = COLUMNS
    filterset_class = EventFilter
    search_fields = ["title", "summary", "venue_name"]
    search_backend_name = None
    ordering = ["-starts_at", "-pk"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        """Events with what the list shows."""
        return events()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, what becomes of an event, messages to its people, and its desk."""
        return [*super().get_urlpatterns(), *life.urls(), *messages.urls(), *DESK_ADDRESSES]
