"""As many queries for twenty as for one. The numbers are written here, so that one more is seen."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.agenda.reader import ANSWERS, token_address
from tests.factories import EventFactory, MunicipalityFactory, OrganizationFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LIST, MONTH, EVENT, FORM, RECEIPT, API = 3, 2, 4, 3, 2, 2
REGISTER = 15


@pytest.fixture
def reads(query_count: Callable[..., int]) -> Callable[[str], int]:
    """How many queries an address makes, the second time it is read by the process."""

    def count(address: str) -> int:
        client = Client()
        assert client.get(address).status_code == 200
        return query_count(client.get, address)

    return count


def some_events(number: int) -> None:
    EventFactory(held=True)
    for rank in range(number):
        event = EventFactory(
            capacity=rank % 3,
            municipality=MunicipalityFactory(),
            organization=OrganizationFactory(),
            held=rank % 4 == 3,
        )
        if rank % 4 != 3:
            RegistrationFactory(event=event)


@pytest.mark.parametrize("number", [1, 3, 20])
def test_list_makes_the_same_queries_whatever_its_length(number: int, reads: Callable[[str], int]):
    some_events(number)
    assert reads("/fr/agenda/") == LIST
    assert reads("/fr/agenda/?sorte=pleniere") == LIST
    assert reads("/fr/agenda/?vue=mois") == MONTH


@pytest.mark.parametrize("number", [1, 3, 20])
def test_api_list_makes_the_same_queries_whatever_its_length(number: int, reads: Callable[[str], int]):
    some_events(number)
    assert reads("/api/v1/evenements/") == API


@pytest.mark.parametrize("number", [0, 1, 3, 20])
def test_event_form_and_receipt_do_not_count_on_how_many_registered(number: int, reads: Callable[[str], int]):
    event = EventFactory(capacity=2, municipality=MunicipalityFactory(), organization=OrganizationFactory())
    for _ in range(number):
        RegistrationFactory(event=event)
    last = RegistrationFactory(event=event)
    assert reads(f"/fr/agenda/{event.slug}/") == EVENT
    assert reads(f"/fr/agenda/{event.slug}/inscription/") == FORM
    assert reads(token_address(last, "receipt")) == RECEIPT
    assert reads(token_address(last, "private")) == RECEIPT


@pytest.mark.parametrize("number", [1, 3, 20])
def test_registering_costs_the_same_however_long_the_queue(number: int, query_count: Callable[..., int]):
    event = EventFactory(capacity=0)
    for _ in range(number):
        RegistrationFactory(event=event)
    client = Client()
    address = f"/fr/agenda/{event.slug}/inscription/"
    client.get(address)
    count = query_count(client.post, address, {**ANSWERS, "nonce": "a1b2c3d4e5f6a7b8"})
    assert event.registrations.count() == number + 1
    assert count <= REGISTER
