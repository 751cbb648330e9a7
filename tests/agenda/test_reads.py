"""Opening an address never changes anything, whoever opens it and whatever it holds: mail scanners open them all."""

import pytest
from django.test import Client

from maillage.agenda.enums import SeatState
from maillage.agenda.errors import NotOpen
from maillage.agenda.models import Event, Registration, Seat
from maillage.core.models import OutboxMessage
from tests.agenda.reader import Reader, counts, token_address
from tests.factories import EventFactory, RegistrationFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db


def every_address() -> dict[str, int]:
    """Every address of the room with every kind of token, and the status that a reader gets."""
    event = EventFactory(capacity=1)
    places = [RegistrationFactory(event=event) for _ in range(3)]
    cancel(places[2])
    addresses = {"agenda/": 200, "agenda/nulle-part/": 404, "inscriptions/x/": 404}
    addresses |= {f"agenda/{event.slug}{tail}": 200 for tail in ("/", ".ics", "/inscription/")}
    for found in places:
        gone = found == places[2]
        for token, status in ((found.receipt_token, 404), (found.private_token, 302 if gone else 200)):
            addresses |= {f"inscriptions/{token}/{tail}": 200 for tail in ("", "agenda.ics")}
            addresses |= {f"inscriptions/{token}/{tail}/": status for tail in ("annulation", "modification")}
    return {f"/{language}/{address}": status for language in ("fr", "ar") for address, status in addresses.items()}


def cancel(registration: Registration) -> None:
    from maillage.agenda.actions.register import cancel

    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))


def rows() -> list[list[tuple]]:
    """All that the room has stored."""
    tables = (Event, Registration, Seat, OutboxMessage)
    return [list(table._base_manager.order_by("pk").values_list()) for table in tables]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_every_address_with_every_token_changes_nothing(method: str):
    addresses = every_address()
    before, stored = counts(), rows()
    for address, status in addresses.items():
        answer = getattr(Client(), method)(address)
        if method == "get":
            assert answer.status_code == status, address
        assert answer.status_code < 500, address
        assert counts() == before, address
    assert rows() == stored


def test_head_answers_as_get_without_body():
    for address, status in every_address().items():
        answer = Client().head(address)
        assert answer.status_code == status, address
        assert answer.content == b"", address


def test_api_list_changes_nothing_and_sets_no_cookie(client: Client):
    RegistrationFactory()
    before, stored = counts(), rows()
    for address in ("/api/v1/evenements/", "/api/openapi.json"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
    assert (counts(), rows()) == (before, stored)


def test_visitor_who_only_reads_gets_no_cookie(client: Client):
    event = EventFactory()
    for address in ("/fr/agenda/", f"/fr/agenda/{event.slug}/", f"/fr/agenda/{event.slug}.ics"):
        assert not client.get(address).cookies, address


def test_cancelling_needs_a_form_sent_from_the_site():
    registration = RegistrationFactory()
    address = token_address(registration, "private", "annulation/")
    reader = Reader()
    assert reader.client.get(address).status_code == 200, "it asks once more"
    assert reader.client.post(address).status_code == 403, "without the token of the page's own form"
    assert registration.seats.get().state == SeatState.CONFIRMED


def send_cancellation(reader: Reader, registration: Registration) -> str:
    """Follow the private page to where it asks once more, send that form; the address where it leads."""
    private = reader.open(token_address(registration, "private", language=reader.language))
    address = token_address(registration, "private", "annulation/", reader.language)
    assert private.main.find("a", href=address)
    form = reader.open(address).main.find("form", method="post")
    hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    answer = reader.client.post(address, hidden)
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_private_page_cancels_and_says_so(language: str):
    registration = RegistrationFactory(language=language)
    reader = Reader(language)
    page = reader.open(send_cancellation(reader, registration))
    assert registration.seats.get().state == SeatState.CANCELLED
    assert page.status == 200
    assert "annulation" not in str(page.main), "there is nothing left to cancel"


def test_cancelling_twice_is_fine_and_changes_nothing_more():
    event = EventFactory(capacity=1)
    first, second, third = [RegistrationFactory(event=event) for _ in range(3)]
    reader = Reader()
    address = token_address(first, "private", "annulation/")
    stale = reader.open(address)
    hidden = {field["name"]: field["value"] for field in stale.main.find("form").find_all("input", type="hidden")}
    assert reader.client.post(address, hidden).status_code == 302
    stored = rows()
    assert reader.client.post(address, hidden).status_code == 302
    assert rows() == stored
    states = [found.seats.get().state for found in (first, second, third)]
    assert states == [SeatState.CANCELLED, SeatState.CONFIRMED, SeatState.WAITLISTED]


def test_receipt_token_cancels_nothing():
    registration = RegistrationFactory()
    stored = rows()
    client = Client()
    assert client.post(token_address(registration, "receipt", "annulation/")).status_code == 404
    assert rows() == stored


def test_after_the_event_nothing_is_cancelled_any_more(clock: Clock):
    registration = RegistrationFactory()
    clock.forward(days=20)
    with pytest.raises(NotOpen):
        cancel(registration)
    page = Reader().open(token_address(registration, "private"))
    assert "annulation" not in str(page.main)
    answer = Client().post(token_address(registration, "private", "annulation/"))
    assert answer.status_code == 302
    assert registration.seats.get().state == SeatState.CONFIRMED
