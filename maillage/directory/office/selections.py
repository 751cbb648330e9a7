"""Directories and maps in the office: a filter, what it holds, words in each language; a map's legend."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from maillage.directory.models import Directory, OperatorMap
from maillage.directory.office.editions import publish
from maillage.directory.office.fields import TermsField
from maillage.directory.selectors.selections import services_of

MOST_NAMED = 8


class SelectionForm(WagtailAdminModelForm):
    """A directory or a map: what of the base it holds."""

    terms = TermsField(
        help_text=_("Un service est repris s’il a l’un des thèmes cochés, et l’un des besoins, et l’un des publics.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What was printed and linked leads to the address: once given, it stays."""
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None


class HeldPanel(HelpPanel):
    """What the selection holds, as it was saved, and the ways to its page and to its paper."""

    def __init__(self, page: str, **kwargs: Any) -> None:
        super().__init__(template="directory/office/held_panel.html", heading=_("Ce qu’on y trouve"), **kwargs)
        self.page = page

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel again."""
        kwargs = super().clone_kwargs()
        for key in ("template", "content", "heading"):
            kwargs.pop(key, None)
        return {**kwargs, "page": self.page}

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """How many services, the first of them, where to look and to print."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            held = services_of(self.instance) if self.instance.pk else None
            if held is None:
                return context
            names = list(held.values_list("name", flat=True)[: MOST_NAMED + 1])
            printed = isinstance(self.instance, Directory)
            return {
                **context,
                "saved": True,
                "size": held.count(),
                "names": names[:MOST_NAMED],
                "more": len(names) > MOST_NAMED,
                "page": reverse(self.panel.page, args=[self.instance.slug]),
                "editions": reverse("directory_directories:editions", args=[self.instance.pk]) if printed else "",
            }


def _filter() -> list[Any]:
    return [
        FieldPanel("terms"),
        FieldPanel("tags"),
        FieldPanel("accreditations"),
        FieldPanel("programs"),
        FieldPanel("municipalities"),
    ]


def _words() -> InlinePanel:
    return InlinePanel(
        "words",
        panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("title")]), FieldPanel("introduction")],
        heading=_("Titre et introduction, par langue"),
        label=_("Langue"),
        min_num=1,
    )


def _place() -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldRowPanel([FieldPanel("slug"), FieldPanel("position")]), FieldPanel("published"), FieldPanel("example")],
        heading=_("Où et pour qui"),
    )


class SelectionViewSet(SnippetViewSet):
    """What directories and maps have in common."""

    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("slug", label=_("Adresse courte"), sort_key="slug"),
        BooleanColumn("published", label=_("Publié"), sort_key="published"),
    ]
    search_backend_name = None
    search_fields = ["slug", "words__title"]
    ordering = ["position", "slug"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Selections with their words: two queries."""
        return self.model._default_manager.prefetch_related("words").distinct()


class DirectoryViewSet(SelectionViewSet):
    """Directories: filter, see, publish, print."""

    model = Directory
    icon = "doc-full"
    menu_label = _("Répertoires")
    menu_order = 4
    admin_url_namespace = "directory_directories"
    base_url_path = "repertoires"
    list_display = [*SelectionViewSet.list_display, Column("edition_count", label=_("Éditions"))]
    edit_handler = ObjectList(
        [
            HeldPanel("directory:directory"),
            _words(),
            MultiFieldPanel(_filter(), heading=_("Ce qu’il reprend")),
            FieldPanel("arrangement"),
            _place(),
        ],
        base_form_class=SelectionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of their editions."""
        return super().get_queryset(request).annotate(edition_count=Count("editions", distinct=True))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, and the printing."""
        return [*super().get_urlpatterns(), path("<int:pk>/editions/", publish, name="editions")]


class OperatorMapViewSet(SelectionViewSet):
    """Maps: filter, legend, see, publish."""

    model = OperatorMap
    icon = "site"
    menu_label = _("Cartes")
    menu_order = 6
    admin_url_namespace = "directory_maps"
    base_url_path = "cartes"
    edit_handler = ObjectList(
        [
            HeldPanel("directory:map"),
            _words(),
            MultiFieldPanel(_filter(), heading=_("Ce qu’elle montre")),
            InlinePanel(
                "legend",
                panels=[
                    FieldRowPanel([FieldPanel("term"), FieldPanel("tag")]),
                    FieldRowPanel([FieldPanel("drawing"), FieldPanel("position")]),
                ],
                heading=_("Légende"),
                label=_("Ligne"),
                help_text=_("Un service prend le signe de la première ligne qui lui va. Six lignes au plus."),
                max_num=6,
            ),
            _place(),
        ],
        base_form_class=SelectionForm,
    )
