"""What is sent by people who try, and by programs that do not understand: a clear answer, nothing stored."""

from typing import Any

import pytest

from maillage.agenda.enums import SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.core.models import OutboxMessage
from tests.agenda.cases import ACCEPTED, BAD_NONCES, GOOD_NONCES, GUESSES, TAMPERED, Typed
from tests.agenda.reader import ANSWERS, Reader, counts, token_address
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_fields_added_to_the_form_are_ignored():
    event, other = EventFactory(capacity=1), EventFactory()
    RegistrationFactory(event=event)
    before = Event.objects.filter(pk=event.pk).values().get()
    added = {**TAMPERED, "event": str(other.pk), "event_id": str(other.pk), "bucket": str(other.pk)}
    Reader().register(event, **added)
    registration = Registration.objects.get(booking__email=ANSWERS["email"])
    seat = registration.seats.get()
    assert (registration.event, registration.version, registration.anonymised_at) == (event, 1, None)
    assert (seat.bucket.event, seat.state, seat.number) == (event, SeatState.WAITLISTED, 2)
    assert registration.booking.language == "fr"
    assert registration.booking.consented_at.year >= 2026
    assert Event.objects.filter(pk=event.pk).values().get() == before
    bucket = Bucket.objects.get(event=event)
    assert (bucket.capacity, bucket.taken) == (1, 1)


def test_answers_sent_twice_over_in_one_form_register_one_person():
    event = EventFactory()
    reader = Reader()
    twice: dict[str, Any] = {name: [value, value] for name, value in ANSWERS.items()}
    assert reader.send(event, **twice).status == 302
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(("why", "nonce"), BAD_NONCES, ids=[why for why, _ in BAD_NONCES])
def test_form_with_a_wrong_nonce_comes_back_with_a_right_one(why: str, nonce: str | None):
    event = EventFactory()
    reader = Reader()
    hidden = reader.hidden(event)
    hidden.pop("nonce")
    page = reader.send(event, hidden if nonce is None else {**hidden, "nonce": nonce})
    assert page.status == 422
    assert not Registration.objects.exists()
    assert not OutboxMessage.objects.exists()
    for name, typed in ANSWERS.items():
        assert page.value(name) == typed
    again = {field["name"]: field["value"] for field in page.form(event).find_all("input", type="hidden")}
    assert reader.send(event, again).status == 302, "the form that came back cannot be sent"


@pytest.mark.parametrize(("why", "nonce"), GOOD_NONCES, ids=[why for why, _ in GOOD_NONCES])
def test_nonce_of_right_length_registers_once(why: str, nonce: str):
    event = EventFactory()
    reader = Reader()
    hidden = {**reader.hidden(event), "nonce": nonce}
    first, second = reader.send(event, hidden), reader.send(event, hidden)
    assert first.status == second.status == 302
    assert first.response["Location"] == second.response["Location"]
    assert Registration.objects.count() == OutboxMessage.objects.count() == 1


def test_form_sent_again_for_a_colleague_registers_the_colleague():
    # Somebody goes back in the browser, which kept the page and its nonce, and changes the name.
    event = EventFactory()
    reader = Reader()
    hidden = reader.hidden(event)
    first, second = reader.send(event, hidden), reader.send(event, hidden, first_name="Ali")
    assert second.status == 302
    assert first.response["Location"] != second.response["Location"]
    assert set(Registration.objects.values_list("first_name", flat=True)) == {"Anne", "Ali"}


@pytest.mark.parametrize("case", [case for case in ACCEPTED if case.field.endswith("_name")], ids=lambda case: case.why)
def test_names_are_escaped_on_the_private_page(case: Typed):
    registration = RegistrationFactory(**{case.field: case.value})
    page = Reader().open(token_address(registration, "private"))
    assert case.value in page.main.get_text()
    assert not page.main.find("b", onclick=True)
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["nulle-part", "..", "a" * 500, "%00", "%F0%9F%8C%BB", "plénière", "1%27%20OR%201=1"])
def test_unknown_event_is_not_found(path: str):
    reader = Reader()
    for tail in (f"{path}/", f"{path}/inscription/", f"{path}.ics"):
        assert reader.client.get(f"/fr/agenda/{tail}").status_code == 404
    assert reader.client.post(f"/fr/agenda/{path}/inscription/", ANSWERS).status_code in {403, 404}


@pytest.mark.parametrize(("why", "guess"), GUESSES, ids=[why for why, _ in GUESSES])
def test_guessed_token_opens_nothing(why: str, guess: Any):
    tokens = [
        {"receipt": found.receipt_token, "private": found.private_token}
        for found in (RegistrationFactory(), RegistrationFactory())
    ]
    before, seats = counts(), list(Seat.objects.order_by("pk").values())
    token = guess(*tokens).replace("%", "%25").replace("\x00", "%00").replace(" ", "%20")
    reader = Reader()
    reader.client.handler.enforce_csrf_checks = False
    for tail in ("", "agenda.ics"):
        assert reader.client.get(f"/fr/inscriptions/{token}/{tail}").status_code == 404
    assert reader.client.post(f"/fr/inscriptions/{token}/annulation/").status_code == 404
    assert counts() == before
    assert list(Seat.objects.order_by("pk").values()) == seats


def test_proof_of_the_receipt_does_not_open_the_private_page():
    mine = RegistrationFactory()
    assert mine.receipt_token[:32] == mine.private_token[:32]
    assert mine.receipt_token[32:] != mine.private_token[32:]


def test_tokens_hold_at_least_128_bits_and_are_never_kept():
    registration = RegistrationFactory()
    proof = registration.private_token[32:]
    assert len(proof) * 6 >= 128
    assert len({RegistrationFactory().private_token for _ in range(5)}) == 5
    values = [str(value) for row in Registration.objects.values() for value in row.values()]
    values += [str(value) for row in OutboxMessage.objects.values() for value in row.values()]
    assert not any(proof in value for value in values)


def test_address_of_somebody_registered_is_told_to_nobody():
    event = EventFactory()
    Reader().register(event, email="anne@example.org")
    stranger = Reader()
    known = stranger.register(event, email="anne@example.org")
    new = Reader().register(event, email="inconnue@example.org")
    assert known.main.get_text() == new.main.get_text()
