"""Forms: one field with its label, help and errors; the summary of errors."""

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.template import Library

register = Library()


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, *, width: str = "") -> dict[str, Any]:
    """Label above, help under it, errors before the control; `width`: `short`, `code` or the whole column."""
    if width not in ("", "short", "code"):
        raise ValueError(f"width: {width!r}")
    key = bound.auto_id or bound.html_name
    ids = {"help": f"{key}_aide", "error": f"{key}_erreur"}
    described = [ids["help"]] * bool(bound.help_text) + [ids["error"]] * bool(bound.errors)
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    group = isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    if bound.errors and not group:
        attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "layout": "group" if group else "check" if isinstance(bound.field.widget, forms.CheckboxInput) else "line",
        "widget": "" if group else bound.as_widget(attrs=attrs),
        "group_id": f"{key}_groupe",
        "described": " ".join(described),
        "help_id": ids["help"],
        "error_id": ids["error"],
        "width": width,
    }


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm, *, focus: bool = True) -> dict[str, Any]:
    """All that has to be mended, linked to the fields; takes the focus as the page opens. Nothing if all is well."""
    wrong = [
        (_target(bound), str(bound.label).rstrip(" .?:؟"), error)
        for bound in form.visible_fields()
        for error in bound.errors
    ]
    general = [*form.non_field_errors(), *(error for bound in form.hidden_fields() for error in bound.errors)]
    return {"wrong": wrong, "general": general, "count": len(wrong) + len(general), "focus": focus}


def _target(bound: BoundField) -> str:
    """The id that a link must lead to: the control, or the first choice of a group."""
    if isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label
