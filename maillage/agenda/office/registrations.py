"""The desk of an event: live figures, and who registered. Needs are counted, never shown beside a name."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from maillage.accounts.access import team_only
from maillage.agenda import selectors
from maillage.agenda.models import Event, Registration
from maillage.agenda.office import sheet
from maillage.agenda.office.door import at_the_desk, crumbs, menu
from maillage.agenda.office.figures import figures_context
from maillage.agenda.office.needs import needs_counted
from maillage.agenda.office.people import SEARCHED, PeopleFilter, people, search, with_place


def person_url(person: Registration) -> str:
    """The person's page at the desk."""
    return reverse("agenda_office:person", args=[person.event_id, person.pk])


def _column(fact: sheet.Fact) -> Column:
    shape = {"label": fact.label, "accessor": fact.say, "sort_key": fact.sort_key}
    return TitleColumn(fact.name, get_url=person_url, **shape) if fact.name == "name" else Column(fact.name, **shape)


@method_decorator(never_cache, name="dispatch")
@method_decorator(team_only, name="dispatch")  # type: ignore[arg-type]
class RegistrationsView(generic.IndexView):
    """The registrations of one event, in the order of arrival."""

    model = Registration
    index_url_name = "agenda_office:registrations"
    index_results_url_name = "agenda_office:registrations_results"
    template_name = "agenda/office/registrations.html"
    results_template_name = "agenda/office/registrations_results.html"
    header_icon = "group"
    paginate_by = 100
    default_ordering = "pk"
    filterset_class = PeopleFilter
    search_fields = SEARCHED
    search_backend_name = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """404 without such an event."""
        self.event = get_object_or_404(Event, pk=kwargs["pk"])
        self.page_title = _("Inscriptions : %(event)s") % {"event": self.event.title}
        self.verbose_name_plural = _("inscriptions")
        self.columns = [_column(fact) for fact in sheet.facts(bool(selectors.workshops(self.event)))]
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> Any:
        """Everybody who registered, with their places."""
        return sheet.for_sheet(with_place(self.event))

    def order_queryset(self, queryset: Any) -> Any:
        """As the address asks; who came first stands first."""
        return sheet.ordered(queryset, self.ordering)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filters know the event's workshops and organisations."""
        return {**super().get_filterset_kwargs(), "event": self.event}

    def filter_queryset(self, queryset: Any) -> Any:
        """Nobody for a filter that does not exist, so that nobody is shown as chosen by mistake."""
        return super().filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    def search_queryset(self, queryset: Any) -> Any:
        """All words, wherever they stand, accents or not."""
        return search(queryset, self.search_query)

    def get_index_url(self) -> str:
        """This list."""
        return reverse(self.index_url_name, args=[self.event.pk])

    def get_index_results_url(self) -> str:
        """The list alone, for searches as one types."""
        return reverse(self.index_results_url_name, args=[self.event.pk])

    def get_edit_url(self, instance: Registration) -> None:
        """The name leads to the person's page; there is no other form."""

    @property
    def takeaway(self) -> list[dict[str, str]]:
        """Where what is shown may be printed and taken along: filters, search and order apply."""
        shown = self.request.GET.copy()
        for name in (self.page_kwarg, "_w_filter_fragment"):
            shown.pop(name, None)
        query = f"?{shown.urlencode()}" if shown else ""
        doors = {
            "registrations_print": _("Imprimer"),
            "export_xlsx": _("Classeur (XLSX)"),
            "export_csv": _("Texte (CSV)"),
            "message_add": _("Écrire à ces personnes"),
        }
        place = [self.event.pk]
        return [{"url": reverse(f"agenda_office:{name}", args=place) + query, "label": x} for name, x in doors.items()]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Agenda, the event, its registrations."""
        return crumbs(self.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the event, its figures, and its needs, counted."""
        context = {**super().get_context_data(**kwargs), **figures_context(self.event)}
        return {**context, "menu": menu(self.event, "registrations"), "needs": needs_counted(self.event)}


@require_safe
@at_the_desk
def registrations_print(request: HttpRequest, event: Event) -> HttpResponse:
    """The same list on paper, all of it on one page."""
    found = sheet.for_sheet(sheet.ordered(people(event, request.GET), request.GET.get("ordering")))
    kept = {"number", "name", "organization", "place", "workshops"}
    columns = [fact for fact in sheet.facts(bool(selectors.workshops(event))) if fact.name in kept]
    context = {"event": event, "columns": columns, "rows": sheet.rows(found, columns)}
    return render(request, "agenda/office/registrations_print.html", context)
