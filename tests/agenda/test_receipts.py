"""The receipt may be shown to anybody; the private link travels by mail alone."""

import pytest
from django.test import Client

from maillage.agenda.models import Registration
from maillage.core import outbox, seals
from maillage.core.models import OutboxMessage
from tests.agenda.reader import ANSWERS, Page, Reader, token_address
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["receipt", "private"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])
PERSONAL = [ANSWERS[name] for name in ("last_name", "email", "needs_access", "needs_childcare", "message")]


@LANGUAGES
@pytest.mark.parametrize("capacity", [1, 0])
def test_receipt_says_the_standing_and_nothing_about_the_person(language: str, capacity: int):
    event = EventFactory(capacity=capacity)
    page = Reader(language).register(event)
    registration = Registration.objects.get()
    assert page.status == 200
    assert event.title in page.main.get_text()
    assert not [value for value in PERSONAL if value in page.text]
    assert registration.first_name not in page.main.get_text()
    assert registration.private_token[32:] not in page.text
    assert not page.main.find("form")
    assert not page.main.find("button")
    assert "annulation" not in page.text
    waits = f"{registration.seats.get().number}"
    assert (waits in page.soup.h1.get_text()) == (capacity == 0)


def test_receipt_shows_the_place_in_the_queue_as_it_is_now():
    event = EventFactory(capacity=0)
    first, second = RegistrationFactory(event=event), RegistrationFactory(event=event)
    assert "2" in Reader().open(token_address(second, "receipt")).soup.h1.get_text()
    Client().post(token_address(first, "private", "annulation/"))
    assert "1" in Reader().open(token_address(second, "receipt")).soup.h1.get_text()


@LANGUAGES
def test_private_page_has_the_name_and_the_way_to_cancel(language: str):
    registration = RegistrationFactory()
    page = Reader(language).open(token_address(registration, "private", language=language))
    assert registration.last_name in page.main.get_text()
    assert page.main.find("a", href=token_address(registration, "private", "annulation/", language))
    assert page.main.find("a", href=token_address(registration, "private", "modification/", language))


@BOTH
@pytest.mark.parametrize("tail", ["", "agenda.ics"])
def test_token_pages_are_not_kept_not_indexed_and_not_told_to_other_sites(kind: str, tail: str):
    answer = Client().get(token_address(RegistrationFactory(), kind, tail))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"


@BOTH
def test_token_page_asks_robots_to_go_in_its_head_too(kind: str):
    page = Reader().open(token_address(RegistrationFactory(), kind))
    assert "noindex" in page.soup.find("meta", attrs={"name": "robots"})["content"]


def said(page: Page) -> str:
    """All that an answer holds: headers, cookies, body."""
    headers = "\n".join(f"{name}: {value}" for name, value in page.response.headers.items())
    return f"{headers}\n{page.response.cookies.output()}\n{page.text}"


def test_private_token_is_in_no_answer_to_a_registration_on_the_site():
    event = EventFactory()
    reader = Reader()
    hidden = reader.hidden(event)
    sent = [reader.send(event, hidden), reader.send(event, hidden), reader.send(event)]
    answers = [*sent, *[reader.open(page.response["Location"]) for page in sent]]
    secret = Registration.objects.get().private_token[32:]
    assert not [page for page in answers if secret in said(page)]


def test_private_token_is_in_no_answer_of_the_api(client: Client):
    event = EventFactory()
    body = {**ANSWERS, "consent": True}
    answers = [
        client.post(
            f"/api/v1/evenements/{event.slug}/inscriptions",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )
        for key in ("a-key-of-a-program", "a-key-of-a-program", "another-key-of-a-program")
    ]
    secret = Registration.objects.get().private_token[32:]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert not [answer for answer in answers if secret in said(Page(answer))]


def test_private_token_is_in_the_mail_and_the_receipt_token_is_not_needed_there():
    registration = RegistrationFactory()
    message = OutboxMessage.objects.get()
    assert message.recipient == registration.booking.email
    mail = outbox.writer(message.kind)(seals.unseal(message.payload))
    assert registration.private_token in mail.body


def test_erased_person_has_no_page_any_more():
    registration = RegistrationFactory()
    from maillage.core import clock

    Registration.objects.update(anonymised_at=clock.now())
    for kind in ("receipt", "private"):
        assert Client().get(token_address(registration, kind)).status_code == 404


def test_waiting_person_is_not_given_the_link_of_the_online_meeting():
    event = EventFactory(online=True, capacity=1)
    confirmed, waiting = RegistrationFactory(event=event), RegistrationFactory(event=event)
    client = Client()
    for tail in ("", "agenda.ics"):
        for kind in ("receipt", "private"):
            assert event.online_url not in client.get(token_address(waiting, kind, tail)).content.decode()
        shown = client.get(token_address(confirmed, "private", tail)).content.decode().replace("\r\n ", "")
        assert event.online_url in shown
        assert event.online_url not in client.get(token_address(confirmed, "receipt", tail)).content.decode()
    client.post(token_address(confirmed, "private", "annulation/"))
    for tail in ("", "agenda.ics"):
        cancelled = client.get(token_address(confirmed, "private", tail)).content.decode().replace("\r\n ", "")
        assert event.online_url not in cancelled, "who cancelled has no place"


def test_link_of_the_online_meeting_is_on_no_public_page():
    event = EventFactory(online=True)
    client = Client()
    addresses = ["", f"{event.slug}/", f"{event.slug}.ics", f"{event.slug}/inscription/"]
    pages = [client.get(f"/fr/agenda/{address}") for address in addresses] + [client.get("/api/v1/evenements/")]
    for page in pages:
        assert page.status_code == 200
        assert event.online_url not in page.content.decode().replace("\r\n ", "")
