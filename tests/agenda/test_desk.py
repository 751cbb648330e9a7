"""The desk's first screen: figures, list, filters, order, paper."""

from datetime import timedelta

import pytest
from django.test import Client

from maillage.accounts.enums import Role
from maillage.agenda.models import Event
from maillage.agenda.selectors import standing
from maillage.core import clock as clock_of_the_site
from tests.agenda.desk import coordinator, desk, plenary, words, workshop
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def names(response) -> list[str]:
    """The first names of the list, in its order."""
    return [person.first_name for person in response.context["object_list"]]


def test_figures_count_places_queues_and_what_came_today(office, clock):
    event = plenary(capacity=2, online_url="https://visio.example.org/salle")
    workshop(event, "recits", capacity=1)
    yesterday = clock_of_the_site.now()
    RegistrationFactory(event=event, workshops=("recits",))
    clock.forward(days=1)
    for slugs in (("recits",), (), ()):
        RegistrationFactory(event=event, workshops=slugs)
    assert clock_of_the_site.now() > yesterday
    page = words(office.get(desk(event, "figures")))
    assert "3 inscriptions aujourd’hui , 4 en tout." in page
    assert "Journée 2 / 2 complet · 2 en attente" in page
    assert "10h00 – 11h30 : Atelier recits 1 / 1 complet · 1 en attente" in page
    assert "<html" not in office.get(desk(event, "figures")).content.decode()


def test_figures_stand_on_the_first_screen_with_the_script_that_refreshes_them(office):
    event = EventFactory(capacity=None)
    page = office.get(desk(event)).content.decode()
    assert f'data-source="{desk(event, "figures")}"' in page
    assert 'src="/static/agenda/office/figures.js"' in page
    assert "sans limite" in page


def test_list_tells_places_and_workshops_of_each_person(office):
    event = plenary(capacity=5)
    workshop(event, "recits", capacity=1)
    for first in ("Ana", "Bea", "Cleo"):
        RegistrationFactory(event=event, first_name=first, workshops=("recits",))
    page = words(office.get(desk(event)))
    assert "Ana Dupont" in page
    assert "Atelier recits (n° 2)" in page


def test_filters_search_and_order_stay_in_the_address_and_in_what_is_taken_along(office):
    event = plenary(capacity=2)
    for first, last in (("Ana", "Zola"), ("Élise", "Adam"), ("Ben", "Moreau")):
        RegistrationFactory(event=event, first_name=first, last_name=last)
    response = office.get(desk(event), {"state": "confirmed", "ordering": "last_name", "p": "1"})
    assert names(response) == ["Élise", "Ana"]
    page = response.content.decode()
    assert f"{desk(event, 'export_xlsx')}?state=confirmed&amp;ordering=last_name" in page
    assert f"{desk(event, 'registrations_print')}?state=confirmed&amp;ordering=last_name" in page
    assert names(office.get(desk(event, "registrations_results"), {"q": "elise"})) == ["Élise"]
    assert names(office.get(desk(event), {"state": "ailleurs"})) == []
    assert names(office.get(desk(event), {"ordering": "booking__event__secret"})) == ["Ana", "Élise", "Ben"]


def test_list_comes_in_pages(office):
    event = EventFactory(capacity=None)
    for number in range(101):
        RegistrationFactory(event=event, first_name=f"Personne {number}")
    assert names(office.get(desk(event), {"p": 2})) == ["Personne 100"]


def test_paper_has_the_whole_filtered_list_and_nothing_of_the_office(office):
    event = plenary(capacity=1)
    RegistrationFactory(event=event, first_name="Ana", message="Fauteuil roulant")
    RegistrationFactory(event=event, first_name="Bea")
    response = office.get(desk(event, "registrations_print"), {"state": "confirmed"})
    page = words(response)
    assert "1 personne" in page
    assert "Ana Dupont" in page
    assert "Bea" not in page
    assert "Fauteuil" not in page
    assert "wagtailadmin" not in response.content.decode()


@pytest.mark.parametrize("name", ["registrations", "registrations_results", "figures", "registrations_print"])
def test_screens_make_the_same_queries_whatever_the_number_of_people(office, query_count, name):
    costs = set()
    for number in (1, 3, 20):
        event = plenary(capacity=2)
        for slug in ("recits", "papiers"):
            workshop(event, slug, capacity=1)
        for _ in range(number):
            RegistrationFactory(event=event, workshops=("recits", "papiers"), accept_queue=True)
        office.get(desk(event, name))
        costs.add(query_count(office.get, desk(event, name)))
    assert len(costs) == 1


def addresses(event: Event, person: int) -> list[str]:
    alone = ["registrations", "registrations_results", "figures", "registrations_print", "export_xlsx", "export_csv"]
    persons = ["person", "person_change", "person_seat", "person_cancel", "person_link"]
    return [*(desk(event, name) for name in alone), *(desk(event, name, person) for name in persons)]


@pytest.mark.parametrize("role", [Role.CARRIER_SECRETARY, Role.PARTNER_MEMBER, Role.POLICY_MAKER, None])
def test_desk_is_for_the_team_alone(role):
    person = RegistrationFactory(first_name="Secrète")
    client = Client()
    if role:
        client.force_login(UserFactory(role=role))
    for address in addresses(person.event, person.pk):
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {302, 403}, address
            assert "Secrète" not in response.content.decode()


def test_another_events_person_is_not_found(office):
    person, event = RegistrationFactory(), EventFactory()
    for address in (desk(event, "person", person.pk), desk(event, "person", 999_999)):
        assert office.get(address, follow=True).status_code == 404
    assert office.post(desk(event, "person_cancel", person.pk)).status_code in {302, 404}
    assert standing(person).state == "confirmed"


def test_erased_people_stay_as_numbers(office):
    event = EventFactory(held=True, retention_days=0)
    with clock_of_the_site.at(event.opens_at + timedelta(hours=1)):
        person = RegistrationFactory(event=event)
    type(person).objects.filter(pk=person.pk).update(
        first_name="", last_name="", identity=None, anonymised_at=clock_of_the_site.now()
    )
    assert "(effacé)" in words(office.get(desk(event)))
    page = words(office.get(desk(event, "person", person.pk)))
    assert "Changer données" not in page
