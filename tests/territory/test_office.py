"""Communes and localities in the office, as an administrator meets them."""

import pytest
from django.test import Client

from maillage.accounts.enums import Role
from maillage.territory.models import Locality, Municipality
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db
COMMUNES, LOCALITIES = "/gestion/communes/", "/gestion/localites/"


def browser(role: Role) -> Client:
    """A browser in the hands of somebody of the team."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(UserFactory(role=role))
    return client


@pytest.fixture
def office() -> Client:
    return browser(Role.ADMINISTRATOR)


def listed(office: Client, address: str, **asked: str) -> list[str]:
    """What a list shows."""
    return [str(thing) for thing in office.get(address, asked).context["object_list"]]


def test_communes_are_shown_with_postcodes_and_number_of_localities(office, country):
    response = office.get(COMMUNES)
    counts = {commune.name: commune.locality_count for commune in response.context["object_list"]}
    assert counts == {"Namur": 5, "La Bruyère": 2, "Jemeppe-sur-Sambre": 1, "Walcourt": 1}
    assert "5000, 5002, 5100" in response.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "bruy"}, ["La Bruyère"]),
        ({"q": "92140"}, ["Jemeppe-sur-Sambre"]),
        ({"q": "5081"}, ["La Bruyère"]),
        ({"arrondissement": "Philippeville"}, ["Walcourt"]),
        ({"arrondissement": "Philippeville", "q": "namur"}, []),
    ],
)
def test_communes_are_searched_and_filtered(office, country, asked, found):
    Municipality.objects.filter(name="Walcourt").update(arrondissement="Philippeville")
    assert listed(office, COMMUNES, **asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "saint-s"}, ["5002 Saint-Servais"]),
        ({"q": "5100"}, ["5100 Jambes", "5100 Wépion"]),
        ({"q": "5100", "municipality": "Walcourt"}, []),
        ({"municipality": "Walcourt"}, ["5650 Castillon"]),
    ],
)
def test_localities_are_searched_and_filtered(office, country, asked, found):
    if commune := asked.get("municipality"):
        asked = {**asked, "municipality": str(country[commune].pk)}
    assert listed(office, LOCALITIES, **asked) == found


@pytest.mark.parametrize("address", [COMMUNES, LOCALITIES])
def test_lists_make_as_many_queries_for_one_as_for_three(office, query_count, address):
    def grow() -> None:
        commune = MunicipalityFactory(arrondissement="Namur")
        Locality.objects.create(postcode="5000", name=commune.name, municipality=commune)

    grow()
    office.get(address)
    one = query_count(office.get, address)
    grow()
    grow()
    assert query_count(office.get, address) == one


def typed(**changes: str) -> dict[str, str]:
    """What an administrator types for a commune."""
    blank = dict.fromkeys(["province", "region", "latitude", "longitude", "valid_from", "valid_to", "successor"], "")
    return {**blank, "name": "Ciney", "nis": "91030", "arrondissement": "Dinant", "postcodes": "5590", **changes}


def test_commune_is_saved_with_the_postcodes_that_were_typed(office):
    assert office.post(f"{COMMUNES}add/", typed(postcodes="5591 5590; 5590,")).status_code == 302
    ciney = Municipality.objects.get()
    assert ciney.postcodes == ["5590", "5591"]
    page = office.get(f"{COMMUNES}edit/{ciney.pk}/").text
    assert 'value="5590, 5591"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"postcodes": "559"},
        {"postcodes": ""},
        {"latitude": "5", "longitude": "50"},
        {"latitude": "50.3"},
        {"valid_from": "2025-01-02", "valid_to": "2025-01-01"},
    ],
)
def test_commune_that_cannot_be_is_refused_in_the_form(office, changes):
    response = office.post(f"{COMMUNES}add/", typed(**changes))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Municipality.objects.exists()


def test_coordinator_sees_neither_list(country):
    office = browser(Role.COORDINATOR)
    assert {office.get(address).status_code for address in (COMMUNES, LOCALITIES)} == {302}
