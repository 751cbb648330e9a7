"""What the database itself refuses of places, and which communes exist when."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.territory.models import Boundary, Locality, Municipality, check_postcodes
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2024, 12, 31), date(2025, 1, 1)


@pytest.fixture
def merged() -> tuple[Municipality, Municipality]:
    """A commune that ended, and the one that it became."""
    new = MunicipalityFactory(name="Bastogne", valid_from=FIRST)
    return MunicipalityFactory(name="Bertogne", valid_to=LAST, successor=new), new


@pytest.mark.parametrize(("day", "name"), [(LAST, "Bertogne"), (FIRST, "Bastogne")])
def test_communes_of_a_day_are_those_that_exist_on_it(merged, day, name):
    MunicipalityFactory(name="Toujours")
    found = Municipality.objects.at(day)
    assert [commune.name for commune in found] == [name, "Toujours"]
    assert all(commune.exists_on(day) == (commune in found) for commune in Municipality.objects.all())


@pytest.mark.parametrize(
    "facts",
    [
        {"latitude": 4.9, "longitude": 50.4},
        {"latitude": 50.4},
        {"longitude": 4.9},
        {"valid_from": FIRST, "valid_to": LAST},
        {"valid_from": FIRST, "valid_to": FIRST},
    ],
)
def test_commune_that_cannot_be_is_refused_by_the_database(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        MunicipalityFactory(**facts)


def test_commune_with_a_successor_has_a_last_day(merged):
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(pk=merged[0].pk).update(valid_to=None)


def test_locality_is_once_in_its_postcode_and_in_belgium():
    commune = MunicipalityFactory()
    Locality.objects.create(postcode="5000", name="Beez", municipality=commune)
    for facts in ({"name": "Beez"}, {"name": "Paris", "latitude": 48.85, "longitude": 2.35}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Locality.objects.create(postcode="5000", municipality=commune, **facts)
    assert str(Locality.objects.get()) == "5000 Beez"


def test_outlines_are_not_read_with_communes(django_assert_num_queries):
    Boundary.objects.create(municipality=MunicipalityFactory(), geometry={"type": "Polygon", "coordinates": []})
    with django_assert_num_queries(1) as queries:
        list(Municipality.objects.all())
    assert "geometry" not in queries[0]["sql"]


@pytest.mark.parametrize("postcodes", ["5000", ["500"], ["5000", "05000"], [5000.5], ["5000\n"]])
def test_postcodes_are_a_list_of_four_digits(postcodes):
    with pytest.raises(ValidationError):
        check_postcodes(postcodes)
