"""Operators in the office."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.accounts.access import team_only
from maillage.core.sheets import download
from maillage.directory.actions import exports
from maillage.directory.models import Organization
from maillage.directory.office.missing import MissingColumn, MissingPanel, missing_filter
from maillage.directory.office.states import STATE, with_states
from maillage.directory.selectors import gaps

FORM = TabbedInterface(
    [
        ObjectList(
            [
                MissingPanel(gaps.of_organizations),
                MultiFieldPanel(
                    [
                        FieldPanel("name"),
                        FieldPanel("alternate_name"),
                        FieldPanel("description"),
                        FieldPanel("municipality"),
                        FieldPanel("website"),
                        FieldPanel("email"),
                        FieldPanel("logo"),
                    ],
                    heading=_("Qui"),
                ),
                InlinePanel(
                    "phones", panels=[FieldPanel("number"), FieldPanel("description")], heading=_("Téléphones")
                ),
                InlinePanel(
                    "contacts",
                    panels=[FieldPanel("title"), FieldPanel("name"), FieldPanel("email"), FieldPanel("phone")],
                    heading=_("À qui s’adresser"),
                ),
            ],
            heading=_("L’essentiel"),
        ),
        ObjectList(
            [
                FieldPanel("legal_form"),
                FieldPanel("sector"),
                FieldPanel("kbo"),
                FieldPanel("parent"),
                InlinePanel(
                    "accreditations",
                    panels=[
                        FieldPanel("kind"),
                        FieldPanel("label"),
                        FieldPanel("number"),
                        FieldPanel("status"),
                        FieldPanel("valid_from"),
                        FieldPanel("valid_to"),
                    ],
                    heading=_("Agréments"),
                ),
            ],
            heading=_("Identité"),
        ),
        ObjectList(
            [FieldPanel("assured_on"), FieldPanel("source_url"), FieldPanel("example"), FieldPanel("slug")],
            heading=_("D’où vient la fiche"),
        ),
    ]
)


class OrganizationFilter(WagtailFilterSet):
    """By what is missing, place, kind of body, publication."""

    missing = missing_filter(gaps.of_organizations)
    live = django_filters.BooleanFilter(label=_("Publié"))

    class Meta:
        model = Organization
        fields = ["missing", "municipality", "sector", "live", "example"]


class OperatorsView(snippets.IndexView):
    """The list, with the ways to take along what it shows."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Wagtail's, and the export of what the filters and the search leave."""
        shown = self.request.GET.urlencode()
        ways = [("export_xlsx", _("Exporter (XLSX)")), ("export_csv", _("Exporter (CSV)"))]
        return [
            *super().header_more_buttons,
            *(
                HeaderButton(
                    label, url=f"{reverse(f'directory_office:{name}')}?{shown}", icon_name="download", priority=90
                )
                for name, label in ways
            ),
        ]


def shown_keys(request: HttpRequest) -> list[int]:
    """The keys of the operators that the list would show at this address."""
    found = gaps.marked(Organization.objects.all(), gaps.of_organizations())
    found = OrganizationFilter(request.GET, queryset=found, request=request).qs
    for word in request.GET.get("q", "").split():
        found = found.filter(Q(name__icontains=word) | Q(alternate_name__icontains=word) | Q(kbo__icontains=word))
    return list(found.values_list("pk", flat=True))


@require_safe
@team_only
def export_csv(request: HttpRequest) -> HttpResponse:
    """The operators of the list with all their services, as CSV."""
    return download(exports.write_csv(shown_keys(request)), "repertoire", "csv")


@require_safe
@team_only
def export_xlsx(request: HttpRequest) -> HttpResponse:
    """The operators of the list with all their services, as a workbook."""
    return download(exports.write_xlsx(shown_keys(request)), "repertoire", "xlsx")


class OrganizationViewSet(SnippetViewSet):
    """Operators: who they are. What they offer is in the services."""

    model = Organization
    icon = "group"
    menu_label = _("Opérateurs")
    menu_order = 10
    admin_url_namespace = "directory_office"
    base_url_path = "operateurs"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("municipality", label=_("Commune"), sort_key="municipality__name"),
        Column("number_of_services", label=_("Services"), sort_key="number_of_services"),
        MissingColumn(gaps.of_organizations),
        DateColumn("assured_on", label=_("Confirmé"), sort_key="assured_on"),
        STATE,
    ]
    filterset_class = OrganizationFilter
    index_view_class = OperatorsView
    search_fields = ["name", "alternate_name", "kbo"]
    search_backend_name = None
    ordering = ["name", "pk"]
    list_per_page = 50
    edit_handler = FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Operators with what the list shows, in two queries."""
        found = Organization.objects.select_related("municipality", "latest_revision")
        counted = found.annotate(number_of_services=Count("services", distinct=True))
        return with_states(gaps.marked(counted, gaps.of_organizations()))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, and the export."""
        ours = [
            path("export.csv", export_csv, name="export_csv"),
            path("export.xlsx", export_xlsx, name="export_xlsx"),
        ]
        return [*super().get_urlpatterns(), *ours]
