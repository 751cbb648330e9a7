"""The communes of any province."""

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions.communes import NAMUR, load_communes
from maillage.territory.models import Municipality

pytestmark = pytest.mark.django_db


def test_communes_of_namur_have_a_point_and_an_arrondissement():
    assert load_communes(NAMUR) == 38
    assert not Municipality.objects.filter(latitude=None).exists()
    assert set(Municipality.objects.values_list("arrondissement", flat=True)) == {"Dinant", "Namur", "Philippeville"}


def test_communes_that_are_there_are_left_as_they_are():
    load_communes(NAMUR)
    Municipality.objects.filter(nis="92094").update(name="Namur-la-Belle")
    assert load_communes(NAMUR) == 0
    assert Municipality.objects.get(nis="92094").name == "Namur-la-Belle"


def test_communes_of_another_province_have_names_and_postcodes():
    call_command("load_communes", "60000", "50000", verbosity=0)
    liege = Municipality.objects.get(name="Liège")
    assert "4000" in liege.postcodes
    assert liege.province == "Province de Liège"
    assert Municipality.objects.filter(name="Charleroi").exists()


def test_an_unknown_province_is_refused():
    with pytest.raises(CommandError, match="12345"):
        call_command("load_communes", "12345")
