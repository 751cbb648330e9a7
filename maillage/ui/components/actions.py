"""What is pressed: buttons, links that look like them, tiles."""

from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maillage.ui.components.choices import VARIANTS, one_of

register = Library()
MOST_KEPT = 512


@register.simple_tag
def button(
    label: str, variant: str = "primary", sign: str = "", *, name: str = "", value: str = "", kind: str = "submit"
) -> SafeString:
    """A button of a form. One primary one on each screen."""
    one_of("variant", variant, VARIANTS)
    one_of("kind", kind, {"submit", "button", "reset"})
    return _button(str(label), variant, sign, name, value, kind)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _button(label: str, variant: str, sign: str, name: str, value: str, kind: str) -> SafeString:
    """There are few, on every page: each is drawn once."""
    told = {"label": label, "variant": variant, "sign": sign, "name": name, "value": value, "kind": kind}
    return render_to_string("ui/components/button.html", told)


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


@register.simple_tag
def tile(label: str, href: str, sign: str, *, text: str = "", accent: bool = False) -> SafeString:
    """A door to a part of the site: sign, name, a line on what is behind."""
    return _tile(str(label), href, sign, str(text), accent)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _tile(label: str, href: str, sign: str, text: str, accent: bool) -> SafeString:
    told = {"label": label, "href": href, "sign": sign, "text": text, "accent": accent}
    return render_to_string("ui/components/tile.html", told)
