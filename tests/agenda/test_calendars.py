"""Calendars read with another parser than the one that writes them."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil import tz
from django.test import Client

from maillage.agenda.actions.events import save_event
from maillage.agenda.models import Event
from tests.agenda.cases import CLOCK_CHANGES
from tests.agenda.letters import only_mail
from tests.agenda.reader import Reader, token_address
from tests.factories import EventFactory, MunicipalityFactory, RegistrationFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def read(event: Event) -> vobject.base.Component:
    return vobject.readOne(Client().get(f"/fr/agenda/{event.slug}.ics").content.decode())


def at_local_time(local: str, clock: Clock) -> Event:
    """An event of three hours that begins at a local time, seen some days before."""
    start = datetime.fromisoformat(local).replace(tzinfo=BRUSSELS).astimezone(UTC)
    clock.set(start - timedelta(days=14))
    return EventFactory(starts_at=start, ends_at=start + timedelta(hours=3))


@pytest.mark.parametrize(("why", "local", "utc"), CLOCK_CHANGES, ids=[why for why, _, _ in CLOCK_CHANGES])
def test_time_is_right_around_the_changes_of_the_clock(why: str, local: str, utc: str, clock: Clock):
    event = at_local_time(local, clock)
    instant = datetime.fromisoformat(utc)
    mailed = only_mail(RegistrationFactory(event=event)).calendar()
    for calendar in (read(event), mailed):
        assert calendar.vevent.dtstart.value.astimezone(UTC) == instant
        assert calendar.vevent.dtend.value.astimezone(UTC) == instant + timedelta(hours=3)
        assert calendar.vevent.dtstart.value.replace(tzinfo=None) == datetime.fromisoformat(local)
        assert calendar.vtimezone.tzid.value == "Europe/Brussels"


@pytest.mark.parametrize(("why", "local", "utc"), CLOCK_CHANGES, ids=[why for why, _, _ in CLOCK_CHANGES])
def test_time_zone_written_in_the_calendar_gives_the_right_offset(why: str, local: str, utc: str, clock: Clock):
    # Read as a program would that knows no zone but the one in the file.
    event = at_local_time(local, clock)
    body = Client().get(f"/fr/agenda/{event.slug}.ics").content
    written = tz.tzical(io.StringIO(body.decode())).get("Europe/Brussels")
    moment = datetime.fromisoformat(local).replace(tzinfo=written)
    assert moment.astimezone(UTC) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(("why", "local", "utc"), CLOCK_CHANGES, ids=[why for why, _, _ in CLOCK_CHANGES])
def test_pages_show_local_time_and_machines_the_instant(why: str, local: str, utc: str, clock: Clock):
    event = at_local_time(local, clock)
    for address in ("/fr/agenda/", f"/fr/agenda/{event.slug}/", f"/fr/agenda/{event.slug}/inscription/"):
        times = Reader().open(address).main.find_all("time")
        instants = {datetime.fromisoformat(time["datetime"]) for time in times if "T" in time["datetime"]}
        assert all(instant.tzinfo for instant in instants)
        assert datetime.fromisoformat(utc) in instants, address
        assert {time["datetime"] for time in times if "T" not in time["datetime"]} <= {local[:10]}, address


def test_uid_stays_and_sequence_rises_with_a_change_of_time_or_place():
    event = EventFactory()
    first = read(event).vevent
    event.title = "Un autre titre"
    save_event(event, 10)
    same = read(event).vevent
    assert (same.uid.value, same.sequence.value) == (first.uid.value, first.sequence.value)
    sequences = [int(first.sequence.value)]
    for change in ({"starts_at": event.starts_at + timedelta(minutes=30)}, {"venue_name": "Ailleurs"}):
        for name, value in change.items():
            setattr(event, name, value)
        save_event(event, 10)
        changed = read(event).vevent
        assert changed.uid.value == first.uid.value
        sequences.append(int(changed.sequence.value))
    assert sequences == [0, 1, 2]


def test_uids_are_never_the_same():
    uids = {read(EventFactory()).vevent.uid.value for _ in range(5)}
    assert len(uids) == 5


def test_public_download_and_mail_speak_of_the_same_event():
    event = EventFactory(municipality=MunicipalityFactory(name="Gembloux"))
    registration = RegistrationFactory(event=event)
    mailed = only_mail(registration).calendar().vevent
    receipt = Client().get(token_address(registration, "receipt", "agenda.ics")).content.decode()
    for other in (read(event).vevent, vobject.readOne(receipt).vevent):
        assert other.uid.value == mailed.uid.value
        assert other.summary.value == mailed.summary.value == event.title
        assert other.location.value == "Maison de la Culture, Avenue Golenvaux 18, 5000 Namur, Gembloux"


@pytest.mark.parametrize("title", ["Virgule, point-virgule; et \\ barre", "لقاء الشبكة", "É" * 160, "A\r\nATTENDEE:x"])
def test_any_title_survives_the_calendar(title: str):
    calendar = read(EventFactory(title=title))
    assert calendar.vevent.summary.value.replace("\r\n", "\n") == title.replace("\r\n", "\n")
    assert "attendee" not in calendar.vevent.contents


def test_lines_are_folded_and_end_as_the_standard_says():
    event = EventFactory(title="É" * 160)
    body = Client().get(f"/fr/agenda/{event.slug}.ics").content
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in io.BytesIO(body).read().split(b"\r\n"))


def test_cancelled_event_is_cancelled_in_calendars_too(clock: Clock):
    event = EventFactory()
    event.cancelled_at = clock.forward(days=1)
    save_event(event, 10)
    entry = read(event).vevent
    assert entry.status.value == "CANCELLED"
    assert int(entry.sequence.value) == 1


def test_download_has_type_and_file_name():
    event = EventFactory()
    answer = Client().get(f"/fr/agenda/{event.slug}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{event.slug}.ics"' in answer["Content-Disposition"]


def test_past_events_are_listed_after_those_to_come(clock: Clock):
    later, sooner = EventFactory(), EventFactory(starts_at=clock.forward(days=1))
    held = EventFactory(held=True)
    titles = [heading.get_text(strip=True) for heading in Reader().open("/fr/agenda/").main.find_all(["h2", "h3"])]
    order = [next(i for i, title in enumerate(titles) if event.title in title) for event in (sooner, later, held)]
    assert order == sorted(order)
    assert titles.index("Passées") > titles.index("À venir")


def test_empty_agenda_says_what_to_do_next():
    main = Reader().open("/fr/agenda/").main
    assert "Rien d’annoncé" in main.get_text()
    assert main.find("a")
