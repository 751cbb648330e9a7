"""Meetings of the example, with registrations made by the same acts as real ones.

Dates are counted from the day the example is loaded. Every person is invented; nobody is written to:
the mails that these registrations promise are taken back at the end.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import Answers, cancel, register
from maillage.agenda.demo_texts import MEETINGS, PEOPLE, Meeting
from maillage.agenda.models import Event
from maillage.core import clock
from maillage.core.models import OutboxMessage
from maillage.directory.models import Organization
from maillage.territory.models import Municipality

FIRST_ANSWER = timedelta(hours=2)
BETWEEN = timedelta(hours=7, minutes=25)
ORGANIZER = "Centre d’Action Interculturelle de la province de Namur"


def load() -> None:
    """Write the meetings and who comes. Needs communes and operators."""
    now = clock.now()
    organizations = itertools.cycle(Organization.objects.order_by("name").values_list("name", flat=True))
    for meeting in MEETINGS:
        event = _event(meeting, now)
        with clock.at(min(event.opens_at, now)):
            save_event(event, meeting.capacity)
        _fill(event, meeting, organizations, now)
    OutboxMessage.objects.filter(kind__startswith="agenda.").delete()


def answers(number: int, organization: str, needs: dict[str, str] | None = None) -> Answers:
    """The answers of invented person `number` (from 0): another name for each, marked as example."""
    first, last, role = PEOPLE[number % len(PEOPLE)]
    return Answers(
        first_name=first,
        last_name=f"{last} (exemple)",
        email=f"{first}.{last}@exemple.be".lower().replace(" ", "").encode("ascii", "ignore").decode(),
        organization=organization,
        role=role,
        needs=needs,
    )


def _event(meeting: Meeting, now: datetime) -> Event:
    day = timezone.localtime(now).date() + timedelta(days=meeting.days)
    day += timedelta(days=(meeting.weekday - day.weekday()) % 7)

    def at(days: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day + timedelta(days=days), time(hour, minute), timezone.get_default_timezone())

    opens = at(meeting.opens, 9) if meeting.opens_in is None else _soon(now, meeting.opens_in)
    fields: dict[str, Any] = dict(meeting.fields)
    commune = fields.pop("commune", "")
    return Event(
        **fields,
        municipality=Municipality.objects.filter(name=commune).first(),
        organization=Organization.objects.filter(name=ORGANIZER).first(),
        starts_at=at(0, *meeting.starts),
        ends_at=at(0, *meeting.ends),
        announced_at=opens - timedelta(days=14),
        opens_at=opens,
        closes_at=at(-2, 17),
        example=True,
    )


def _soon(now: datetime, days: int) -> datetime:
    day = timezone.localtime(now).date() + timedelta(days=days)
    return datetime.combine(day, time(9), timezone.get_default_timezone())


def _fill(event: Event, meeting: Meeting, organizations: Iterator[str], now: datetime) -> None:
    last = min(now, event.closes_at) - timedelta(minutes=5)
    registrations = []
    for number in range(meeting.people):
        with clock.at(min(event.opens_at + FIRST_ANSWER + number * BETWEEN, last)):
            given = answers(number, next(organizations), meeting.needs.get(number))
            receipt = register(event, given, nonce=f"exemple-{event.slug}-{number}", language="fr")
        registrations.append(receipt.registration)
    with clock.at(last):
        for number in meeting.gave_up:
            cancel(registrations[number])
