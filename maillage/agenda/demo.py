"""Meetings of the example, with registrations made by the same acts as real ones.

Dates are counted from the day the example is loaded. Every person is invented; nobody is written to:
the mails that these registrations promise are taken back at the end.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.agenda.actions.events import postpone, save_event
from maillage.agenda.actions.register import Answers, cancel, register
from maillage.agenda.actions.workshops import save_workshop
from maillage.agenda.demo_texts import MEETINGS, PEOPLE, Meeting
from maillage.agenda.models import Bucket, Event, ProgrammeItem
from maillage.agenda.selectors import workshops
from maillage.core import clock
from maillage.core.models import OutboxMessage
from maillage.directory.models import Organization
from maillage.territory.models import Municipality

FIRST_ANSWER = timedelta(hours=2)
BETWEEN = timedelta(hours=7, minutes=25)
END_OF_YEAR = {*((12, day) for day in range(21, 32)), *((1, day) for day in range(1, 5))}
ORGANIZER = "Centre d’Action Interculturelle de la province de Namur"


def load() -> None:
    """Write the meetings and who comes. Needs communes and operators."""
    now = clock.now()
    organizations = itertools.cycle(Organization.objects.order_by("name").values_list("name", flat=True))
    for meeting in MEETINGS:
        event = event_of(meeting, now)
        with clock.at(min(event.opens_at, now)):
            save_event(event, meeting.capacity)
            _plan(event, meeting)
        _fill(event, meeting, organizations, now)
        if meeting.postponed:
            with clock.at(now - timedelta(days=1)):
                postpone(event, None, {})
    OutboxMessage.objects.filter(kind__startswith="agenda.").delete()


def answers(number: int, organization: str, needs: dict[str, str] | None = None) -> Answers:
    """The answers of invented person `number` (from 0): another name for each, marked as example."""
    turn, rank = divmod(number, len(PEOPLE))
    first, last, role = PEOPLE[rank][0], PEOPLE[(rank + 5 * turn) % len(PEOPLE)][1], PEOPLE[rank][2]
    return Answers(
        first_name=first,
        last_name=f"{last} (exemple)",
        email=f"{first}.{last}@exemple.be".lower().replace(" ", "").encode("ascii", "ignore").decode(),
        organization=organization,
        role=role,
        needs=needs,
    )


def wishes(number: int, event: Event) -> tuple[str, ...]:
    """What invented person `number` would like, at each time: more of them the first workshop than the others."""
    chosen: list[str] = []
    for _hours, group in itertools.groupby(workshops(event), lambda one: (one.starts, one.ends)):
        slugs = [workshop.slug for workshop in group]
        first = 0 if number % 5 < 2 else number % len(slugs)
        chosen += slugs[first:] + slugs[:first]
    return tuple(chosen)


def event_of(meeting: Meeting, now: datetime) -> Event:
    """The meeting as an event, not saved yet, when the example is loaded at `now`."""
    today = timezone.localtime(now).date()
    day = day_of(meeting, today)
    opens = _at(_working_day(today + timedelta(days=meeting.opens)), 9)
    fields: dict[str, Any] = dict(meeting.fields)
    commune = fields.pop("commune", "")
    return Event(
        **fields,
        municipality=Municipality.objects.filter(name=commune).first(),
        organization=Organization.objects.filter(name=ORGANIZER).first(),
        starts_at=_at(day, *meeting.starts),
        ends_at=_at(day, *meeting.ends),
        announced_at=opens - timedelta(days=14),
        opens_at=opens,
        closes_at=_at(day - timedelta(days=2), 17),
        example=True,
    )


def _plan(event: Event, meeting: Meeting) -> None:
    for one in meeting.workshops:
        texts = {"title": one.title, "room": one.room, "speakers": one.speakers}
        save_workshop(Bucket(event=event, starts=time(*one.starts), ends=time(*one.ends), **texts), one.capacity)
    for moment in meeting.programme:
        hours = {"starts": time(*moment.starts), "ends": time(*moment.ends) if moment.ends else None}
        ProgrammeItem.objects.create(event=event, title=moment.title, speakers=moment.speakers, **hours)


def day_of(meeting: Meeting, today: date) -> date:
    """The day of the meeting when the example is loaded `today`; nobody meets at the end of the year."""
    day = today + timedelta(days=meeting.days)
    if meeting.weekday < 0:
        return day
    day += timedelta(days=(meeting.weekday - day.weekday()) % 7)
    while (day.month, day.day) in END_OF_YEAR:
        day += timedelta(days=7)
    return day


def _working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


def _fill(event: Event, meeting: Meeting, organizations: Iterator[str], now: datetime) -> None:
    last = min(now, event.closes_at) - timedelta(minutes=5)
    registrations = []
    for number in range(meeting.people):
        with clock.at(min(event.opens_at + FIRST_ANSWER + number * BETWEEN, last)):
            given = answers(number, next(organizations), meeting.needs.get(number))
            given = replace(given, workshops=wishes(number, event), accept_queue=number % 2 == 0)
            receipt = register(event, given, nonce=f"exemple-{event.slug}-{number}", language="fr")
        registrations.append(receipt.registration)
    with clock.at(last):
        for number in meeting.gave_up:
            cancel(registrations[number])
