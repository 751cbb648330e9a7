"""What is missing in a record: in the list, as a filter, at the head of its form."""

from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.admin.ui.tables import BaseColumn

from maillage.directory.selectors import gaps

Gaps = Callable[[], Mapping[str, gaps.Gap]]


class MissingColumn(BaseColumn):
    """The gaps of a record, in words."""

    cell_template_name = "directory/office/missing_cell.html"

    def __init__(self, of: Gaps) -> None:
        super().__init__("missing", label=_("Manque"))
        self.of = of

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """The cell shows the labels of the gaps."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "missing": gaps.missing(instance, self.of())}


def missing_filter(of: Gaps) -> django_filters.ChoiceFilter:
    """Records where that is missing."""

    def choices() -> list[tuple[str, Any]]:
        return [(key, gap.label) for key, gap in of().items()]

    def narrow(records: Any, _name: str, key: str) -> Any:
        return records.filter(**{gaps.MARK + key: True}) if key in of() else records.none()

    return django_filters.ChoiceFilter(label=_("Il manque"), choices=choices, method=narrow)


class MissingPanel(HelpPanel):
    """What is missing in this record as it was saved; nothing when nothing is."""

    def __init__(self, of: Gaps, **kwargs: Any) -> None:
        super().__init__(template="directory/office/missing_panel.html", heading=_("Ce qui manque"), **kwargs)
        self.of = of

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel again."""
        kwargs = super().clone_kwargs()
        for key in ("template", "content", "heading"):
            kwargs.pop(key, None)
        return {**kwargs, "of": self.of}

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The labels of the gaps."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = self.panel.of()
            saved = gaps.marked(type(self.instance).objects.filter(pk=self.instance.pk), found).first()
            return {**context, "missing": gaps.missing(saved, found) if saved else []}
