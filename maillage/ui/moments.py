"""Dates and hours said as people say them, in the language of the page and the hour of Brussels."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.dateformat import time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def local(when: datetime) -> datetime:
    """The same instant on the clocks of here. Naive datetimes are refused (ValueError)."""
    return timezone.localtime(when)


def day(when: datetime | date) -> str:
    """« mardi 17 novembre 2026 », « mardi 1er décembre 2026 »."""
    pattern = pgettext("format d’un jour, écrit comme pour le filtre date", "l j F Y")
    here = local(when) if isinstance(when, datetime) else when
    text = formatted(here, pattern)
    return text.replace(" 1 ", " 1er ", 1) if here.day == 1 and get_language() == "fr" else text


def hour(when: datetime) -> str:
    """« 9h30 »."""
    return formatted(local(when), pgettext("format d’une heure, écrit comme pour le filtre date", "G\\hi"))


def hours(start: time | None, end: time | None = None) -> str:
    """« 10h45 – 12h00 », hours of here; from midnight to midnight, « jour et nuit »; empty without a start."""
    if start == end == time():
        return _("jour et nuit")
    pattern = pgettext("format d’une heure, écrit comme pour le filtre date", "G\\hi")
    return " – ".join(time_format(each, pattern).replace(" ", "\u00a0") for each in (start, end) if each is not None)


def moment(start: datetime, end: datetime | None = None) -> str:
    """« mardi 17 novembre 2026, de 9h30 à 16h00 », on one day or over several."""
    return _moment(start, end, get_language(), timezone.get_current_timezone_name())


@lru_cache(maxsize=512)
def _moment(start: datetime, end: datetime | None, language: str | None, zone: str) -> str:
    """Said once for each language and zone, which are active when it is said."""
    last = end or start
    words = {"day": day(start), "start": hour(start), "last_day": day(last), "end": hour(last)}
    if end is None:
        text = _("%(day)s à %(start)s") % words
    elif local(start).date() == local(end).date():
        text = _("%(day)s, de %(start)s à %(end)s") % words
    else:
        text = _("du %(day)s à %(start)s au %(last_day)s à %(end)s") % words
    # An hour stays on the line of its preposition.
    return text.replace(f" {words['start']}", f"\u00a0{words['start']}").replace(
        f" {words['end']}", f"\u00a0{words['end']}"
    )
