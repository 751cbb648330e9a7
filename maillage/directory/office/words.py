"""Taxonomies, programmes and school holidays in the office."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.models import Program, SchoolBreak, Term


class TermViewSet(SnippetViewSet):
    """Words to find by, in every language."""

    model = Term
    icon = "tag"
    menu_label = _("Mots-clés")
    menu_order = 60
    admin_url_namespace = "directory_terms"
    base_url_path = "termes"
    copy_view_enabled = False
    list_display = [Column("__str__", label=_("Terme")), "scheme", "key"]
    list_filter = ["scheme"]
    search_fields = ["key", "words__name", "words__synonyms"]
    search_backend_name = None
    ordering = ["scheme", "position", "key"]
    list_per_page = 100
    panels = [
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("key"), FieldPanel("position")]),
        FieldPanel("parent"),
        InlinePanel(
            "words",
            panels=[
                FieldRowPanel([FieldPanel("language"), FieldPanel("name")]),
                FieldPanel("plain"),
                FieldPanel("synonyms"),
            ],
            heading=_("Mots par langue"),
            label=_("Langue"),
        ),
        InlinePanel(
            "mappings",
            panels=[FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])],
            heading=_("Correspondances avec d’autres taxonomies"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Terms with their names: two queries, whatever their number."""
        return Term.objects.prefetch_related("words").distinct()


class ProgramViewSet(SnippetViewSet):
    """Programmes under which services run."""

    model = Program
    icon = "folder-open-inverse"
    menu_label = _("Programmes")
    menu_order = 70
    admin_url_namespace = "directory_programs"
    base_url_path = "programmes"
    copy_view_enabled = False
    list_display = ["name", "alternate_name"]
    search_fields = ["name", "alternate_name"]
    search_backend_name = None
    ordering = ["name"]
    panels = ["name", "alternate_name", "description", "organization"]


class SchoolBreakViewSet(SnippetViewSet):
    """School holidays: what follows the school calendar is closed then."""

    model = SchoolBreak
    icon = "calendar-alt"
    menu_label = _("Congés scolaires")
    menu_order = 80
    admin_url_namespace = "directory_breaks"
    base_url_path = "conges-scolaires"
    copy_view_enabled = False
    list_display = ["name", "starts_on", "ends_on"]
    ordering = ["starts_on"]
    panels = ["name", "starts_on", "ends_on", "source_url"]
