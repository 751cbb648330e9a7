"""Small signs: icon, motif, badge, date."""

import re
from datetime import date, datetime, time
from typing import Any

from django.template import Library
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.ui import icons, moments
from maillage.ui.addresses import static_address
from maillage.ui.components.choices import SIZES, TONES, one_of

register = Library()

BEFORE_MARK = re.compile(r" (?=[:;?!»])")
AFTER_QUOTE = re.compile(r"(?<=«) ")


@register.filter
@stringfilter
def unbroken(text: str) -> str:
    """French spaces before « : ; ? ! » kept on the line of their word. Autoescaping still applies to the result."""
    return AFTER_QUOTE.sub("\u00a0", BEFORE_MARK.sub("\u00a0", text))


@register.simple_tag
def icon(name: str, label: str = "", *, size: str = "") -> SafeString:
    """A line drawing of our sprite; with `label` it speaks, without it is hidden from screen readers."""
    classes = f"icon icon--{one_of('icon', name, icons.NAMES)}"
    if one_of("size", size, SIZES):
        classes += f" icon--{size}"
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" width="24" height="24" {}><use href="{}#{}"/></svg>',
        classes,
        voice,
        static_address("ui/icons.svg"),
        name,
    )


@register.inclusion_tag("ui/components/motif.html")
def motif(form: str = "band") -> dict[str, Any]:
    """The woven threads, Sambre and Meuse: `band` for the head of a page, `small`, or `mark` beside the name."""
    return {"form": one_of("form", form, {"band", "small", "mark"})}


@register.inclusion_tag("ui/components/badge.html")
def badge(tone: str, text: str, *, sign: str = "") -> dict[str, Any]:
    """A state in a word or two, with its own sign or that of its tone."""
    return {"tone": tone, "text": text, "sign": sign or TONES[one_of("tone", tone, TONES)]}


@register.inclusion_tag("ui/components/date_block.html")
def date_block(when: datetime | date, *, past: bool = False) -> dict[str, Any]:
    """A big date, for lists. The machine-readable date is local."""
    day = moments.local(when).date() if isinstance(when, datetime) else when
    return {"day": day, "past": past}


@register.simple_tag
def moment(start: datetime, end: datetime | None = None) -> SafeString:
    """`mardi 17 novembre 2026, de 9h30 à 16h00`, in a `<time>` that carries the start with its offset."""
    return format_html('<time datetime="{}">{}</time>', moments.local(start).isoformat(), moments.moment(start, end))


@register.simple_tag
def hours(start: time | None, end: time | None = None) -> str:
    """`10h45 – 12h00`, hours of here that belong to no date."""
    return moments.hours(start, end)
