"""The Namur example, as it is in the base."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.agenda import demo as meetings
from maillage.agenda import selectors
from maillage.agenda.demo_texts import MEETINGS
from maillage.agenda.models import Event, Registration
from maillage.config import example
from maillage.core import clock
from maillage.core.models import OutboxMessage
from maillage.directory.enums import ImportState, LineKind, Scheme
from maillage.directory.models import DuplicateCandidate, ImportRun, Organization, Service, Term
from maillage.directory.selectors import gaps
from maillage.territory.models import Municipality
from tests.agenda.plenary import day_bucket

pytestmark = pytest.mark.django_db
LOADED_AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STATES = {
    "pleniere": "announced",
    "se-deplacer-sans-voiture": "open",
    "travailler-avec-interprete": "full",
    "equivalence-des-diplomes": "open",
    "recits-d-arrivee": "closed",
    "plateforme-fle": "held",
    "journee-d-etude-accueillir": "open",
    "coordination-logement": "postponed",
    "pleniere-precedente": "held",
}


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The example, loaded once for this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert example.load_if_empty(LOADED_AT)
        yield
        transaction.set_rollback(True)


def test_communes_are_the_38_of_the_province():
    assert Municipality.objects.count() == 38
    namur = Municipality.objects.get(name="Namur")
    assert (namur.nis, "5000" in namur.postcodes, "5100" in namur.postcodes) == ("92094", True, True)
    assert set(Municipality.objects.values_list("nis", flat=True)) >= {"91034", "93022", "92142"}
    assert all(commune.postcodes for commune in Municipality.objects.all())


def test_there_is_one_person_for_each_role_without_password():
    people = User.objects.all()
    assert {role for person in people for role in person.roles} == set(Role)
    assert not any(person.has_usable_password() for person in people)
    assert {person.email for person in people if person.is_team} == {
        "administration@exemple.be",
        "coordination@exemple.be",
    }


def test_operators_are_suggested_and_the_invented_ones_say_so():
    for operator in Organization.objects.all():
        assert operator.example == operator.name.endswith("(exemple)")
    assert Organization.objects.filter(name="CPAS d’Andenne").exists()


def test_records_are_sourced_or_examples_in_every_commune_and_theme():
    services = Service.objects.all()
    assert services.count() >= 120
    assert all(bool(record.source_url) != record.example for record in (*services, *Organization.objects.all()))
    assert Municipality.objects.filter(locations__service_at_locations__isnull=False).distinct().count() == 38
    themes = Term.objects.filter(scheme=Scheme.THEME, services__isnull=False).distinct()
    assert themes.count() == 6


def test_records_leave_their_staff_something_to_do():
    with clock.at(LOADED_AT):
        marked = gaps.marked(Service.objects.all(), gaps.of_services())
        missing = {key: marked.filter(**{gaps.MARK + key: True}).count() for key in gaps.of_services()}
    assert missing["phone"] >= 15
    assert missing["hours"] >= 15
    assert missing["languages"] >= 15
    assert missing["assured"] >= 15
    assert DuplicateCandidate.objects.filter(decision=DuplicateCandidate.Decision.WAITING).exists()
    (pending,) = ImportRun.objects.filter(state=ImportState.WAITING)
    assert {line.kind for line in pending.lines.all()} >= {LineKind.ERROR, LineKind.WARNING, LineKind.NEW}


def test_meetings_stand_where_they_should():
    with clock.at(LOADED_AT):
        cards = selectors.cards(Event.objects.for_card())
    assert {card["event"].slug: card["state"] for card in cards} == STATES
    assert all(event.example for event in Event.objects.all())


def test_places_and_queues_are_those_told():
    taken = {event.slug: (event.taken, event.capacity) for event in Event.objects.for_card()}
    assert taken["pleniere"] == (0, 120)
    assert taken["se-deplacer-sans-voiture"] == (22, 40)
    assert taken["travailler-avec-interprete"] == (12, 12)
    full = Event.objects.get(slug="travailler-avec-interprete")
    assert selectors.waiting_of(day_bucket(full)).count() == 5
    assert not selectors.drifted_buckets().exists()


def test_registrations_are_of_invented_people_and_spread_over_time():
    assert all(name.endswith("(exemple)") for name in Registration.objects.values_list("last_name", flat=True))
    times = Counter(Registration.objects.values_list("booking__created_at", flat=True))
    assert max(times) <= LOADED_AT
    assert len(times) > 40


def test_nobody_invented_is_written_to():
    assert not OutboxMessage.objects.exists()


def test_loading_again_changes_nothing():
    before = Event.objects.count(), Registration.objects.count()
    assert not example.load_if_empty(LOADED_AT + timedelta(days=1))
    assert (Event.objects.count(), Registration.objects.count()) == before


@pytest.mark.parametrize("month", range(1, 13))
def test_meetings_stand_the_same_whatever_the_day_of_loading(month):
    for day in (1, 4, 9, 15, 20, 23, 25, 28):
        now = datetime(2027, month, day, 9 + day % 9, 30, tzinfo=UTC)
        for meeting in MEETINGS:
            event = meetings.event_of(meeting, now)
            phase = "open" if STATES[event.slug] in ("full", "postponed") else STATES[event.slug]
            assert (event.slug, now, event.phase(now)) == (event.slug, now, phase)
            assert event.starts_at < event.ends_at
            assert event.opens_at < event.closes_at <= event.ends_at


def test_nobody_invented_comes_twice_to_one_meeting():
    most = max(meeting.people for meeting in MEETINGS)
    people = {(one.first_name, one.last_name) for one in (meetings.answers(number, "") for number in range(most))}
    assert len(people) == most


def test_workshops_of_the_study_day_are_nearly_full_with_queues():
    event = Event.objects.get(slug="journee-d-etude-accueillir")
    workshops = selectors.workshops(event)
    assert len({(one.starts, one.ends) for one in workshops}) == 3
    assert all(one.taken <= one.capacity for one in workshops)
    left = [one.places_left for one in workshops]
    assert 0 in left
    assert any(left)
    assert sum(selectors.waiting_of(one).count() for one in workshops) >= 6
