"""The office's form of a place: the commune and the point are proposed from what is written, never imposed."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm


class LocationForm(WagtailAdminModelForm):
    """A place."""

    def clean(self) -> dict[str, Any]:
        """As Django does."""
        return super().clean() or {}
