"""Which content security policy stands where."""

import pytest
from django.test import Client

from maillage.accounts.enums import Role
from tests.agenda.test_office import as_typed
from tests.factories import CentreFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


def policy(client: Client, path: str) -> dict[str, str]:
    """The directives of the answer's policy."""
    header = client.get(path)["Content-Security-Policy"]
    return {part.split()[0]: part.partition(" ")[2] for part in header.split("; ")}


@pytest.fixture
def coordinator(client: Client) -> Client:
    CentreFactory()
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


def test_office_lets_its_editors_write_into_their_pages(coordinator):
    found = policy(coordinator, "/gestion/agenda/add/")
    assert found["script-src"] == found["style-src"] == "'self' 'unsafe-inline'"
    assert found["frame-ancestors"] == "'self'"
    assert found["default-src"] == "'none'"


def test_preview_may_stand_in_the_frame_of_the_form(coordinator):
    event = EventFactory()
    path = f"/gestion/agenda/preview/{event.pk}/"
    coordinator.get(f"/gestion/agenda/edit/{event.pk}/")
    assert coordinator.post(path, as_typed(event)).json()["is_valid"]
    response = coordinator.get(path)
    assert event.title in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_public_pages_stay_strict_even_for_the_team(coordinator):
    event = EventFactory()
    for path in ("/fr/agenda/", event.get_absolute_url(), "/espace/", "/fr/ui/"):
        found = policy(coordinator, path)
        assert "unsafe" not in " ".join(found.values())
        assert found["frame-ancestors"] == "'none'"


def test_office_door_is_strict_for_those_outside(client):
    assert "unsafe" not in " ".join(policy(client, "/gestion/").values())
