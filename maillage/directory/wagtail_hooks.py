"""What the directory adds to the office."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.models import Organization


class OrganizationViewSet(SnippetViewSet):
    """Operators: their names are suggested to those who register."""

    model = Organization
    icon = "group"
    menu_label = _("Opérateurs")
    menu_order = 120
    add_to_admin_menu = True
    admin_url_namespace = "directory_office"
    base_url_path = "operateurs"
    copy_view_enabled = False
    list_display = ["name", "alternate_name", "municipality", "email"]
    list_filter = ["municipality", "example"]
    search_fields = ["name", "alternate_name"]
    search_backend_name = None
    ordering = ["name"]


register_snippet(OrganizationViewSet)
