"""`{% load directory %}`: what cards and pages say of services, in the reader's language."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from maillage.directory.enums import CourseTag, Level
from maillage.directory.models import Term
from maillage.directory.rules import doors, sayings
from maillage.directory.selectors.opening import Opening
from maillage.directory.sheets.phones import national
from maillage.ui.components.signs import badge

register = Library()
# Where the directions of a place are asked for: a link to press, nothing is loaded from there.
ROUTES = "https://www.openstreetmap.org/directions?to={}%2C{}"


class LevelTold(NamedTuple):
    """A level of French: its name, and what it means in plain words (empty where nobody said)."""

    name: str
    plain: str


@register.simple_tag
def open_state(opening: Opening) -> SafeString:
    """A badge: open or closed, and until when."""
    sign = doors.door_sign(opening)
    return badge(sign.tone, sign.words, sign=sign.sign)


@register.simple_tag
def freshness(assured_on: date | None) -> SafeString:
    """A badge: when somebody last stood for the record."""
    told = sayings.freshness(assured_on)
    return badge(told.tone, told.words)


@register.simple_tag
def spoken_language(code: str) -> SafeString:
    """A language in the reader's words, and in its own beside: who speaks it recognises it."""
    name, own = sayings.language_name(code), sayings.own_name(code)
    if not own or own.casefold() == name.casefold():
        return format_html("<bdi>{}</bdi>", name)
    beside = '<bdi>{}</bdi> <span class="own-name">· <bdi lang="{}">{}</bdi></span>'
    return format_html(beside, name, code, own)


@register.filter
def spoken(code: str) -> str:
    """« arabe »: a language in the reader's words (Django's own `language_name` knows those of the site only)."""
    return sayings.language_name(code)


@register.filter
def price(cents: int | None) -> str:
    """« gratuit », « 20 € »; empty when nobody said."""
    return "" if cents is None else sayings.money(cents)


@register.simple_tag
def ages(service: Any) -> str:
    """« de 6 à 12 ans »; empty for everybody."""
    return sayings.ages(service.minimum_age, service.maximum_age)


@register.filter
def levels_told(values: Iterable[str], terms: dict[str, Term]) -> list[LevelTold]:
    """Levels of French with the plain sentence of the taxonomy, in the reader's language."""
    return [
        LevelTold(terms[value].name(), terms[value].plain())
        if value in terms
        else LevelTold(str(Level(value).label), "")
        for value in values
        if value in Level.values
    ]


@register.filter
def course_tags(values: Iterable[str]) -> list[str]:
    """What a course is called in the field."""
    return [str(CourseTag(value).label) for value in values if value in CourseTag.values]


@register.filter
def listed(words: Iterable[str]) -> str:
    """« a, b, c », with the comma of the reader's script."""
    return gettext(", ").join(map(str, words))


@register.filter
def counted(number: Any, unit: str) -> str:
    """« 4,5 heures », « 3 semaines »; `unit` is `hour`, `week` or `year`."""
    return sayings.counted(number, unit)


@register.filter
def at_home(number: str) -> str:
    """A telephone number as it is written at home: « 081 12 34 56 »."""
    return national(number)


@register.filter
def short_day(day: date) -> str:
    """« 3 janvier »."""
    return doors.short_day(day)


@register.filter
def bare_address(url: str) -> str:
    """« cainamur.be/cours »: an address of the web as people say it."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


@register.simple_tag
def degrees(point: tuple[float, float]) -> str:
    """Latitude and longitude as an address wants them, whatever the reader's signs."""
    return "{:.5f},{:.5f}".format(*point)


@register.simple_tag
def route(point: tuple[float, float]) -> str:
    """The address of the way to a place."""
    return ROUTES.format(*(f"{degree:.5f}" for degree in point))


@register.simple_tag
def contact_page() -> str:
    """Where to tell us that something is wrong."""
    return f"/{get_language() or 'fr'}/contact/"
