"""The page of an event, whole: programme, facts, image, documents, ways to reach us, what machines read."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image

from maillage.accounts.enums import Role
from maillage.agenda.actions.events import postpone, save_event
from maillage.agenda.models import Event, EventDocument, ProgrammeItem
from maillage.agenda.selectors import programme_of
from tests.agenda.reader import Page, Reader
from tests.factories import (
    CentreFactory,
    EventFactory,
    MunicipalityFactory,
    OrganizationFactory,
    RegistrationFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """Where images and documents of a test lie."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail keeps sizes by the number of the image, and another test's may have had the same
    return tmp_path


def item(event: Event, starts: time, title: str, **fields: Any) -> ProgrammeItem:
    return ProgrammeItem.objects.create(event=event, starts=starts, title=title, **fields)


def page(event: Event, language: str = "fr") -> Page:
    found = Reader(language).open(f"/{language}/agenda/{event.slug}/")
    assert found.status == 200
    return found


def image(width: int = 1600, height: int = 900) -> Image:
    body = io.BytesIO()
    Drawing.new("RGB", (width, height), "teal").save(body, "JPEG")
    return Image.objects.create(title="Salle", file=ImageFile(io.BytesIO(body.getvalue()), name="salle.jpg"))


def data(event: Event, language: str = "fr") -> dict[str, Any]:
    """What the page tells to search engines."""
    blocks = page(event, language).soup.find_all("script", type="application/ld+json")
    assert len(blocks) == 1
    return json.loads(blocks[0].string)


# --- programme -------------------------------------------------------------------------------


def test_programme_merges_moments_and_workshops_in_the_order_of_the_clock():
    event = EventFactory(starts_at=datetime(2026, 12, 3, 8, tzinfo=UTC), ends_at=datetime(2026, 12, 4, 15, tzinfo=UTC))
    item(event, time(12), "Repas")
    item(event, time(9), "Retour", day=2)
    item(event, time(10), "Ouverture des ateliers")
    item(event, time(9), "Accueil", ends=time(9, 30), speakers="Amina Belkacem")
    later = WorkshopFactory(event=event, starts=time(10), ends=time(12))
    first, second = WorkshopFactory(event=event), WorkshopFactory(event=event)
    days = programme_of(event)
    assert [day.date for day in days] == [date(2026, 12, 3), date(2026, 12, 4)]
    told = [moment.title or [workshop.title for workshop in moment.workshops] for moment in days[0].moments]
    assert told == ["Accueil", "Ouverture des ateliers", [first.title, second.title], [later.title], "Repas"]
    shown = page(event).main
    assert [heading.get_text() for heading in shown.select("h3")] == [
        "Jeudi 3 décembre 2026",
        "Vendredi 4 décembre 2026",
    ]
    hours = [hour.get_text() for hour in shown.select(".programme__hours")]
    assert hours == ["9h00 – 9h30", "10h00", "10h00 – 11h30", "10h00 – 12h00", "12h00", "9h00"]
    assert "Amina Belkacem" in shown.get_text()


def test_programme_tells_places_left_of_each_workshop():
    event = EventFactory()
    full, last, open_to_all = (WorkshopFactory(event=event, capacity=places) for places in (1, 2, None))
    RegistrationFactory(event=event, workshops=(full.slug,))
    RegistrationFactory(event=event, workshops=(last.slug,))
    texts = [line.get_text(" ", strip=True) for line in page(event).main.select(".programme__workshops > li")]
    for workshop, said in ((full, "complet"), (last, "il reste 1 place"), (open_to_all, "sans limite")):
        assert any(workshop.title in text and said in text for text in texts), said


def test_event_of_one_day_needs_no_heading_of_days_and_none_needs_no_programme():
    event = EventFactory(text="")
    assert "Le programme sera publié ici." in page(event).text
    item(event, time(9), "Accueil")
    shown = page(event).main
    assert "Le programme sera publié ici." not in shown.get_text()
    assert not shown.select("h3")


# --- facts -----------------------------------------------------------------------------------


def test_facts_say_for_whom_in_which_languages_and_how_to_get_in():
    event = EventFactory(
        audience="Les partenaires", spoken=["fr", "ar", "xx"], access_notes="Bus 4.\n<b>Ascenseur</b>",
        organization=OrganizationFactory(name="Maison des langues"),
    )  # fmt: skip
    found = page(event)
    main, text = found.main, found.main.get_text(" ", strip=True)
    assert "Les partenaires" in text
    assert "Maison des langues" in text
    assert main.find("bdi", lang="ar", string="العربية")
    assert not main.find("bdi", lang="xx")
    assert "Bus 4.<br>&lt;b&gt;Ascenseur&lt;/b&gt;" in found.text


@pytest.mark.parametrize(
    ("fields", "onsite", "online"),
    [({}, True, False), ({"online": True}, False, True), ({"online_url": "https://visio.example.org/x"}, True, True)],
)
def test_page_says_where_and_never_the_private_link(fields: dict[str, Any], onsite: bool, online: bool):
    found = page(EventFactory(**fields))
    assert ("Maison de la Culture" in found.main.get_text()) == onsite
    assert ("Le lien est envoyé aux personnes inscrites" in found.main.get_text()) == online
    assert "visio.example.org" not in found.text


@pytest.mark.parametrize("trait", ["announced", "closed", "held", "postponed", "cancelled"])
def test_page_tells_once_how_to_reach_us_in_every_state(trait: str):
    CentreFactory(phone="+32 81 73 71 76", email="aide@example.org")
    main = page(EventFactory(title="Fête & bal ?", **{trait: True})).main
    assert [link["href"] for link in main.select("a[href^=tel]")] == ["tel:+3281737176"]
    assert main.select_one("a[href^=mailto]")["href"] == "mailto:aide@example.org?subject=F%C3%AAte%20%26%20bal%20%3F"


def test_lost_link_stands_beside_the_call_to_register():
    assert page(EventFactory()).main.select("aside a[href='/fr/inscriptions/lien-perdu/']")
    assert not page(EventFactory(held=True)).main.select("a[href='/fr/inscriptions/lien-perdu/']")


def test_share_is_offered_by_the_browser_only():
    found = page(EventFactory())
    offer = found.main.select_one("[data-share]")
    assert offer.has_attr("hidden")
    assert offer.button["type"] == "button"
    scripts = found.soup.find_all("script", src=True)
    assert [script["src"].endswith("ui/share.js") for script in scripts] == [True]


# --- image and documents ---------------------------------------------------------------------


def test_image_has_words_its_true_size_and_comes_late(media: Path):
    event = EventFactory(image=image(), image_text="Des gens « assis » en cercle")
    shown = page(event).main.find("img")
    assert shown["alt"] == "Des gens « assis » en cercle"
    assert (shown["width"], shown["height"], shown["loading"]) == ("1280", "720", "lazy")
    assert "640w" in shown["srcset"]
    assert "1280w" in shown["srcset"]
    for address, width in zip(re.findall(r"(/\S+)", shown["srcset"]), (640, 1280), strict=True):
        answer = Client().get(address)
        assert answer["Content-Type"] == "image/webp"
        assert "public" in answer["Cache-Control"]
        with Drawing.open(io.BytesIO(b"".join(answer.streaming_content))) as drawing:
            assert drawing.width == width


def test_reading_the_image_makes_nothing(media: Path):
    event = EventFactory(image=image())
    Event.objects.get(pk=event.pk).image.renditions.all().delete()
    answer = Client().get(f"/fr/agenda/{event.slug}/image/640/")
    assert answer["Content-Type"] == "image/jpeg", "the image itself"
    assert not event.image.renditions.exists()


def test_small_image_is_not_said_to_be_larger(media: Path):
    shown = page(EventFactory(image=image(300, 600))).main.find("img")
    assert (shown["width"], shown["height"]) == ("300", "600")
    assert "640w" not in shown["srcset"]


def test_lost_file_of_an_image_breaks_nothing(media: Path):
    found = image()
    (media / found.file.name).unlink()
    event = EventFactory(image=found)
    assert page(event).main.find("img")
    assert Client().get(f"/fr/agenda/{event.slug}/image/640/").status_code == 404


def test_image_of_a_draft_is_for_the_team(media: Path):
    event = EventFactory(image=image(), draft=True)
    address = f"/fr/agenda/{event.slug}/image/640/"
    client = Client()
    assert client.get(address).status_code == 404
    client.force_login(UserFactory(role=Role.COORDINATOR))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert client.get(address.replace("640", "641")).status_code == 404


def document(title: str, name: str, size: int | None) -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"%PDF", name=name), file_size=size)


def test_documents_say_their_name_kind_and_size(media: Path):
    event = EventFactory()
    for title, name, size in (("Ordre du jour", "ordre.pdf", 30_000), ("Chiffres", "chiffres.ods", None)):
        EventDocument.objects.create(event=event, document=document(title, name, size))
    lines = [line.get_text(" ", strip=True) for line in page(event).main.select(".papers li")]
    assert lines == ["Ordre du jour PDF, 29,3\xa0Kio", "Chiffres ODS"]
    assert page(event).main.select_one(".papers a")["href"].startswith("/documents/")


@pytest.mark.parametrize("number", [0, 1, 3, 20])
def test_page_makes_the_same_queries_however_much_it_shows(media: Path, number: int, query_count: Callable[..., int]):
    event = EventFactory(municipality=MunicipalityFactory(), organization=OrganizationFactory())
    if number:
        event.image = image()
        save_event(event, 10)
    for rank in range(number):
        item(event, time(rank), f"Moment {rank}")
        WorkshopFactory(event=event, starts=time(rank), ends=time(rank, 30))
        EventDocument.objects.create(event=event, document=document(f"Papier {rank}", f"{rank}.pdf", 1))
    page(event)
    client = Client()
    assert query_count(client.get, f"/fr/agenda/{event.slug}/") == 4


# --- what machines read ----------------------------------------------------------------------


def test_structured_data_says_the_event_in_the_words_of_schema_org():
    CentreFactory()
    event = EventFactory(
        capacity=3, municipality=MunicipalityFactory(name="Ciney"), spoken=["fr", "uk"], audience="Tout le monde",
        starts_at=datetime(2027, 1, 6, 8, 30, tzinfo=UTC), ends_at=datetime(2027, 1, 6, 15, tzinfo=UTC),
        organization=OrganizationFactory(name="Maison des langues", website="https://langues.example.org"),
    )  # fmt: skip
    RegistrationFactory(event=event)
    told = data(event)
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Event", event.title)
    assert told["url"].endswith(f"/fr/agenda/{event.slug}/")
    assert (told["startDate"], told["endDate"]) == ("2027-01-06T09:30:00+01:00", "2027-01-06T16:00:00+01:00")
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["location"][0]["address"]["addressLocality"] == "Ciney"
    assert told["organizer"] == {
        "@type": "Organization", "name": "Maison des langues", "url": "https://langues.example.org",
    }  # fmt: skip
    assert told["inLanguage"] == ["fr", "uk"]
    assert (told["maximumAttendeeCapacity"], told["remainingAttendeeCapacity"]) == (3, 2)
    assert told["offers"]["availability"] == "https://schema.org/InStock"
    assert told["offers"]["url"].endswith(f"/fr/agenda/{event.slug}/inscription/")


@pytest.mark.parametrize(
    ("fields", "status", "availability"),
    [
        ({"announced": True}, "EventScheduled", "PreOrder"),
        ({"capacity": 0}, "EventScheduled", "SoldOut"),
        ({"closed": True}, "EventScheduled", "SoldOut"),
        ({"held": True}, "EventScheduled", None),
        ({"postponed": True}, "EventPostponed", None),
        ({"cancelled": True}, "EventCancelled", None),
    ],
)
def test_structured_data_follows_the_state(fields: dict[str, Any], status: str, availability: str | None):
    told = data(EventFactory(**fields))
    assert told["eventStatus"] == f"https://schema.org/{status}"
    offered = told.get("offers", {}).get("availability")
    assert offered == (f"https://schema.org/{availability}" if availability else None)


@pytest.mark.parametrize(
    ("fields", "mode", "places"),
    [
        ({}, "Offline", ["Place"]),
        ({"online": True}, "Online", ["VirtualLocation"]),
        ({"online_url": "https://visio.example.org/x"}, "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_structured_data_says_how_to_attend(fields: dict[str, Any], mode: str, places: list[str]):
    told = data(EventFactory(**fields))
    assert told["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in told["location"]] == places


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- & -->", "«\u2028»", 'guillemet " et \\'])
def test_structured_data_cannot_leave_its_element(title: str):
    event = EventFactory(title=title)
    assert data(event)["name"] == title
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(event).text, re.DOTALL)
    assert not set("<>&") & set(block[1])


# --- in the office ---------------------------------------------------------------------------


def test_preview_shows_what_is_typed_but_not_saved(rf: Any):
    now = datetime(2026, 12, 3, 8, tzinfo=UTC)
    event = Event(title="Pas encore", slug="pas-encore", starts_at=now, ends_at=now + timedelta(hours=3))
    event.opens_at, event.closes_at = now - timedelta(days=9), now - timedelta(days=1)
    event.programme = [ProgrammeItem(starts=time(9), title="Accueil typé")]
    answer = event.make_preview_request()
    text = answer.render().content.decode() if hasattr(answer, "render") else answer.content.decode()
    assert "Accueil typé" in text
    assert "application/ld+json" not in text


def test_postponed_event_without_a_new_date_strikes_the_old_one():
    event = EventFactory(postponed=True)
    registration = RegistrationFactory(event=EventFactory())
    postpone(registration.event, None, {})
    for address in ("/fr/agenda/", f"/fr/agenda/{event.slug}/", f"/fr/inscriptions/{registration.receipt_token}/"):
        text = Client().get(address).content.decode()
        assert "Était prévu" in text, address
        assert "<s><time" in text, address
