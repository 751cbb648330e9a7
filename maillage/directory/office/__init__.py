"""The directory in the office."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from maillage.directory.office.duplicates import DuplicatesViewSet
from maillage.directory.office.imports import ImportsViewSet
from maillage.directory.office.organizations import OrganizationViewSet
from maillage.directory.office.places import LocationViewSet
from maillage.directory.office.selections import DirectoryViewSet, OperatorMapViewSet
from maillage.directory.office.services import ServiceViewSet
from maillage.directory.office.words import ProgramViewSet, SchoolBreakViewSet, TermViewSet


class DirectoryGroup(SnippetViewSetGroup):
    """Operators, their services and places, and the words they are found by."""

    menu_label = _("Répertoire")
    menu_icon = "folder-inverse"
    menu_order = 120
    items: ClassVar[list[type[ViewSet]]] = [
        DirectoryViewSet,
        OperatorMapViewSet,
        OrganizationViewSet,
        ServiceViewSet,
        LocationViewSet,
        ImportsViewSet,
        DuplicatesViewSet,
        TermViewSet,
        ProgramViewSet,
        SchoolBreakViewSet,
    ]


__all__ = ["DirectoryGroup"]
