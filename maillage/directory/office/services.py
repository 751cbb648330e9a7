"""Services in the office: what, for whom, where, when, how much."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.enums import Scheme
from maillage.directory.models import Service, Term
from maillage.directory.office.fields import ServiceForm
from maillage.directory.office.missing import MissingColumn, MissingPanel, missing_filter
from maillage.directory.office.states import STATE, with_states
from maillage.directory.selectors import gaps
from maillage.territory.models import Municipality

SCHEDULES = InlinePanel(
    "schedules",
    panels=[
        FieldRowPanel([FieldPanel("kind"), FieldPanel("by_appointment"), FieldPanel("follows_school")]),
        FieldPanel("hours"),
        FieldPanel("written"),
        FieldRowPanel([FieldPanel("weeks"), FieldPanel("alternate_from")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ],
    heading=_("Heures"),
    label=_("Horaire"),
)
LANGUAGES = InlinePanel(
    "languages",
    panels=[FieldRowPanel([FieldPanel("code"), FieldPanel("mode"), FieldPanel("days")])],
    heading=_("Langues parlées"),
    label=_("Langue"),
)
PHONES = InlinePanel(
    "phones",
    panels=[FieldRowPanel([FieldPanel("number"), FieldPanel("description")])],
    heading=_("Téléphones"),
    label=_("Téléphone"),
)
WHAT = ObjectList(
    [
        MissingPanel(gaps.of_services),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("organization"),
                FieldPanel("program"),
                FieldPanel("description"),
                FieldPanel("alert"),
                FieldPanel("status"),
            ],
            heading=_("Quoi"),
        ),
        FieldPanel("terms"),
        FieldPanel("category"),
        FieldPanel("kind"),
    ],
    heading=_("Quoi"),
)
WHOM = ObjectList(
    [
        FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
        FieldPanel("eligibility"),
        FieldPanel("application_process"),
        FieldPanel("to_bring"),
        LANGUAGES,
        FieldPanel("interpretation"),
        FieldPanel("childcare"),
        FieldRowPanel([FieldPanel("fees"), FieldPanel("fees_cents"), FieldPanel("fees_year")]),
        InlinePanel(
            "cost_options",
            panels=[FieldRowPanel([FieldPanel("option"), FieldPanel("cents")])],
            heading=_("Autres prix"),
        ),
        PHONES,
        FieldPanel("email"),
        FieldPanel("website"),
    ],
    heading=_("Pour qui, comment"),
)
WHERE = ObjectList(
    [
        InlinePanel(
            "service_at_locations",
            panels=[FieldPanel("location"), FieldPanel("description"), SCHEDULES, LANGUAGES, PHONES],
            heading=_("Où et quand"),
            label=_("Lieu"),
        )
    ],
    heading=_("Où et quand"),
)
TRANSLATIONS = ObjectList(
    [
        InlinePanel(
            "translations",
            panels=[
                FieldRowPanel([FieldPanel("field"), FieldPanel("language"), FieldPanel("origin")]),
                FieldPanel("text"),
            ],
            heading=_("Textes dans d’autres langues"),
            label=_("Traduction"),
            help_text=_("Quand le texte français change, la page dit que sa traduction est plus ancienne."),
        )
    ],
    heading=_("Traductions"),
)
COURSES = ObjectList(
    [
        InlinePanel(
            "course_offers",
            panels=[
                FieldPanel("levels"),
                FieldPanel("tags"),
                FieldRowPanel([FieldPanel("hours_a_week"), FieldPanel("placement_test")]),
                FieldPanel("note"),
            ],
            heading=_("Cours"),
            label=_("Offre de cours"),
        ),
        InlinePanel(
            "capacities",
            panels=[
                FieldRowPanel([FieldPanel("places"), FieldPanel("free_places"), FieldPanel("waiting_weeks")]),
                FieldRowPanel([FieldPanel("next_intake"), FieldPanel("updated_on"), FieldPanel("expires_on")]),
            ],
            heading=_("Places"),
            max_num=1,
        ),
    ],
    heading=_("Cours et places"),
)
ORIGIN = ObjectList(
    [FieldPanel("assured_on"), FieldPanel("source_url"), FieldPanel("example"), FieldPanel("slug")],
    heading=_("D’où vient la fiche"),
)
FORM = TabbedInterface([WHAT, WHOM, WHERE, COURSES, TRANSLATIONS, ORIGIN], base_form_class=ServiceForm)


class ServiceFilter(WagtailFilterSet):
    """By what is missing, theme, commune, state."""

    missing = missing_filter(gaps.of_services)
    theme = django_filters.ModelChoiceFilter(
        label=_("Thème"),
        field_name="terms",
        queryset=Term.objects.filter(scheme=Scheme.THEME).prefetch_related("words"),
    )
    commune = django_filters.ModelChoiceFilter(
        label=_("Commune"),
        field_name="service_at_locations__location__municipality",
        queryset=Municipality.objects.order_by("name"),
        distinct=True,
    )
    live = django_filters.BooleanFilter(label=_("Publié"))

    class Meta:
        model = Service
        fields = ["missing", "theme", "commune", "status", "live", "example"]


class ServiceViewSet(SnippetViewSet):
    """Services: what people look for."""

    model = Service
    icon = "list-ul"
    menu_label = _("Services")
    menu_order = 20
    admin_url_namespace = "directory_services"
    base_url_path = "services"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("organization", label=_("Opérateur"), sort_key="organization__name"),
        MissingColumn(gaps.of_services),
        DateColumn("assured_on", label=_("Confirmé"), sort_key="assured_on"),
        STATE,
    ]
    filterset_class = ServiceFilter
    search_fields = ["name", "organization__name", "organization__alternate_name", "description"]
    search_backend_name = None
    ordering = ["name", "pk"]
    list_per_page = 50
    edit_handler = FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Services with what the list shows, in two queries."""
        found = Service.objects.select_related("organization", "latest_revision")
        return with_states(gaps.marked(found, gaps.of_services()))
