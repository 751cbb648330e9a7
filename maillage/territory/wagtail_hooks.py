"""What the territory adds to the office: facts that change by decree, so for the administrator alone."""

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.territory import selectors
from maillage.territory.forms import MunicipalityForm
from maillage.territory.models import Locality, Municipality


class MunicipalityFilter(WagtailFilterSet):
    """By arrondissement."""

    arrondissement = django_filters.ChoiceFilter(
        label=_("Arrondissement"), choices=lambda: [(name, name) for name in selectors.arrondissements()]
    )

    class Meta:
        model = Municipality
        fields = ["arrondissement"]


class MunicipalityViewSet(SnippetViewSet):
    """Communes, with their postcodes and the number of their localities."""

    model = Municipality
    icon = "site"
    menu_label = _("Communes")
    add_to_settings_menu = True
    admin_url_namespace = "territory_office"
    base_url_path = "communes"
    copy_view_enabled = False
    filterset_class = MunicipalityFilter
    list_display = [
        "name",
        "nis",
        Column("arrondissement", label=_("Arrondissement"), sort_key="arrondissement"),
        Column("postcodes", label=_("Codes postaux"), accessor=lambda commune: ", ".join(commune.postcodes)),
        Column("locality_count", label=_("Localités"), sort_key="locality_count"),
    ]
    search_fields = ["name", "nis", "arrondissement", "postcodes"]
    search_backend_name = None
    ordering = ["name", "nis"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("nis")]),
            FieldPanel("postcodes"),
            FieldRowPanel([FieldPanel("arrondissement"), FieldPanel("province"), FieldPanel("region")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
                heading=_("Un point dans la commune"),
                help_text=_("En degrés (WGS 84)."),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]), FieldPanel("successor")],
                heading=_("Fusion de communes"),
            ),
        ],
        base_form_class=MunicipalityForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        """Communes with what the list shows."""
        return Municipality.objects.annotate(locality_count=Count("localities"))


class LocalityFilter(WagtailFilterSet):
    """By commune."""

    class Meta:
        model = Locality
        fields = ["municipality"]


class LocalityViewSet(SnippetViewSet):
    """Villages and quarters, each with its postcode and its commune."""

    model = Locality
    icon = "site"
    menu_label = _("Localités")
    add_to_settings_menu = True
    admin_url_namespace = "territory_localities"
    base_url_path = "localites"
    copy_view_enabled = False
    filterset_class = LocalityFilter
    list_display = [
        "name",
        Column("postcode", label=_("Code postal"), sort_key="postcode"),
        Column("municipality", label=_("Commune"), sort_key="municipality__name"),
    ]
    search_fields = ["name", "postcode"]
    search_backend_name = None
    ordering = ["name", "postcode"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("postcode"), FieldPanel("name")]),
            FieldPanel("municipality"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Locality]:
        """Localities with their commune."""
        return Locality.objects.select_related("municipality")


register_snippet(MunicipalityViewSet)
register_snippet(LocalityViewSet)
