"""Where an address is, as people write it."""

from datetime import date

import pytest

from maillage.territory.enums import Precision
from maillage.territory.models import Locality, Municipality
from maillage.territory.selectors import Gazetteer
from tests.factories import MunicipalityFactory


@pytest.fixture
def gazetteer(country) -> Gazetteer:
    """The small country, read."""
    return Gazetteer.load()


def test_gazetteer_is_read_in_two_queries_and_then_asks_nothing(country, django_assert_num_queries):
    with django_assert_num_queries(2):
        gazetteer = Gazetteer.load()
        gazetteer.commune("Jambes")
        gazetteer.locate("5000", "Beez", "Rue de l’Église 3").locality.municipality.name  # noqa: B018
        gazetteer.suggest("Beze")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Namur", "Namur"),
        ("  NAMUR ", "Namur"),
        ("5000 Namur", "Namur"),
        ("B-5000 Namur", "Namur"),
        ("Namur (5000)", "Namur"),
        ("Jambes (Namur)", "Namur"),
        ("Rue de Fer 5, 5000 Namur", "Namur"),
        ("5100,", "Namur"),
        ("St-Servais", "Namur"),
        ("saint servais", "Namur"),
        ("WEPION", "Namur"),
        ("la bruyere", "La Bruyère"),
        ("Bruyère", "La Bruyère"),
        ("Jemeppe s/Sambre", "Jemeppe-sur-Sambre"),
        ("Jemeppe-s/-Sambre", "Jemeppe-sur-Sambre"),
        ("Jemeppe sur Sambre", "Jemeppe-sur-Sambre"),
    ],
)
def test_commune_is_found_however_it_is_written(gazetteer, text, name):
    assert str(gazetteer.commune(text)) == name


@pytest.mark.parametrize("text", ["", "Paris", "1234", "Nulle-Part 5000", "l’", "(,)", "Saint-Denis"])
def test_commune_is_none_when_unknown_or_of_several(gazetteer, text):
    assert gazetteer.commune(text) is None


@pytest.mark.parametrize(("postcode", "name"), [("5190", "Jemeppe-sur-Sambre"), (" 5080", "La Bruyère")])
def test_postcode_settles_a_name_of_several(gazetteer, postcode, name):
    assert str(gazetteer.commune("Saint-Denis", postcode)) == name


def test_name_wins_over_a_postcode_of_elsewhere(gazetteer):
    namur = gazetteer.commune("Namur", "5650")
    assert str(namur) == "Namur"
    assert gazetteer.right_postcodes(namur) == ["5000", "5002", "5100"]


def test_postcode_gives_its_communes_in_order_of_name(country):
    MunicipalityFactory(nis="92003", name="Andenne", postcodes=["5000"])
    gazetteer = Gazetteer.load()
    assert [str(commune) for commune in gazetteer.of_postcode("5000")] == ["Andenne", "Namur"]
    assert gazetteer.of_postcode("9999") == []
    assert gazetteer.commune("", "5000") is None


@pytest.mark.parametrize(
    ("written", "commune", "locality", "quality"),
    [
        (("5000", "Namur"), "Namur", "5000 Namur", Precision.LOCALITY),
        (("", "Namur"), "Namur", None, Precision.MUNICIPALITY),
        (("5100", "Namur"), "Namur", None, Precision.MUNICIPALITY),
        (("5002", "Namur"), "Namur", "5002 Saint-Servais", Precision.LOCALITY),
        (("B-5000", "Jambes"), "Namur", "5100 Jambes", Precision.LOCALITY),
        (("5000", "Namur", "Rue X 3, Beez"), "Namur", "5000 Beez", Precision.LOCALITY),
        (("", "", "Rue X 1234, 5100 Wépion"), "Namur", "5100 Wépion", Precision.LOCALITY),
        (("", "", "Rue de Namur 12, Rhisnes"), "La Bruyère", "5080 Rhisnes", Precision.LOCALITY),
        (("5100", "Chez nous"), "Namur", None, Precision.MUNICIPALITY),
        (("5650", "Castillon"), "Walcourt", "5650 Castillon", Precision.UNKNOWN),
        (("75001", "Paris", "Rue X 3"), None, None, Precision.UNKNOWN),
        (("", "", ""), None, None, Precision.UNKNOWN),
    ],
)
def test_place_is_as_precise_as_the_names_allow(gazetteer, written, commune, locality, quality):
    place = gazetteer.locate(*written)
    told = [thing and str(thing) for thing in (place.municipality, place.locality)]
    assert (*told, place.quality) == (commune, locality, quality)
    point = {"locality": place.locality, "municipality": place.municipality}.get(quality)
    expected = (point.latitude, point.longitude) if point else (None, None)
    assert (place.latitude, place.longitude) == expected


def test_place_of_every_locality_is_its_own_centre(gazetteer):
    for locality in Locality.objects.exclude(latitude=None):
        place = gazetteer.locate(locality.postcode, locality.name)
        assert (place.locality, place.latitude) == (locality, locality.latitude)


@pytest.mark.parametrize(
    ("text", "first"),
    [("Namurr", "Namur"), ("5002 St Servai", "Saint-Servais"), ("Jemeppe", "Jemeppe-sur-Sambre"), ("Wepyon", "Wépion")],
)
def test_suggestions_begin_with_the_closest_name(gazetteer, text, first):
    found = gazetteer.suggest(text)
    assert found[0].name == first
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_suggestions_are_five_at_most_and_each_once(db):
    for number in range(8):
        commune = MunicipalityFactory(name=f"Ham-le-Petit-{number}")
        Locality.objects.create(postcode="5000", name=commune.name, municipality=commune)
    found = Gazetteer.load().suggest("Ham le Petit")
    assert len({suggestion.name for suggestion in found}) == len(found) == 5


@pytest.mark.parametrize("text", ["", "zzz", "1000"])
def test_suggestions_are_none_for_nothing_alike(gazetteer, text):
    assert gazetteer.suggest(text) == []


@pytest.mark.parametrize(("day", "name"), [(date(2024, 12, 31), "Bertogne"), (date(2025, 1, 1), "Bastogne")])
def test_name_of_a_commune_that_ended_leads_to_its_successor(db, day, name):
    new = MunicipalityFactory(name="Bastogne", postcodes=["6600", "6687"], valid_from=date(2025, 1, 1))
    old = MunicipalityFactory(name="Bertogne", postcodes=["6687"], valid_to=date(2024, 12, 31), successor=new)
    Locality.objects.create(postcode="6687", name="Longchamps", municipality=old)
    gazetteer = Gazetteer.load(day)
    assert {str(gazetteer.commune(text)) for text in ("Bertogne", "Longchamps", "6687")} == {name}
    assert [str(commune) for commune in gazetteer.of_postcode("6687")] == [name]


def test_successors_in_a_circle_lead_nowhere(db):
    ended = date(2000, 1, 1)
    one, other = MunicipalityFactory(valid_to=ended), MunicipalityFactory(valid_to=ended)
    Municipality.objects.filter(pk=one.pk).update(successor=other)
    Municipality.objects.filter(pk=other.pk).update(successor=one)
    assert Gazetteer.load().commune(one.name) is None
