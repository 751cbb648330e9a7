"""The form of a place: what is checked, what is proposed, what stays secret."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.directory.models import Location
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, words
from tests.directory.two import operator
from tests.territory.conftest import country  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
EMPTY = {
    "name": "",
    "organization": "",
    "address": "",
    "postcode": "",
    "municipality": "",
    "latitude": "",
    "longitude": "",
    "geocode_quality": "unknown",
    "access": "",
}


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def write(office: Client, place: Location | None = None, **fields: Any):
    """The form of a place sent; of an existing one, changed by `fields`."""
    if place is None:
        return office.post(reverse("directory_places:add"), {**EMPTY, **fields})
    kept = {name: "" if getattr(place, name) is None else getattr(place, name) for name in EMPTY}
    kept |= {"organization": place.organization_id or "", "municipality": place.municipality_id or ""}
    return office.post(reverse("directory_places:edit", args=[place.pk]), {**kept, **fields})


def errors(response) -> dict[str, str]:
    """What the form says beside each field."""
    return {name: " ".join(told) for name, told in response.context["form"].errors.items()}


def test_commune_and_point_are_proposed_from_the_postcode(office, country):  # noqa: F811
    write(office, address="Rue de Jambes 1", postcode="5002")
    place = Location.objects.get()
    assert place.municipality == country["Namur"]
    assert (place.latitude, place.longitude, place.geocode_quality) == (50.48142, 4.83513, "locality")
    assert place.locality.name == "Saint-Servais"


def test_point_of_a_commune_is_proposed_without_a_postcode(office, country):  # noqa: F811
    write(office, name="Antenne", municipality=country["La Bruyère"].pk)
    place = Location.objects.get()
    assert (place.latitude, place.longitude, place.geocode_quality) == (50.52, 4.79, "municipality")


def test_postcode_of_elsewhere_is_refused_with_the_right_ones(office, country):  # noqa: F811
    response = write(office, address="Rue Haute 1", postcode="5190", municipality=country["Namur"].pk)
    assert errors(response) == {
        "postcode": unbroken(
            "5190 n’est pas un code postal de Namur, qui a : 5000, 5002, 5100. 5190 est à : Jemeppe-sur-Sambre."
        )
    }
    assert not Location.objects.exists()


def test_postcode_of_several_communes_asks_which(office, country):  # noqa: F811
    country["Walcourt"].postcodes = ["5650", "5190"]
    country["Walcourt"].save()
    response = write(office, address="Rue Haute 1", postcode="5190")
    assert errors(response) == {
        "municipality": unbroken("5190 est à : Jemeppe-sur-Sambre, Walcourt. Choisissez la commune.")
    }


def test_postcode_that_nobody_knows_proposes_nothing(office):
    write(office, address="Grand-Place 1", postcode="1000")
    place = Location.objects.get()
    assert (place.municipality, place.latitude, place.geocode_quality) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"postcode": "50A0"}, "postcode", "Un code postal belge a quatre chiffres."),
        ({"latitude": "50.4"}, "longitude", "Donnez latitude et longitude ensemble, ou aucune des deux."),
        ({"longitude": "4.8"}, "latitude", "Donnez latitude et longitude ensemble, ou aucune des deux."),
        ({"geocode_quality": "confirmed"}, "geocode_quality", "Donnez le point que vous confirmez."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(office, fields, field, said):
    response = write(office, address="Rue Haute 1", **fields)
    assert errors(response) == {field: said}
    assert said in words(response)


def test_point_is_confirmed_only_by_a_person_and_stays_then(office, country):  # noqa: F811
    write(office, address="Rue Haute 1", postcode="5000", latitude="50.4601", longitude="4.8601")
    place = Location.objects.get()
    assert place.geocode_quality == "unknown"
    write(office, place, geocode_quality="confirmed")
    place.refresh_from_db()
    assert (place.latitude, place.geocode_quality) == (50.4601, "confirmed")
    write(office, place, address="Rue Haute 1 bis")
    place.refresh_from_db()
    assert (place.latitude, place.geocode_quality) == (50.4601, "confirmed")


def test_proposed_point_follows_the_address(office, country):  # noqa: F811
    write(office, address="Rue Haute 1", postcode="5002")
    place = Location.objects.get()
    write(office, place, postcode="5190", municipality=country["Jemeppe-sur-Sambre"].pk)
    place.refresh_from_db()
    assert (place.latitude, place.locality.name) == (50.44, "Saint-Denis")


def test_confidential_address_is_in_its_form_and_nowhere_else(office, country):  # noqa: F811
    owner = operator("Refuge")
    secret = "Rue du Secret 7"
    write(office, name="Foyer", organization=owner.pk, address=secret, postcode="5000", confidential="on")
    place = Location.objects.get()
    assert str(place) == "Foyer · Namur"
    assert secret in office.get(reverse("directory_places:edit", args=[place.pk])).content.decode()
    chooser = reverse(f"{place.snippet_viewset.chooser_viewset.name}:choose")
    results = reverse(f"{place.snippet_viewset.chooser_viewset.name}:choose_results")
    for address in (
        reverse("directory_places:list"),
        f"{reverse('directory_places:list')}?q=secret",
        reverse("directory_places:usage", args=[place.pk]),
        reverse("directory_places:delete", args=[place.pk]),
        chooser,
        f"{results}?q=Foyer",
        f"{results}?q=Secret",
    ):
        page = office.get(address)
        assert page.status_code == 200
        assert secret not in page.content.decode()
