"""What the page of a service shows beside the record itself: doors and hours of each place, the one thing to do."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core import clock
from maillage.directory.enums import Status
from maillage.directory.models import Schedule
from maillage.directory.rules import sayings
from maillage.directory.rules.danger import needs_quick_exit
from maillage.directory.selectors.opening import Breaks, Day, Opening, opening, timetable, week
from maillage.directory.selectors.records import Place, ServiceRecord
from maillage.directory.sheets.choices import read_yes
from maillage.directory.sheets.phones import national

PRICE_ALONE = re.compile(r"(?:gratuit|free|gratis|[\d.,\s]*(?:€|eur|euros?)?)\s*\.?", re.IGNORECASE)


class Door(NamedTuple):
    """A place with what its door says now and this week. `days`: none where the hours are not known."""

    place: Place
    opening: Opening
    days: Sequence[Day]
    unread: Sequence[str]  # hours that could not be read, as they were written

    @property
    def says_when(self) -> bool:
        """Whether anything is known of when one may come."""
        return bool(self.days or self.unread or self.opening.by_appointment)

    @property
    def follows_school(self) -> bool:
        """Whether it closes in the school holidays."""
        return any(one.follows_school for one in self.place.schedules)

    @property
    def every_other_week(self) -> bool:
        """Whether some of the hours are held one week in two."""
        return any(one.weeks == "alternate" for one in self.place.schedules)


class Way(NamedTuple):
    """How to come into contact: an address for a link, its words, its sign."""

    href: str
    label: str
    sign: str


def doors(record: ServiceRecord, now: datetime, breaks: Breaks) -> list[Door]:
    """Every place of the service with its hours."""
    today = clock.today()
    found = []
    for place in record.places:
        told = [one for one in place.schedules if not one.valid_to or one.valid_to >= today]
        known = any(timetable(one, breaks) for one in told)
        days = week(told, today, breaks) if known else []
        found.append(Door(place, opening(told, now, breaks), days, [*filter(None, map(_unread, told))]))
    return found


def opening_of(record: ServiceRecord, now: datetime, breaks: Breaks) -> Opening:
    """Whether one of the places is open."""
    return opening([one for place in record.places for one in place.schedules], now, breaks)


def main_way(record: ServiceRecord) -> Way | None:
    """The one thing to do: call, else write, else read on; nothing where the service does not run."""
    if record.service.status == Status.DEFUNCT:
        return None
    if record.calls:
        number = record.calls[0].phone.number
        return Way(f"tel:{number.replace(' ', '')}", _("Appeler %(number)s") % {"number": _unbroken(number)}, "phone")
    if record.email:
        return Way(f"mailto:{record.email}", _("Écrire un courriel"), "mail")
    if record.website:
        return Way(record.website, _("Voir leur site"), "globe")
    return None


def quick_exit(record: ServiceRecord) -> bool:
    """Whether this page must be left in one press."""
    return needs_quick_exit(term.key for terms in record.terms.values() for term in terms)


def by_appointment(record: ServiceRecord) -> bool | None:
    """What a record says that says of enrolling no more than yes or no to « sur rendez-vous »."""
    return read_yes(record.service.application_process) if record.service.application_process else None


def fees_say_more(record: ServiceRecord) -> bool:
    """Whether the words of the price say more than the amount does."""
    fees = record.service.fees.strip()
    return bool(fees) and (record.service.fees_cents is None or not PRICE_ALONE.fullmatch(fees))


def sentence_language() -> str:
    """The reader's language in French, for a sentence to show at the desk; empty for who reads French."""
    language = get_language() or "fr"
    return "" if language == "fr" else sayings.language_name(language, "fr")


def _unread(schedule: Schedule) -> str:
    return schedule.written or (schedule.hours if schedule.hours and timetable(schedule) is None else "")


def _unbroken(number: str) -> str:
    return f"\u2066{national(number)}\u2069".replace(" ", "\u00a0")
