"""What the mails say, in whose language, and that the private link is right in each of its forms."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Registration
from maillage.core.links import absolute
from tests.agenda.cases import ACCEPTED, Typed
from tests.agenda.letters import Mail, messages, only_mail, write
from tests.agenda.reader import Reader, path_of
from tests.factories import CentreFactory, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])
ARABIC = re.compile(r"[\u0600-\u06ff]")
NAMES = [case for case in ACCEPTED if case.field.endswith("_name")]


def private_link(registration: Registration, language: str) -> str:
    with override(language):
        return absolute(reverse("agenda:registration", args=[registration.private_token]))


def promoted(language: str = "fr", **event: object) -> Registration:
    """Somebody who waited and got the place."""
    found = EventFactory(capacity=1, **event)
    first, second = RegistrationFactory(event=found), RegistrationFactory(event=found, language=language)
    cancel(Registration.objects.select_related("event", "booking").get(pk=first.pk))
    return second


@LANGUAGES
def test_both_parts_hold_the_private_links_and_no_other(language: str):
    registration = RegistrationFactory(language=language)
    mail = only_mail(registration)
    link = private_link(registration, language)
    assert link in mail.text.split(), "on a line of its own, so that mail programs see it"
    assert f"{link}annulation/" in mail.text.split(), "who cannot come says so in two clicks"
    assert [a["href"] for a in mail.soup.find_all("a")] == [link, f"{link}annulation/"]
    assert registration.receipt_token not in mail.text + mail.html
    assert f"/{language}/inscriptions/" in link


@LANGUAGES
def test_link_of_the_mail_opens_the_private_page(language: str):
    registration = RegistrationFactory(language=language)
    page = Reader(language).open(path_of(only_mail(registration).soup.a["href"]))
    assert page.status == 200
    assert "annulation" in str(page.main)


@LANGUAGES
def test_mail_is_in_the_language_of_the_person_whatever_reads_it(language: str):
    mail = only_mail(RegistrationFactory(language=language))
    assert mail.soup.html["lang"] == language
    assert mail.soup.html["dir"] == {"fr": "ltr", "ar": "rtl"}[language]
    for text in (mail.subject, mail.text, mail.soup.get_text()):
        assert bool(ARABIC.search(text)) == (language == "ar")


def test_mail_is_in_arabic_from_end_to_end():
    event = EventFactory(title="لقاء الشبكة", venue_name="دار الثقافة", venue_address="")
    mail = only_mail(RegistrationFactory(event=event, language="ar", first_name="مريم"))
    words = re.sub(r"https?://\S+|\S+@\S+|Maillage", "", mail.text)
    assert not re.search(r"[a-zéèà]{3,}", words), words


@LANGUAGES
def test_mail_says_why_it_came_and_from_whom(language: str):
    CentreFactory()
    mail = only_mail(RegistrationFactory(language=language))
    reason = mail.soup.find(class_="reason").get_text(strip=True)
    assert len(reason) > 30
    assert reason in mail.text
    assert "centre@example.org" in str(mail.message["From"])
    assert "081 00 00 00" in mail.text


def test_confirmation_tells_what_when_and_where():
    event = EventFactory()
    mail = only_mail(RegistrationFactory(event=event, first_name="Anne"))
    assert event.title in mail.subject
    for text in (mail.text, mail.soup.get_text()):
        assert "Anne" in text
        assert event.title in text
        assert event.venue_address in text
    assert [part.get_filename() for part in mail.parts("text/calendar")] == ["inscription.ics"]


@LANGUAGES
def test_waiting_mail_says_the_position_and_gives_no_ticket(language: str):
    event = EventFactory(capacity=0)
    waiting = [RegistrationFactory(event=event, language=language, first_name=name) for name in ("A", "B", "C")]
    for position, registration in enumerate(waiting, 1):
        mail = only_mail(registration)
        sentence = next(text for p in mail.soup.find_all("p") if str(position) in (text := p.get_text()))
        assert re.search(rf"(?<!\d){position}(?!\d)", sentence)
        assert sentence in mail.text
        assert not mail.parts("text/calendar")
        assert not mail.parts("image/png")
        assert private_link(registration, language) in mail.text


@LANGUAGES
def test_promotion_mail_is_a_confirmation_with_calendar_and_code(language: str):
    registration = promoted(language)
    mail = only_mail(registration, "promotion")
    assert mail.qr_code() == private_link(registration, language)
    assert mail.calendar().vevent.uid.value
    assert mail.subject != only_mail(registration, "receipt").subject


@LANGUAGES
def test_cancellation_mail_needs_no_link_any_more(language: str):
    registration = RegistrationFactory(language=language)
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    mail = only_mail(registration, "cancellation")
    assert registration.event.title in mail.subject
    assert registration.private_token not in mail.text + mail.html
    assert bool(ARABIC.search(mail.subject)) == (language == "ar")


@LANGUAGES
def test_code_reads_as_the_private_link(language: str):
    registration = RegistrationFactory(language=language)
    mail = only_mail(registration)
    assert mail.qr_code() == private_link(registration, language)
    (picture,) = mail.soup.find_all("img")
    assert picture["alt"]
    assert picture["src"] == "cid:" + mail.parts("image/png")[0]["Content-ID"].strip("<>")


@pytest.mark.parametrize("confirmed", [True, False])
def test_online_link_is_for_those_who_have_a_place(confirmed: bool):
    event = EventFactory(online=True, capacity=1 if confirmed else 0)
    mail = only_mail(RegistrationFactory(event=event))
    for text in (mail.text, mail.soup.get_text()):
        assert (event.online_url in text) == confirmed
    everything = "".join(
        part.get_payload(decode=True).decode("latin-1") for part in mail.message.walk() if part.get_payload(decode=True)
    )
    assert (event.online_url in everything.replace("\r\n ", "")) == confirmed


def test_online_link_reaches_who_was_promoted():
    registration = promoted(online=True)
    first, promotion = messages(registration)
    link = registration.event.online_url
    assert link not in write(first).text
    assert link in write(promotion).text


def test_mail_written_late_does_not_give_the_link_of_a_place_since_cancelled():
    event = EventFactory(online=True)
    registration = RegistrationFactory(event=event)
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    mail = only_mail(registration, "receipt")
    assert event.online_url not in mail.text, "the place was given up before the mail left"


def test_same_person_again_is_sent_the_link_again_and_told_so():
    event = EventFactory(capacity=0)
    RegistrationFactory(event=event)
    person = {"event": event, "first_name": "Anne", "email": "anne@example.org"}
    registration = RegistrationFactory(**person)
    assert RegistrationFactory(**person) == registration
    first, again = [write(message) for message in messages(registration)]
    link = private_link(registration, "fr")
    assert link in first.text
    assert link in again.text
    assert first.text != again.text
    assert "2" in again.text, "where they stand now"


def test_asking_again_and_again_does_not_flood_the_address():
    person = {"event": EventFactory(), "first_name": "Anne", "email": "anne@example.org"}
    for _ in range(12):
        registration = RegistrationFactory(**person)
    assert 2 <= len(messages(registration)) <= 5


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case.why)
def test_any_name_stays_text_and_never_becomes_a_header(case: Typed):
    registration = RegistrationFactory(**{"first_name": "Anne", case.field: case.value})
    mail = only_mail(registration)
    assert registration.first_name in mail.text
    assert registration.first_name in mail.soup.get_text()
    assert not mail.soup.find("b")
    assert not mail.soup.find("script")
    assert mail.message["To"] == registration.booking.email
    assert mail.message["Bcc"] is None


def test_title_on_two_lines_makes_one_subject():
    event = EventFactory(title="Rencontre\r\nBcc: autre@example.org")
    mail: Mail = only_mail(RegistrationFactory(event=event))
    assert mail.message["Bcc"] is None
    assert "\n" not in mail.subject


def test_mail_of_an_online_event_says_online_and_no_empty_place():
    mail = only_mail(RegistrationFactory(event=EventFactory(online=True)))
    assert "En ligne" in mail.text
