"""Operators in the office."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.models import Organization
from maillage.directory.office.missing import MissingColumn, MissingPanel, missing_filter
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
        LiveStatusTagColumn(),
    ]
    filterset_class = OrganizationFilter
    search_fields = ["name", "alternate_name", "kbo"]
    search_backend_name = None
    ordering = ["name", "pk"]
    list_per_page = 50
    edit_handler = FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Operators with what the list shows, in one query."""
        found = Organization.objects.select_related("municipality", "latest_revision")
        counted = found.annotate(number_of_services=Count("services", distinct=True))
        return gaps.marked(counted, gaps.of_organizations())
