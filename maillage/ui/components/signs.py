"""Small signs: icon, motif, badge, date."""

import re
from datetime import date, datetime, time
from functools import cache, lru_cache

from django.template import Library
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maillage.ui import icons, moments
from maillage.ui.addresses import static_address
from maillage.ui.components.choices import SIZES, TONES, one_of

register = Library()

BEFORE_MARK = re.compile(r" (?=[:;?!»])")
AFTER_QUOTE = re.compile(r"(?<=«) ")
MOST_KEPT = 512  # signs stand by dozens on a page, and are few: each is drawn once


@register.filter(is_safe=True)
@stringfilter
def unbroken(text: str) -> str:
    """French spaces before « : ; ? ! » kept on the line of their word. What is not safe HTML is escaped as before."""
    return AFTER_QUOTE.sub("\u00a0", BEFORE_MARK.sub("\u00a0", text))


@register.simple_tag
def icon(name: str, label: str = "", *, size: str = "") -> SafeString:
    """A line drawing of our sprite; with `label` it speaks, without it is hidden from screen readers."""
    return _icon(name, str(label), size)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _icon(name: str, label: str, size: str) -> SafeString:
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


@register.simple_tag
def motif(form: str = "band") -> SafeString:
    """The woven threads, Sambre and Meuse: `band` for the head of a page, `small`, or `mark` beside the name."""
    return _motif(one_of("form", form, {"band", "small", "mark"}))


@cache
def _motif(form: str) -> SafeString:
    return render_to_string("ui/components/motif.html", {"form": form})


@register.simple_tag
def badge(tone: str, text: str, *, sign: str = "") -> SafeString:
    """A state in a word or two, with its own sign or that of its tone."""
    return _badge(tone, str(text), sign or TONES[one_of("tone", tone, TONES)])


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _badge(tone: str, text: str, sign: str) -> SafeString:
    return render_to_string("ui/components/badge.html", {"tone": tone, "text": text, "sign": sign})


@register.simple_tag
def date_block(when: datetime | date, *, past: bool = False) -> SafeString:
    """A big date, for lists. The machine-readable date is local."""
    day = moments.local(when).date() if isinstance(when, datetime) else when
    return _date_block(day, past, get_language())


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _date_block(day: date, past: bool, language: str | None) -> SafeString:
    """Drawn once for each active `language`."""
    return render_to_string("ui/components/date_block.html", {"day": day, "past": past})


@register.simple_tag
def moment(start: datetime, end: datetime | None = None) -> SafeString:
    """`mardi 17 novembre 2026, de 9h30 à 16h00`, in a `<time>` that carries the start with its offset."""
    return format_html('<time datetime="{}">{}</time>', moments.local(start).isoformat(), moments.moment(start, end))


@register.simple_tag
def hours(start: time | None, end: time | None = None) -> str:
    """`10h45 – 12h00`, hours of here that belong to no date."""
    return moments.hours(start, end)
