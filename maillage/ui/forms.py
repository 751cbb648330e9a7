"""How our forms draw themselves: `{{ form }}` and `as_field_group` use the `field` component."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class UiRenderer(TemplatesSetting):
    """Draws a form as its error summary and its fields."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class UiFormMixin(forms.BaseForm):
    """For public forms. Put `novalidate` on the `<form>`: the browser's own messages come in its language, not ours."""

    default_renderer = UiRenderer


class SuggestingInput(forms.TextInput):
    """A text field that suggests (`<datalist>`) and accepts anything else; set `suggestions` before it is drawn."""

    template_name = "ui/forms/suggesting_input.html"

    def __init__(self, suggestions: Iterable[str] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context of an input, with the id of the list and its entries."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_suggestions"
        context["widget"]["attrs"]["list"] = list_id
        context["widget"]["list_id"] = list_id
        context["widget"]["suggestions"] = list(self.suggestions)
        return context
