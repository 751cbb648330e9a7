"""The agenda for programs: the calendar read with another parser than the one that writes it, the Atom as XML."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import vobject
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from maillage.accounts.enums import Role
from maillage.agenda.actions.events import save_event
from maillage.agenda.enums import EventKind
from maillage.agenda.models import Event
from maillage.core import clock as core_clock
from maillage.ui.components.signs import unbroken
from tests.agenda.reader import Reader
from tests.factories import CentreFactory, EventFactory, MunicipalityFactory, UserFactory, WorkshopFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ["/fr/agenda.ics", "/fr/agenda.atom"]


def get(address: str, **headers: str) -> HttpResponse:
    return Client().get(address, headers=headers)


def calendar(end: str = "") -> vobject.base.Component:
    return vobject.readOne(get(f"/fr/agenda.ics{end}").content.decode())


def entries(end: str = "") -> list[vobject.base.Component]:
    return getattr(calendar(end), "vevent_list", [])


def names(end: str = "") -> list[str]:
    return [entry.summary.value for entry in entries(end)]


def atom(end: str = "", language: str = "fr") -> ET.Element:
    return ET.fromstring(get(f"/{language}/agenda.atom{end}").content)  # noqa: S314 - our own feed


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"a:{name}", namespaces=ATOM) or ""


def news(end: str = "", language: str = "fr") -> list[ET.Element]:
    return atom(end, language).findall("a:entry", ATOM)


def days_ago(number: float) -> datetime:
    return core_clock.now() - timedelta(days=number)


# --- the calendar ----------------------------------------------------------------------------


def test_calendar_holds_what_is_to_come_and_three_months_of_what_was():
    EventFactory(title="À venir")
    before = {"announced_at": days_ago(120), "opens_at": days_ago(110), "closes_at": days_ago(95)}
    EventFactory(title="Il y a peu", starts_at=days_ago(90), ends_at=days_ago(89.9), **before)
    EventFactory(title="Trop vieux", starts_at=days_ago(91), ends_at=days_ago(90.1), **before)
    EventFactory(title="Brouillon", draft=True)
    assert names() == ["Il y a peu", "À venir"]


def test_calendar_is_the_same_for_the_team():
    EventFactory(draft=True)
    client = Client()
    client.force_login(UserFactory(role=Role.COORDINATOR))
    assert b"VEVENT" not in client.get("/fr/agenda.ics").content


def test_calendar_says_its_name_and_when_to_look_again():
    CentreFactory(short_name="C.A.I.; Namur, centre")
    EventFactory(kind=EventKind.TRAINING, municipality=MunicipalityFactory(name="Ciney"))
    found = calendar("?sorte=formation&commune=" + MunicipalityFactory._meta.model.objects.get().nis)
    assert found.x_wr_calname.value.replace("\\", "") == "Agenda · C.A.I.; Namur, centre · formation · Ciney"
    assert found.contents["refresh-interval"][0].value == "PT6H"
    assert found.contents["refresh-interval"][0].params["VALUE"] == ["DURATION"]
    assert found.x_published_ttl.value == "PT6H"
    assert found.method.value == "PUBLISH"


def test_calendar_keeps_identity_and_counts_changes(clock: Clock):
    event = EventFactory()
    first = entries()[0]
    event.venue_name, event.cancelled_at = "Ailleurs", clock.forward(days=1)
    save_event(event, 10)
    changed = entries()[0]
    assert changed.uid.value == first.uid.value == f"{event.uid}@maillage"
    assert (int(first.sequence.value), int(changed.sequence.value)) == (0, 1)
    assert (first.status.value, changed.status.value) == ("CONFIRMED", "CANCELLED")
    assert changed.last_modified.value > first.last_modified.value
    alone = vobject.readOne(get(f"/fr/agenda/{event.slug}.ics").content.decode()).vevent
    assert alone.uid.value == changed.uid.value


def test_calendar_never_tells_the_private_link():
    EventFactory(online=True)
    assert b"salle-secrete" not in get("/fr/agenda.ics").content
    assert b"salle-secrete" not in get("/fr/agenda.atom").content


@pytest.mark.parametrize("address", FEEDS)
def test_filters_of_the_page_hold(address: str):
    ciney = MunicipalityFactory(name="Ciney")
    for kind in (EventKind.TRAINING, EventKind.MEETING):
        for commune in (ciney, None):
            EventFactory(kind=kind, municipality=commune, title=f"{kind.value}-{commune}")

    def shown(end: str) -> set[str]:
        body = get(address + end).content.decode()
        return {event.title for event in Event.objects.all() if event.title in body}

    assert shown("?sorte=formation") == {"training-Ciney", "training-None"}
    assert shown(f"?sorte=formation&commune={ciney.nis}") == {"training-Ciney"}
    assert len(shown("?sorte=inconnue&commune=%00&page=x&vue=mois&mois=y")) == 4


# --- what is not new is not sent -------------------------------------------------------------


@pytest.mark.parametrize("address", FEEDS)
def test_same_content_is_not_sent_twice(address: str, clock: Clock):
    event = EventFactory()
    first = get(address)
    clock.forward(hours=5)
    assert get(address).content == first.content
    tag, changed = first["ETag"], first["Last-Modified"]
    for headers in ({"if-none-match": tag}, {"if-modified-since": changed}, {"if-none-match": tag + ', "x"'}):
        again = get(address, **headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == tag
    event.title = "Autre titre"
    save_event(event, 10)
    for headers in ({"if-none-match": tag}, {"if-modified-since": changed}):
        new = get(address, **headers)
        assert new.status_code == 200
        assert "Autre titre" in new.content.decode()
        assert parsedate_to_datetime(new["Last-Modified"]) > parsedate_to_datetime(changed)


@pytest.mark.parametrize("address", FEEDS)
def test_an_announcement_is_news_at_its_hour(address: str, clock: Clock):
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    clock.set(now)
    EventFactory()
    EventFactory(title="Bientôt", announced_at=now + timedelta(days=1))
    first = get(address)
    assert "Bientôt" not in first.content.decode()
    clock.forward(days=1, hours=1)
    for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        assert "Bientôt" in get(address, **headers).content.decode()


@pytest.mark.parametrize("address", FEEDS)
def test_empty_feed_is_whole(address: str):
    assert get(address).status_code == 200
    assert names() == []
    assert news() == []


@pytest.mark.parametrize("number", [1, 3, 20])
@pytest.mark.parametrize("address", FEEDS)
def test_feed_makes_the_same_queries_whatever_its_length(address: str, number: int, query_count):
    for _ in range(number):
        WorkshopFactory(event=EventFactory(municipality=MunicipalityFactory()))
    get(address)
    assert query_count(get, address) == 3


# --- Atom ------------------------------------------------------------------------------------


def test_atom_tells_the_newest_announcement_first(clock: Clock):
    for name, days in (("ancienne", 5), ("nouvelle", 1), ("moyenne", 3)):
        EventFactory(title=name, announced_at=days_ago(days), opens_at=days_ago(0.5))
    assert [text(entry, "title") for entry in news()] == ["nouvelle", "moyenne", "ancienne"]


def test_atom_says_whole_entries():
    event = EventFactory(municipality=MunicipalityFactory(name="Ciney"), summary="Venez <nombreux> & à l’heure.")
    feed = atom()
    entry = feed.find("a:entry", ATOM)
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith("/fr/agenda.atom")
    assert text(entry, "id") == f"urn:uuid:{event.uid}"
    assert entry.find("a:link", ATOM).get("href").endswith(f"/fr/agenda/{event.slug}/")
    assert entry.find("a:summary", ATOM).get("type") == "html"
    told = BeautifulSoup(text(entry, "summary"), "html.parser")
    assert "Ciney" in told.get_text()
    assert told.find_all("p")[-1].get_text() == "Venez <nombreux> & à l’heure."
    published, updated = (datetime.fromisoformat(text(entry, name)) for name in ("published", "updated"))
    assert published == event.announced_at
    assert updated >= published
    assert datetime.fromisoformat(text(feed, "updated")) == updated
    assert entry.find("a:category", ATOM).get("term") == "plénière"


def test_atom_speaks_the_language_of_its_address():
    event = EventFactory(starts_at=datetime(2027, 1, 6, 9, tzinfo=UTC), ends_at=datetime(2027, 1, 6, 12, tzinfo=UTC))
    for language, month in (("fr", "janvier"), ("ar", "يناير")):
        feed = atom(language=language)
        assert feed.get(LANG) == language
        assert month in text(feed.find("a:entry", ATOM), "summary")
        assert f"/{language}/agenda/{event.slug}/" in ET.tostring(feed, encoding="unicode")


def test_atom_says_first_what_is_not_held_as_was_said():
    EventFactory(title="Fête", cancelled=True)
    EventFactory(title="Bal", postponed=True)
    assert {text(entry, "title") for entry in news()} == {unbroken("Annulé : Fête"), unbroken("Reporté : Bal")}


# --- on the page -----------------------------------------------------------------------------


def test_page_leads_to_both_with_the_same_choices():
    EventFactory(kind=EventKind.TRAINING)
    page = Reader().open("/fr/agenda/?sorte=formation")
    links = [link["href"] for link in page.main.select(".subscribe a")]
    assert [address.partition("://")[0] for address in links] == ["webcal", "http", "http"]
    for address, kind in zip(links, ("ics", "ics", "atom"), strict=True):
        path = "/" + address.split("/", 3)[3]
        assert path == f"/fr/agenda.{kind}?sorte=formation"
        assert get(path).status_code == 200
    heads = {link["type"]: link["href"] for link in page.soup.head.find_all("link", rel="alternate", type=True)}
    assert set(heads) == {"application/atom+xml", "text/calendar"}
