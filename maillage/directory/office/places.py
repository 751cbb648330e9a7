"""Places in the office. The only screen that shows a confidential address is the form of its place."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.models import Location
from maillage.directory.office.place_form import LocationForm

FORM = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("organization"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("locality_name"), FieldPanel("municipality")]),
                FieldPanel("confidential"),
            ],
            heading=_("Adresse"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), FieldPanel("geocode_quality")],
            heading=_("Point sur la carte"),
            help_text=_("Vide : proposé d’après la localité ou la commune. Vous seul pouvez le dire confirmé."),
        ),
        FieldPanel("access"),
    ],
    base_form_class=LocationForm,
)


class LocationFilter(WagtailFilterSet):
    """By commune, precision, confidentiality."""

    confidential = django_filters.BooleanFilter(label=_("Adresse confidentielle"))

    class Meta:
        model = Location
        fields = ["municipality", "geocode_quality", "confidential"]


class LocationViewSet(SnippetViewSet):
    """Places of operators."""

    model = Location
    icon = "site"
    menu_label = _("Lieux")
    menu_order = 30
    admin_url_namespace = "directory_places"
    base_url_path = "lieux"
    copy_view_enabled = False
    list_display = [
        Column("__str__", label=_("Lieu")),
        Column("organization", label=_("Opérateur"), sort_key="organization__name"),
        Column("get_geocode_quality_display", label=_("Point"), sort_key="geocode_quality"),
        BooleanColumn("confidential", label=_("Confidentiel"), sort_key="confidential"),
        Column("number_of_services", label=_("Services"), sort_key="number_of_services"),
    ]
    filterset_class = LocationFilter
    search_fields = ["name", "organization__name", "municipality__name"]
    search_backend_name = None
    ordering = ["municipality__name", "pk"]
    list_per_page = 50
    edit_handler = FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Places with what the list shows, in one query."""
        found = Location.objects.select_related("organization", "municipality")
        return found.annotate(number_of_services=Count("service_at_locations", distinct=True))
