"""`POST /api/v1/evenements/<slug>/inscriptions`, shape for shape as promised."""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event, Registration
from maillage.core.models import AuditEntry, OutboxMessage
from tests.agenda.cases import ACCEPTED, BAD_BODIES, REFUSED, TAMPERED, WRONG_TYPES, Typed
from tests.agenda.reader import ANSWERS, counts, path_of
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
PERSON = {**ANSWERS, "consent": True}
KEY = "key-of-a-program-0001"
ARABIC = re.compile(r"[\u0600-\u06ff]")


def send(event: Event | str, /, *, key: str | None = KEY, language: str = "fr", **changes: Any) -> HttpResponse:
    """Register PERSON, changed by `changes` (None takes a field away)."""
    body = {name: value for name, value in {**PERSON, **changes}.items() if value is not ...}
    return raw(event, json.dumps(body).encode(), key, language)


def raw(event: Event | str, body: bytes, key: str | None = KEY, language: str = "fr") -> HttpResponse:
    slug = event if isinstance(event, str) else event.slug
    headers = {"Accept-Language": language} | ({} if key is None else {"Idempotency-Key": key})
    return Client(enforce_csrf_checks=True, raise_request_exception=False).post(
        f"/api/v1/evenements/{slug}/inscriptions", body, content_type="application/json", headers=headers
    )


def refused(answer: HttpResponse, status: int = 422) -> dict[str, Any]:
    """The body of a refusal, which says in words what is wrong; nothing was stored."""
    assert answer.status_code == status, answer.content[:500]
    body = answer.json()
    assert isinstance(body["detail"], str)
    assert body["detail"]
    assert not Registration.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not AuditEntry.objects.filter(act="agenda.registered").exists()
    return body


@pytest.mark.parametrize(("capacity", "state", "position"), [(1, "confirmed", None), (0, "waitlisted", 1)])
def test_person_is_told_the_state_the_position_and_the_receipt(capacity: int, state: str, position: int | None):
    answer = send(EventFactory(capacity=capacity))
    registration = Registration.objects.get()
    assert answer.status_code == 201
    body = answer.json()
    assert path_of(body.pop("receipt_url")) == f"/fr/inscriptions/{registration.receipt_token}/"
    seats = [{"bucket": "day", "state": state, "position": position}]
    assert body == {"state": state, "position": position, "seats": seats}


def test_receipt_address_is_whole_and_opens_in_the_language_asked_for():
    answer = send(EventFactory(), language="ar")
    url = answer.json()["receipt_url"]
    assert url.startswith(("http://", "https://"))
    assert path_of(url).startswith("/ar/")
    assert Client().get(path_of(url)).status_code == 200
    assert Registration.objects.get().booking.language == "ar"


def test_answers_are_stored_as_the_form_stores_them():
    send(EventFactory())
    registration = Registration.objects.select_related("booking").get()
    assert (registration.first_name, registration.last_name, registration.role) == ("Anne", "Dupont", "animation")
    assert registration.booking.organization_name == "Maison de quartier"
    assert registration.booking.email == "anne@example.org"


def test_same_key_again_gives_the_same_answer_and_nothing_more():
    event = EventFactory(capacity=0)
    RegistrationFactory(event=event)
    first = send(event)
    before = counts()
    again = [send(event) for _ in range(3)]
    assert {answer.status_code for answer in again} == {201}
    assert all(answer.json() == first.json() for answer in again)
    assert counts() == before


def test_same_key_gives_the_same_answer_though_others_left_the_queue():
    event = EventFactory(capacity=0)
    ahead = RegistrationFactory(event=event)
    first = send(event).json()
    cancel(Registration.objects.select_related("event", "booking").get(pk=ahead.pk))
    again = send(event).json()
    assert again["receipt_url"] == first["receipt_url"]
    assert again["position"] in {first["position"], 1}, "as it was or as it is, never made up"


def test_same_key_once_closed_still_gives_the_answer():
    event = EventFactory()
    first = send(event)
    Event.objects.filter(pk=event.pk).update(closes_at=event.opens_at.replace(microsecond=999_999))
    assert send(event).json() == first.json()


def test_same_person_under_another_key_creates_nothing_and_is_answered_alike():
    event = EventFactory()
    first = send(event)
    again = send(event, key="another-key-of-a-program", first_name="ANNE")
    assert again.status_code == 201
    assert again.json() == first.json()
    assert Registration.objects.count() == 1
    assert OutboxMessage.objects.count() == 2, "the link is mailed again"


def test_same_key_at_another_event_registers_there():
    first, second = send(EventFactory()), send(EventFactory())
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["receipt_url"] != second.json()["receipt_url"]


def test_colleagues_share_an_address():
    event = EventFactory()
    assert (
        send(event).json()["receipt_url"]
        != send(event, key="key-of-the-colleague", first_name="Ali").json()["receipt_url"]
    )


@pytest.mark.parametrize("key", [None, "", "1", "a" * 7, "a" * 65, "a" * 10_000])
def test_key_that_is_missing_short_or_too_long_is_refused(key: str | None):
    body = refused(send(EventFactory(), key=key))
    assert "Idempotency-Key" in json.dumps(body, ensure_ascii=False)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.field} - {case.why}")
def test_wrong_answer_is_refused_with_its_field(case: Typed):
    value = False if case.field == "consent" else case.value
    body = refused(send(EventFactory(), **{case.field: value}))
    assert list(body["errors"]) == [case.field]
    assert body["errors"][case.field]
    assert all(isinstance(text, str) and text for text in body["errors"][case.field])


@pytest.mark.parametrize("field", ["first_name", "last_name", "email", "consent"])
def test_missing_answer_is_refused_with_its_field(field: str):
    assert list(refused(send(EventFactory(), **{field: ...}))["errors"]) == [field]


@pytest.mark.parametrize("case", WRONG_TYPES, ids=lambda case: case.why)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_answer_of_a_wrong_type_is_refused_with_its_field_in_words(case: Typed, language: str):
    body = refused(send(EventFactory(), language=language, **{case.field: case.value}))
    assert case.field in json.dumps(body, ensure_ascii=False) or case.field == "workshops"
    assert bool(ARABIC.search(body["detail"])) == (language == "ar")
    assert "Input should" not in json.dumps(body)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_refusals_are_in_the_language_of_the_reader(language: str):
    body = refused(send(EventFactory(), language=language, email="x", consent=False))
    for text in [body["detail"], body["errors"]["email"][0], body["errors"]["consent"][0]]:
        assert bool(ARABIC.search(text)) == (language == "ar"), text
    early = refused(send(EventFactory(announced=True), language=language), 409)
    assert bool(ARABIC.search(early["detail"])) == (language == "ar")


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: f"{case.field} - {case.why}")
def test_right_answer_is_accepted(case: Typed):
    assert send(EventFactory(), **{case.field: case.value}).status_code == 201


@pytest.mark.parametrize(("why", "body"), BAD_BODIES, ids=[why for why, _ in BAD_BODIES])
def test_body_that_cannot_be_read_is_told(why: str, body: bytes):
    answer = raw(EventFactory(), body)
    assert answer.status_code in {400, 422}
    refused(answer, answer.status_code)


def test_unknown_workshop_is_refused_by_name():
    body = refused(send(EventFactory(), workshops=["nulle-part"]))
    assert "nulle-part" in json.dumps(body, ensure_ascii=False)


def test_fields_that_nobody_asked_for_change_nothing():
    event = EventFactory(capacity=0)
    tampered = {name: value for name, value in TAMPERED.items() if name not in {"key", "language"}}
    answer = send(event, **tampered)
    assert answer.status_code == 201
    assert (answer.json()["state"], answer.json()["position"]) == ("waitlisted", 1)
    assert Registration.objects.get().version == 1


@pytest.mark.parametrize("trait", ["announced", "closed", "held", "postponed", "cancelled"])
def test_event_that_is_not_open_answers_409_with_its_state(trait: str):
    assert refused(send(EventFactory(**{trait: True})), 409)["state"] == trait


@pytest.mark.parametrize("slug", ["nulle-part", "a" * 500, "%00", "plénière"])
def test_unknown_event_answers_404_in_json(slug: str):
    answer = send(slug)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["detail"]


def test_no_token_of_a_form_is_needed_and_no_cookie_is_set():
    event = EventFactory()
    for answer in (send(event), send(event, key="x"), send("nulle-part")):
        assert not answer.cookies


def test_whoever_is_signed_in_registers_as_anybody(client: Client):
    # The door takes no cookie into account, so that another site cannot use somebody's session.
    from tests.factories import UserFactory

    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    draft = EventFactory(draft=True)
    assert client.post(f"/api/v1/evenements/{draft.slug}/inscriptions", PERSON, "application/json").status_code in {
        404,
        422,
    }


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_other_methods_are_refused(method: str):
    event = EventFactory()
    before = counts()
    answer = getattr(Client(), method)(f"/api/v1/evenements/{event.slug}/inscriptions")
    assert answer.status_code == 405
    assert counts() == before


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_body_that_is_not_json_is_refused_in_words(language: str):
    answer = raw(EventFactory(), b"{not json", language=language)
    detail = refused(answer, 400)["detail"]
    assert "JSON" in detail
    assert bool(ARABIC.search(detail)) == (language == "ar")
