"""An opening said in a few words: « Ouvert, ferme à 17h00 », « Fermé, ouvre lundi à 9h00 »."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.core import clock
from maillage.ui import moments

NEAR = timedelta(days=6)  # beyond, the name of the weekday would mislead


class DoorSign(NamedTuple):
    """What hangs on the door: a tone, a sign of the sprite, words."""

    tone: str
    sign: str
    words: str


def door_sign(opening: Any) -> DoorSign:
    """What an `Opening` says to who reads now."""
    if opening.is_open:
        return DoorSign("good", "clock", _open(opening.changes_at))
    if opening.is_open is False:
        return DoorSign("muted", "clock", _closed(opening.changes_at))
    if opening.by_appointment:
        return DoorSign("info", "calendar", _("Sur rendez-vous"))
    return DoorSign("muted", "info", _("Heures à demander"))


def short_day(when: Any) -> str:
    """« 3 janvier »."""
    return formatted(when, pgettext("format d’un jour sans son année, écrit comme pour le filtre date", "j F"))


def _open(until: datetime | None) -> str:
    if until is None:
        return _("Ouvert jour et nuit")
    hour = _hour(until)
    if _days_from_today(until) == 0:
        return _("Ouvert, ferme à %(hour)s") % {"hour": hour}
    if _days_from_today(until) == 1:
        return _("Ouvert, ferme demain à %(hour)s") % {"hour": hour}
    return _("Ouvert, ferme %(weekday)s à %(hour)s") % {"hour": hour, "weekday": _weekday(until)}


def _closed(until: datetime | None) -> str:
    if until is None:
        return _("Fermé")
    hour, days = _hour(until), _days_from_today(until)
    if days == 0:
        return _("Fermé, ouvre à %(hour)s") % {"hour": hour}
    if days == 1:
        return _("Fermé, ouvre demain à %(hour)s") % {"hour": hour}
    if days <= NEAR.days:
        return _("Fermé, ouvre %(weekday)s à %(hour)s") % {"hour": hour, "weekday": _weekday(until)}
    return _("Fermé, ouvre le %(day)s") % {"day": short_day(moments.local(until))}


def _hour(when: datetime) -> str:
    return moments.hour(when).replace(" ", "\u00a0")


def _weekday(when: datetime) -> str:
    return formatted(moments.local(when), "l")


def _days_from_today(when: datetime) -> int:
    return (moments.local(when).date() - clock.today()).days
