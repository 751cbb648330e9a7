"""Workshops: stories told in advance, then any row of acts by anybody over books that must agree."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.agenda.enums import SeatState
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Registration
from maillage.core import clock
from tests.agenda.trail import DAY
from tests.agenda.workshop_cases import STORIES, Story
from tests.agenda.workshop_day import WorkshopDay, named

pytestmark = pytest.mark.django_db


def places(text: str) -> int | None:
    """`3` or nothing, as `workshop_cases` writes it."""
    return int(text) if text else None


def play(day: WorkshopDay, act: str) -> None:
    """One act, as `workshop_cases` writes it."""
    subject = act[1:].replace("@", DAY)
    match act[0], act[1:]:
        case ("+" | "*") as sign, rest:
            perform = day.register if sign == "+" else day.change
            perform(rest[0], rest[1:].rstrip("~"), accept_queue=rest.endswith("~"))
        case "-", person:
            day.cancel(person)
        case "=", rest:
            day.set_capacity(subject.rstrip("0123456789"), places(rest[1:]))
        case "!", _:
            day.promote(subject)
        case "^", rest:
            day.seat_in(rest[0], rest[1])
        case "x", name:
            day.withdraw(name)
        case name, rest if rest.startswith(">"):
            day.move(name, rest[1])
        case _:
            {"ice": day.freeze, "thaw": day.thaw}[act]()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.why} [{story.acts}]")
def test_each_gets_the_first_choice_that_is_free(story: Story):
    day = WorkshopDay(story.places, {room[0]: places(room[1:]) for room in story.rooms.split()})
    refused = story.refused.split()
    for act in story.acts.split():
        with clock.at(day.now):
            if act in refused:
                with pytest.raises(CapacityBelowTaken):
                    play(day, act)
            else:
                play(day, act)
        day.check_books()
    assert day.table() == sorted(story.seats.split())


PEOPLE = st.sampled_from("ABCDEFGH")
ROOMS = st.sampled_from("abdel")
SHORT = st.sampled_from(["".join(some) for number in (2, 3, 4) for some in permutations("abde", number)])
WISHES = st.one_of(SHORT, SHORT, st.lists(ROOMS, unique=True, min_size=1, max_size=5).map("".join))
NEW_WISHES = st.one_of(st.just(""), WISHES, WISHES, WISHES)
SOMEBODY = st.integers(0, 7)  # of those who stand
ANYWHERE = st.sampled_from([DAY, *"abdel"])
PLACES = st.sampled_from([0, 1, 1, 2, 3, None])
DAYS = st.sampled_from([6, 5, 4, 2, 0, None])
ARRIVALS = st.lists(st.tuples(WISHES, st.booleans()), min_size=3, max_size=6)


class AnyActs(RuleBasedStateMachine):
    """Anybody asks for anything, the office changes everything; rule 1 is reckoned beside where it is simple."""

    @initialize(limit=DAYS, rooms=st.tuples(*[PLACES] * 5), arrivals=ARRIVALS)
    def announce(self, limit: int | None, rooms: tuple[int | None, ...], arrivals: list[tuple[str, bool]]) -> None:
        self.day = WorkshopDay(limit, dict(zip("abdel", rooms, strict=True)))
        self.put_in: set[str] = set()  # by the team: they may wait for a better one without having asked to
        self.disturbed: set[str] = set()  # a workshop of their choice moved: which slot it is for was not said then
        for person, (wishes, accept_queue) in zip("ABCDEF", arrivals, strict=False):
            self.arrive(person, wishes, accept_queue)
            self.day.check_books()

    def stands(self, person: str) -> bool:
        return person in self.day.keys and bool(self.day.standings(person))

    def somebody(self, number: int) -> str:
        """One of those who stand, nobody when there is none."""
        standing = self.day.standing()
        return standing[number % len(standing)].first_name if standing else ""

    def exists(self, name: str) -> bool:
        return name in self.day.names()

    def offered(self, wishes: str) -> str:
        names = self.day.names()
        return "".join(name for name in wishes if name in names)

    @rule(person=PEOPLE, wishes=WISHES, accept_queue=st.booleans())
    def register(self, person: str, wishes: str, accept_queue: bool) -> None:
        wishes = self.offered(wishes)
        if self.stands(person):
            before = self.day.table()
            with clock.at(self.day.now):
                self.day.register(person, wishes, accept_queue=accept_queue)
            assert self.day.table() == before
        else:
            self.arrive(person, wishes, accept_queue)

    def arrive(self, person: str, wishes: str, accept_queue: bool) -> None:
        due = self.due(wishes, accept_queue)
        with clock.at(self.day.now):
            standing = self.day.register(person, wishes, accept_queue=accept_queue).standing
        self.put_in.discard(person)
        self.disturbed.discard(person)
        held = self.day.standings(person)
        assert due is None or held == due
        assert {seat.bucket: seat.state for seat in standing.seats} == held
        assert standing.state == held[DAY]

    def due(self, wishes: str, accept_queue: bool) -> dict[str, str] | None:
        """What a newcomer must get as the tables are; None where their choices overlap in no simple way."""
        buckets = {named(bucket): bucket for bucket in self.day.buckets().values()}
        found = stretches([buckets[name] for name in wishes])
        if found is None:
            return None
        open_places = self.day.open_places()
        open_day = DAY in open_places
        due = {DAY: SeatState.CONFIRMED.value if open_day else SeatState.WAITLISTED.value}
        for choices in found:
            free = [name for name in choices if open_day and name in open_places]
            if not free or (accept_queue and free[0] != choices[0]):
                due[choices[0]] = SeatState.WAITLISTED.value
            if free:
                due[free[0]] = SeatState.CONFIRMED.value
        return due

    @rule(number=SOMEBODY, wishes=NEW_WISHES, accept_queue=st.booleans())
    def change(self, number: int, wishes: str, accept_queue: bool) -> None:
        if person := self.somebody(number):
            with clock.at(self.day.now):
                self.day.change(person, self.offered(wishes), accept_queue=accept_queue)
            self.put_in.discard(person)
            self.disturbed.discard(person)

    @rule(number=SOMEBODY)
    def cancel(self, number: int) -> None:
        if person := self.somebody(number):
            for _twice in range(2):
                with clock.at(self.day.now):
                    self.day.cancel(person)
            assert not self.stands(person)

    @rule(name=ANYWHERE, limit=PLACES)
    def set_capacity(self, name: str, limit: int | None) -> None:
        if not self.exists(name):
            return
        with clock.at(self.day.now):
            if limit is not None and limit < self.day.bucket(name).taken:
                with pytest.raises(CapacityBelowTaken):
                    self.day.set_capacity(name, limit)
                return
            self.day.set_capacity(name, limit)
        assert self.day.bucket(name).capacity == limit

    @rule(name=ANYWHERE)
    def promote(self, name: str) -> None:
        if not self.exists(name):
            return
        with clock.at(self.day.now):
            self.day.promote(name)
        assert not (self.day.bucket(name).is_free and self.day.next_in(name))

    @rule(number=SOMEBODY, name=ROOMS)
    def seat_in(self, number: int, name: str) -> None:
        person = self.somebody(number)
        if not (person and self.exists(name)):
            return
        may = self.day.standings(person)[DAY] == SeatState.CONFIRMED and name in self.day.open_places()
        had = self.day.standings(person).get(name)
        with clock.at(self.day.now):
            self.day.seat_in(person, name)
        self.put_in.add(person)
        held = self.day.standings(person)[name]
        assert held == SeatState.CONFIRMED or not (may or had == SeatState.CONFIRMED)

    @rule(name=ROOMS, slot=st.sampled_from("123"))
    def move(self, name: str, slot: str) -> None:
        if self.exists(name):
            wished = Registration.objects.filter(wishes__bucket=self.day.bucket(name))
            self.disturbed.update(wished.values_list("first_name", flat=True))
            with clock.at(self.day.now):
                self.day.move(name, slot)

    @rule(name=ROOMS, sure=st.integers(0, 3))
    def withdraw(self, name: str, sure: int) -> None:
        if self.exists(name) and not sure:
            with clock.at(self.day.now):
                self.day.withdraw(name)

    @rule(frozen=st.booleans())
    def freeze(self, frozen: bool) -> None:
        with clock.at(self.day.now):
            (self.day.freeze if frozen else self.day.thaw)()

    @invariant()
    def books_agree(self) -> None:
        if hasattr(self, "day"):
            self.day.check_books()
            wishes, held = self.day.wishes(), self.day.held()
            for found in self.day.standing():
                self.check_choices(found, wishes[found.pk], held[found.pk])

    def check_choices(self, found: Registration, wishes: list[Bucket], held: dict[str, str]) -> None:
        """In each stretch of time they have a place, or wait; they wait for the first of their choices alone."""
        person = found.first_name
        assert DAY in held
        assert set(held) - {DAY} <= {bucket.slug for bucket in wishes}, "a place nobody asked for"
        choices_by_time = None if person in self.disturbed else stretches(wishes)
        for choices in choices_by_time or []:
            here = [name for name in choices if held.get(name) == SeatState.CONFIRMED]
            waits = [name for name in choices if held.get(name) == SeatState.WAITLISTED]
            assert here or waits, f"{person} is left out of {choices}"
            assert not waits or waits == [choices[0]], f"{person} waits for {waits} of {choices}"
            assert not (here and waits) or found.accept_queue or person in self.put_in
            if found.accept_queue and here and here != [choices[0]]:
                assert waits, f"{person} waits for nothing better than {here} of {choices}"


def stretches(wishes: list[Bucket]) -> list[list[str]] | None:
    """Choices by stretch of time, each in order of preference; None where one overlaps two that do not overlap."""
    found: list[list[Bucket]] = []
    for bucket in wishes:
        touched = [choices for choices in found if any(bucket.overlaps(other) for other in choices)]
        if len(touched) > 1 or any(not bucket.overlaps(other) for choices in touched for other in choices):
            return None
        if touched:
            touched[0].append(bucket)
        else:
            found.append([bucket])
    return [[bucket.slug for bucket in choices] for choices in found]


def test_any_acts_in_any_order_keep_the_books(db: None):
    run_state_machine_as_test(
        AnyActs,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
