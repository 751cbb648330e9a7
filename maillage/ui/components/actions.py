"""What is pressed: buttons, links that look like them, tiles."""

from typing import Any

from django.template import Library

from maillage.ui.components.choices import VARIANTS, one_of

register = Library()


@register.inclusion_tag("ui/components/button.html")
def button(
    label: str, variant: str = "primary", sign: str = "", *, name: str = "", value: str = "", kind: str = "submit"
) -> dict[str, Any]:
    """A button of a form. One primary one on each screen."""
    return {
        "label": label,
        "variant": one_of("variant", variant, VARIANTS),
        "sign": sign,
        "name": name,
        "value": value,
        "kind": one_of("kind", kind, {"submit", "button", "reset"}),
    }


@register.inclusion_tag("ui/components/link_button.html")
def link_button(
    label: str, href: str, variant: str = "primary", *, sign: str = "", download: bool = False
) -> dict[str, Any]:
    """A link that calls to act; `download` when it brings a file."""
    return {
        "label": label,
        "href": href,
        "variant": one_of("variant", variant, VARIANTS),
        "sign": sign,
        "download": download,
    }


@register.inclusion_tag("ui/components/tile.html")
def tile(label: str, href: str, sign: str, *, text: str = "", accent: bool = False) -> dict[str, Any]:
    """A door to a part of the site: sign, name, a line on what is behind."""
    return {"label": label, "href": href, "sign": sign, "text": text, "accent": accent}
