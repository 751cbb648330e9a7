"""Places and queue: stories told in advance, then any row of acts beside a reckoning made by hand."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import cancel
from maillage.agenda.enums import EventState, SeatState
from maillage.agenda.errors import CapacityBelowTaken, NotOpen, TooManyTries
from maillage.agenda.models import Seat
from maillage.core import clock
from maillage.core.models import OutboxMessage
from tests.agenda.cases import STORIES, Story
from tests.agenda.plenary import Plenary
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def play(plenary: Plenary, act: str) -> None:
    """One act, as `cases` writes it."""
    match act[0], act[1:]:
        case "+", person:
            plenary.register(person[0], same_nonce=person.endswith("!"))
        case "-", person:
            plenary.cancel(person)
        case "=", places:
            plenary.set_capacity(int(places) if places else None)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.why)
def test_places_go_to_those_whose_turn_it_is(story: Story):
    plenary = Plenary(story.places)
    refused = story.refused.split()
    for act in story.acts.split():
        if act in refused:
            with pytest.raises(CapacityBelowTaken):
                play(plenary, act)
        else:
            play(plenary, act)
        plenary.check_books()
    assert (plenary.confirmed(), plenary.waiting()) == (story.confirmed, story.waiting)
    assert plenary.promoted() == story.promoted


PEOPLE = st.sampled_from("ABCDEFGH")
PLACES = st.one_of(st.none(), st.integers(0, 5))


class AnyActs(RuleBasedStateMachine):
    """Anybody does anything at any time; `here` and `queue` are reckoned by hand beside the site."""

    @initialize(places=PLACES)
    def announce(self, places: int | None) -> None:
        self.now = clock.now()
        self.plenary = Plenary(places)
        self.places, self.here, self.queue, self.promoted = places, set(), [], ""

    def phase(self) -> EventState:
        return self.plenary.event.phase(self.now)

    def free(self) -> bool:
        return self.places is None or len(self.here) < self.places

    def hand_on(self) -> None:
        while self.queue and self.free() and self.phase() != EventState.HELD:
            self.promoted += self.queue[0]
            self.here.add(self.queue.pop(0))

    @rule(person=PEOPLE)
    def register(self, person: str) -> None:
        with clock.at(self.now):
            if self.phase() != EventState.OPEN:
                with pytest.raises(NotOpen):
                    self.plenary.register(person)
            elif person in self.here or person in self.queue:
                self.plenary.register(person)
            else:
                standing = self.plenary.register(person).standing
                (self.here.add if self.free() and not self.queue else self.queue.append)(person)
                here = person in self.here
                assert standing.state == (SeatState.CONFIRMED if here else SeatState.WAITLISTED)
                assert standing.position == (None if here else len(self.queue))

    @rule(person=PEOPLE)
    def send_again(self, person: str) -> None:
        if person in self.plenary.registrations:
            with clock.at(self.now):
                before = self.plenary.registrations[person]
                assert self.plenary.register(person, same_nonce=True).registration == before

    @rule(person=PEOPLE)
    def cancel(self, person: str) -> None:
        if person not in self.plenary.registrations:
            return
        with clock.at(self.now):
            if self.phase() == EventState.HELD:
                with pytest.raises(NotOpen):
                    self.plenary.cancel(person)
                return
            self.plenary.cancel(person)
        self.here.discard(person)
        self.queue = [other for other in self.queue if other != person]
        self.hand_on()

    @rule(places=PLACES)
    def set_capacity(self, places: int | None) -> None:
        with clock.at(self.now):
            if places is not None and places < len(self.here):
                with pytest.raises(CapacityBelowTaken):
                    self.plenary.set_capacity(places)
                return
            self.plenary.set_capacity(places)
        self.places = places
        self.hand_on()

    @rule(hours=st.sampled_from([-300, -1, 1, 1, 100, 300]))
    def move_clock(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def books_agree(self) -> None:
        if hasattr(self, "plenary"):
            self.plenary.check_books()
            assert self.plenary.confirmed() == "".join(sorted(self.here))
            assert self.plenary.waiting() == "".join(self.queue)
            assert self.plenary.promoted() == self.promoted


def test_any_acts_in_any_order_keep_the_books(db: None):
    run_state_machine_as_test(
        AnyActs,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("end", ["cancelled_at", "ends_at"])
def test_nobody_is_promoted_to_a_meeting_called_off_or_over(end: str):
    event = EventFactory(capacity=1)
    first, second = RegistrationFactory(event=event), RegistrationFactory(event=event)
    event.starts_at = clock.now() - timedelta(hours=2)
    setattr(event, end, clock.now() - timedelta(minutes=1))
    save_event(event, 5)
    assert [seat.state for seat in Seat.objects.order_by("number")] == [SeatState.CONFIRMED, SeatState.WAITLISTED]
    if end == "cancelled_at":
        first.event.refresh_from_db()
        cancel(first)
    assert second.seats.get().state == SeatState.WAITLISTED
    assert not OutboxMessage.objects.filter(kind="agenda.promotion").exists()


def test_one_address_may_register_a_team_and_not_a_crowd():
    event, team = EventFactory(capacity=None), 60
    for number in range(team):
        RegistrationFactory(event=event, first_name=f"Camille{number}", email="secretariat@example.org")
    with pytest.raises(TooManyTries):
        RegistrationFactory(event=event, first_name="Une de trop", email="Secretariat@example.org")
    assert event.registrations.count() == team
    RegistrationFactory(event=event, email="autre@example.org")
    RegistrationFactory(event=EventFactory(), email="secretariat@example.org")
    with clock.at(clock.now() + timedelta(hours=1, seconds=1)):
        RegistrationFactory(event=event, first_name="Une heure après", email="secretariat@example.org")
    assert event.registrations.count() == team + 2


def test_same_address_with_another_name_is_another_person():
    event = EventFactory()
    first = RegistrationFactory(event=event, first_name="Anne", email="equipe@example.org")
    second = RegistrationFactory(event=event, first_name="Ali", email="equipe@example.org")
    assert first != second
    assert first.receipt_token[:32] != second.receipt_token[:32]


@pytest.mark.parametrize(
    ("first_name", "last_name", "email"),
    [
        ("anne", "dupont", "anne@example.org"),
        ("ANNE", "DUPONT", "ANNE@EXAMPLE.ORG"),
        (" Anne ", "Dupont  ", "Anne@Example.org"),
        ("Anne", "Dupont", "anne@example.org"),
    ],
)
def test_same_person_is_known_whatever_case_and_spaces(first_name: str, last_name: str, email: str):
    event = EventFactory()
    first = RegistrationFactory(event=event, first_name="Anne", last_name="Dupont", email="anne@example.org")
    again = RegistrationFactory(event=event, first_name=first_name, last_name=last_name, email=email)
    assert first == again


def test_same_person_is_known_however_accents_are_typed():
    event = EventFactory()
    first = RegistrationFactory(event=event, first_name="Zo\u00e9", email="zoe@example.org")
    again = RegistrationFactory(event=event, first_name="Zoe\u0301", email="zoe@example.org")
    assert first == again


def test_same_nonce_at_another_event_is_another_act():
    nonce = "key-chosen-by-a-program"
    first = RegistrationFactory(event=EventFactory(), nonce=nonce, email="anne@example.org")
    second = RegistrationFactory(event=EventFactory(), nonce=nonce, email="anne@example.org")
    assert first.event != second.event
