"""What the territory adds to the office."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.territory.models import Municipality


class MunicipalityViewSet(SnippetViewSet):
    """Communes: facts that change by decree, so for the administrator alone."""

    model = Municipality
    icon = "site"
    menu_label = _("Communes")
    add_to_settings_menu = True
    admin_url_namespace = "territory_office"
    base_url_path = "communes"
    copy_view_enabled = False
    list_display = ["name", "nis"]
    search_fields = ["name", "nis"]
    search_backend_name = None
    ordering = ["name"]


register_snippet(MunicipalityViewSet)
