"""The desk's filters and search, as the list, the exports and messages to a group use them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event
from maillage.agenda.office.people import people
from tests.factories import EventFactory, RegistrationFactory, WorkshopFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def event(django_db_setup: None, django_db_blocker: Any) -> Iterator[Event]:
    """Two places, a workshop of one place; Zoé waits, Ali cancelled."""
    with written_once(django_db_blocker):
        yield written()


def written() -> Event:
    event = EventFactory(capacity=3)
    for slug in ("recits", "papiers"):
        WorkshopFactory(event=event, slug=slug, title=slug.title(), capacity=1)
    RegistrationFactory(
        event=event, first_name="Élodie", last_name="Noël", organization="Maison Médicale", workshops=("recits",)
    )
    RegistrationFactory(
        event=event, first_name="Jean", last_name="Petit", organization="maison medicale", workshops=("recits",)
    )
    ali = RegistrationFactory(
        event=event, first_name="Ali", last_name="Kaya", organization="", language="ar", needs={"needs_meal": "halal"}
    )
    cancel(ali)
    RegistrationFactory(event=event, first_name="Rosa", last_name="Lopes", organization="CPAS")
    RegistrationFactory(event=event, first_name="Zoé", last_name="Lambert", organization="CPAS", email="z@cpas.example")
    RegistrationFactory(event=EventFactory(), first_name="Ailleurs")
    return event


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ("", "Élodie Jean Ali Rosa Zoé"),
        ("state=confirmed", "Élodie Jean Rosa"),
        ("state=waitlisted", "Zoé"),
        ("state=cancelled", "Ali"),
        ("workshop=recits", "Élodie Jean"),
        ("workshop=recits&seat=confirmed", "Élodie"),
        ("workshop=recits&seat=waitlisted", "Jean"),
        ("workshop=papiers", ""),
        ("seat=waitlisted", "Jean"),
        ("workshop=-", "Ali Rosa Zoé"),
        ("organization=maison medicale", "Élodie Jean"),
        ("organization=-", "Ali"),
        ("language=ar", "Ali"),
        ("needs=yes", "Ali"),
        ("needs=no&state=confirmed", "Élodie Jean Rosa"),
        ("q=elodie", "Élodie"),
        ("q=NOËL+élodie", "Élodie"),
        ("q=maison+médicale", "Élodie Jean"),
        ("q=z@cpas.example", "Zoé"),
        ("q=personne", ""),
        ("q=+++", "Élodie Jean Ali Rosa Zoé"),
        ("state=inconnu", ""),
        ("workshop=ailleurs", ""),
    ],
)
def test_people_are_those_that_the_address_names_in_the_order_of_arrival(event, params, names):
    assert " ".join(person.first_name for person in people(event, QueryDict(params))) == names


def test_people_come_with_the_place_they_have(event):
    found = people(event, QueryDict("q=zoe")).get()
    assert (found.state, found.number, found.attends, found.booking.email) == (
        "waitlisted",
        5,
        "day",
        "z@cpas.example",
    )


def test_people_cost_as_many_queries_whatever_their_number(query_count):
    def read(event: Event) -> list[str]:
        return [person.booking.email for person in people(event, QueryDict("q=dupont&state=confirmed"))]

    costs = set()
    for number in (1, 3, 20):
        event = EventFactory(capacity=None)
        for _ in range(number):
            RegistrationFactory(event=event)
        costs.add(query_count(read, event))
    assert len(costs) == 1
