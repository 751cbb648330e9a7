"""How the office types facts about places."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maillage.territory.models import Municipality, check_postcodes


class PostcodesField(forms.CharField):
    """A list of postcodes, typed with commas between them: `5000, 5001` is `["5000", "5001"]`, in order."""

    def prepare_value(self, value: Any) -> Any:
        """The list as it is typed; what was typed as it is."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The postcodes between commas, semicolons or spaces, each once."""
        return sorted(set(filter(None, re.split(r"[,;\s]+", value or ""))))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another list was typed."""
        return bool(sorted(initial or []) != self.to_python(data))


class MunicipalityForm(WagtailAdminModelForm):
    """A commune, as the administrator types it."""

    postcodes = PostcodesField(
        label=_("Codes postaux"),
        help_text=_("Séparés par des virgules."),
        validators=[check_postcodes],
    )

    class Meta:
        model = Municipality
        fields = "__all__"
