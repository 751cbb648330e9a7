"""The example's communes."""

import pytest

from maillage.territory import demo
from maillage.territory.models import Locality, Municipality

pytestmark = pytest.mark.django_db


def test_example_knows_where_each_commune_is(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        demo.load()
    communes = {commune.name: commune for commune in Municipality.objects.all()}
    assert len(communes) == 38
    for commune in communes.values():
        commune.clean_fields()
    namur = communes["Namur"]
    assert (namur.province, namur.region) == ("Province de Namur", "Région wallonne")
    assert namur.latitude == pytest.approx(50.46, abs=0.05)
    by_arrondissement = {name: [] for name in ("Dinant", "Namur", "Philippeville")}
    for commune in communes.values():
        by_arrondissement[commune.arrondissement].append(commune.name)
    assert [len(names) for names in by_arrondissement.values()] == [15, 16, 7]
    assert communes["Vresse-sur-Semois"].latitude < communes["Dinant"].latitude < namur.latitude


def test_example_has_no_localities():
    demo.load()
    assert not Locality.objects.exists()
