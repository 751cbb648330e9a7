"""Events as iCalendar (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText
from icalendar import Event as CalendarEvent

from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event
from maillage.core import clock
from maillage.core.centre import current
from maillage.core.links import absolute

REFRESH = timedelta(hours=6)


def calendar(
    events: Iterable[Event], *, with_online_link: bool = False, state: SeatState | None = None, method: str = "PUBLISH"
) -> bytes:
    """A calendar of `events` in UTF-8: stable UIDs, SEQUENCE raised at each change of time or place.

    `state` is how the person whose calendar it is stands: who waits comes perhaps, who cancelled does not.
    `method` is `CANCEL` to have calendars take out an event that was called off (RFC 5546 3.2.5).

    Times are written in Europe/Brussels with its VTIMEZONE. The meeting link is private: it is
    written only when asked for.
    """
    result = _blank(method)
    for event in events:
        result.add_component(entry(event, with_online_link, state=state))
    return result.to_ical()


def feed(events: Iterable[Event], name: str, changes: Mapping[int, datetime]) -> bytes:
    """A calendar called `name` to subscribe to, the same to the byte as long as nothing changed.

    `changes` tells when each event was last changed, by primary key. Calendars are asked to look again every
    REFRESH (RFC 7986 5.7 and, for older ones, X-PUBLISHED-TTL and X-WR-CALNAME, [MS-OXCICAL] 2.1.3.1.1.20).
    """
    result = _blank("PUBLISH")
    for key in ("name", "x-wr-calname"):
        result.add(key, vText(name))
    result.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    result.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        item = entry(event, False, changes[event.pk])
        item.add("last-modified", changes[event.pk])
        result.add_component(item)
    return result.to_ical()


def _blank(method: str) -> Calendar:
    result = Calendar()
    result.add("prodid", "-//Maillage//agenda//FR")
    result.add("version", "2.0")
    result.add("method", method)
    result.add_component(brussels())
    return result


def brussels() -> Timezone:
    """The VTIMEZONE of Europe/Brussels by its rule since 1996 (directive 2000/84/EC): the last Sundays of March and
    October. As a rule, since Outlook and others do not read the list of dates that icalendar makes."""
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    zone = Timezone()
    zone.add("tzid", "Europe/Brussels")
    turns = [
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), summer, winter),  # noqa: DTZ001 - RFC 5545 wants local time
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), winter, summer),  # noqa: DTZ001
    ]
    for turn, name, start, before, after in turns:
        turn.add("dtstart", start)
        turn.add("rrule", {"freq": "yearly", "bymonth": start.month, "byday": "-1su"})
        turn.add("tzoffsetfrom", before)
        turn.add("tzoffsetto", after)
        turn.add("tzname", name)
        zone.add_component(turn)
    return zone


def entry(
    event: Event, with_online_link: bool, stamp: datetime | None = None, state: SeatState | None = None
) -> CalendarEvent:
    """One VEVENT, written now unless `stamp` says when, for somebody who stands so."""
    centre = current()
    item = CalendarEvent()
    item.add("uid", f"{event.uid}@maillage")
    item.add("sequence", event.sequence)
    item.add("dtstamp", stamp or clock.now())
    item.add("dtstart", timezone.localtime(event.starts_at))
    item.add("dtend", timezone.localtime(event.ends_at))
    item.add("summary", event.title)
    gone, unsure = (
        event.cancelled_at or state == SeatState.CANCELLED,
        event.postponed_at or state == SeatState.WAITLISTED,
    )
    item.add("status", "CANCELLED" if gone else "TENTATIVE" if unsure else "CONFIRMED")
    item.add("url", absolute(event.get_absolute_url()))
    item.add("organizer", f"mailto:{centre.email}", parameters={"cn": centre.name})
    place = ", ".join(filter(None, [event.venue_name, event.venue_address, str(event.municipality or "")]))
    if event.online_url and with_online_link:
        item.add("description", event.online_url)
        place = place or event.online_url
    if place:
        item.add("location", place)
    return item
