"""From draft to held, each boundary to the microsecond, and what the reader is told on the way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from maillage.agenda import selectors
from maillage.agenda.enums import EventState
from maillage.agenda.errors import NotOpen
from maillage.agenda.models import Event, Registration
from maillage.core.models import OutboxMessage
from tests.agenda.cases import BOUNDARIES, NEVER_PUBLIC, REGISTERS, Boundary
from tests.agenda.reader import ANSWERS, Reader
from tests.factories import EventFactory, RegistrationFactory, UserFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)
INSTANTS = {
    "announced_at": datetime(2027, 3, 1, 7, 0, 0, 5, tzinfo=UTC),
    "opens_at": datetime(2027, 3, 10, 8, 0, 0, 250_000, tzinfo=UTC),
    "closes_at": datetime(2027, 4, 1, 22, 0, tzinfo=UTC),
    "starts_at": datetime(2027, 4, 8, 7, 30, tzinfo=UTC),
    "ends_at": datetime(2027, 4, 8, 14, 0, 0, 999_999, tzinfo=UTC),
}
INSIDE = {  # an instant at which a plain event is in the state
    "draft": INSTANTS["announced_at"] - TICK,
    "announced": INSTANTS["opens_at"] - TICK,
    "open": INSTANTS["opens_at"],
    "full": INSTANTS["closes_at"] - TICK,
    "closed": INSTANTS["closes_at"],
    "held": INSTANTS["ends_at"],
    "postponed": INSTANTS["opens_at"],
    "cancelled": INSTANTS["opens_at"],
}


def event_in(state: str, clock: Clock) -> Event:
    """An event, full or not, moved by the clock into `state`."""
    extra = {f"{state}_at": INSTANTS["announced_at"]} if state in {"postponed", "cancelled"} else {}
    event = EventFactory(capacity=1, **INSTANTS)
    if state == "full":
        clock.set(INSTANTS["opens_at"])
        RegistrationFactory(event=event)
    if extra:
        Event.objects.filter(pk=event.pk).update(**extra)
    clock.set(INSIDE[state])
    return Event.objects.get(pk=event.pk)


def state_in_list(event: Event) -> str:
    (card,) = selectors.cards(Event.objects.filter(pk=event.pk).for_card())
    return card["state"].value


@pytest.mark.parametrize("boundary", BOUNDARIES, ids=lambda boundary: boundary.why)
def test_state_changes_at_the_instant_and_not_before(boundary: Boundary, clock: Clock):
    event = Event.objects.get(pk=EventFactory(**INSTANTS).pk)
    clock.set(INSTANTS[boundary.instant] - TICK)
    assert state_in_list(event) == boundary.before
    clock.set(INSTANTS[boundary.instant])
    assert state_in_list(event) == boundary.at


@pytest.mark.parametrize("state", INSIDE)
def test_public_list_page_and_api_tell_the_same_state(state: str, clock: Clock, client):
    event = event_in(state, clock)
    assert state_in_list(event) == state
    page = Reader().open(f"/fr/agenda/{event.slug}/")
    api = {item["slug"]: item for item in client.get("/api/v1/evenements/").json()["items"]}
    if state in NEVER_PUBLIC:
        assert page.status == 404
        assert event.slug not in api
        return
    assert str(EventState(state).label) in page.main.get_text()
    if state == "held":
        assert event.slug not in api
    else:
        assert api[event.slug]["state"] == state


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("state", [state for state in INSIDE if state not in NEVER_PUBLIC])
def test_every_state_is_told_in_words_on_page_list_and_form(state: str, language: str, clock: Clock):
    event = event_in(state, clock)
    reader = Reader(language)
    with override(language):
        words = str(EventState(state).label)
    assert words in reader.open(f"/{language}/agenda/{event.slug}/").main.get_text()
    assert words in reader.open(f"/{language}/agenda/").main.get_text()
    form = reader.form(event)
    assert form.status == 200
    assert len(form.main.get_text(" ", strip=True)) > 60
    assert bool(form.form(event)) == (state in REGISTERS)


def test_announced_event_says_when_it_opens(clock: Clock):
    event = event_in("announced", clock)
    for page in (Reader().open(f"/fr/agenda/{event.slug}/"), Reader().form(event)):
        assert "10 mars 2027" in page.main.get_text()
        assert re.search(r"\b0?9[h:]00", page.main.get_text()), "08:00 UTC is nine o’clock in Brussels in winter"


@pytest.mark.parametrize("state", sorted(set(INSIDE) - REGISTERS))
def test_registering_is_refused_unless_open_or_full(state: str, clock: Clock):
    event = event_in(state, clock)
    with pytest.raises(NotOpen) as refusal:
        RegistrationFactory(event=event)
    assert refusal.value.state == state
    assert not Registration.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("state", sorted(set(INSIDE) - REGISTERS - NEVER_PUBLIC))
def test_form_sent_too_early_or_too_late_says_so_and_keeps_what_was_typed(state: str, language: str, clock: Clock):
    open_event = EventFactory()
    reader = Reader(language)
    hidden = reader.hidden(open_event)
    event = event_in(state, clock)
    page = reader.send(event, hidden)
    assert page.status == 409
    assert not Registration.objects.exists()
    assert not OutboxMessage.objects.exists()
    for name, typed in ANSWERS.items():
        assert page.value(name) == typed


@pytest.mark.parametrize("state", sorted(set(INSIDE) - REGISTERS))
def test_api_refuses_with_the_state_unless_open(state: str, clock: Clock, client):
    event = event_in(state, clock)
    body = {**ANSWERS, "consent": True}
    answer = client.post(
        f"/api/v1/evenements/{event.slug}/inscriptions",
        body,
        content_type="application/json",
        headers={"Idempotency-Key": "key-of-a-program-1"},
    )
    if state in NEVER_PUBLIC:
        assert answer.status_code == 404
    else:
        assert (answer.status_code, answer.json()["state"]) == (409, state)
        assert answer.json()["detail"]
    assert not Registration.objects.exists()


def test_draft_is_seen_by_nobody_outside_the_team(clock: Clock, client):
    event = event_in("draft", clock)
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = ["", "inscription/"]
    for who in (client, Reader().client):
        assert event.title not in who.get("/fr/agenda/").content.decode()
        assert all(who.get(f"/fr/agenda/{event.slug}/{tail}").status_code == 404 for tail in addresses)
        assert who.get(f"/fr/agenda/{event.slug}.ics").status_code == 404


def test_event_that_was_never_announced_stays_a_draft_for_ever(clock: Clock):
    event = EventFactory(**{**INSTANTS, "announced_at": None})
    clock.set(INSTANTS["opens_at"])
    assert event.phase() == EventState.DRAFT
    clock.set(INSTANTS["ends_at"])
    assert event.phase() == EventState.DRAFT


def test_cancelled_place_opens_a_full_event_again(clock: Clock):
    event = event_in("full", clock)
    assert state_in_list(event) == "full"
    from maillage.agenda.actions.register import cancel

    cancel(event.registrations.select_related("event", "booking").get())
    assert state_in_list(event) == "open"
