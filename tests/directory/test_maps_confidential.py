"""A confidential place on a map: nothing that is made of it depends on where it is, but for the commune."""

import io
import json
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from maillage.core import clock
from maillage.directory.models import Location, Term
from maillage.territory.models import Locality, Municipality
from tests.directory.offers import offer, written_anew
from tests.directory.operator_maps import SLUG, a_country, a_map, page, points, told

pytestmark = pytest.mark.django_db
SECRET = {
    "name": "Maison Secrète",
    "address": "Rue Cachée 99",
    "postcode": "5101",
    "locality_name": "Coin-Perdu",
    "latitude": 50.41234,
    "longitude": 4.81234,
    "access": "Sonnez au fond de la cour secrète",
}
OTHER = {
    "name": "Villa Tue",
    "address": "Chemin Inconnu 7",
    "postcode": "5102",
    "locality_name": "Bout-du-Monde",
    "latitude": 50.54321,
    "longitude": 4.94321,
    "access": "Derrière le moulin",
}
# The postcode is no part of a longer number.
HIDDEN = re.compile(r"Secrète|Cachée|Coin-Perdu|50\.41234|4\.81234|cour secrète|(?<![\d.])5101(?!\d)")
API = f"/api/v1/cartes/{SLUG}.geojson"
PAGE = f"/fr/cartes/{SLUG}/"
VIEWS = {
    "points": API,
    "points in Arabic": f"{API}?lang=ar",
    **{f"clusters {zoom}": f"{API}?zoom={zoom}" for zoom in (0, 7, 10, 12, 14, 18)},
    "clusters in the commune": f"{API}?zoom=16&bbox=4.8,50.4,4.9,50.5",
    "points in a box": f"{API}?bbox=4.8,50.4,4.82,50.42",
    "points by distance": f"{API}?pres=50.41234,4.81",
    "list": PAGE,
    "list of the commune": f"{PAGE}?commune=Namur",
    "list by distance": f"{PAGE}?pres=50.4123,4.8123",
    "list by postcode": f"{PAGE}?commune=5000",
    "embed": f"{PAGE}integrer/",
    "embed of the commune": f"{PAGE}integrer/?commune=Namur",
    "ground": "/fr/cartes/fond.geojson",
    "paper": f"/fr/cartes/{SLUG}.pdf",
    "paper of the commune": f"/fr/cartes/{SLUG}.pdf?commune=Namur",
}


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker) -> Iterator[None]:
    with a_country(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _refuge() -> None:
    a_map(lines=("need.housing",))
    service = offer("Hébergement", "Namur")
    service.terms.set(Term.objects.filter(key="housing"))
    offer("Cours", "Namur", point=(50.5, 4.95))
    offer("Vestiaire", "Dinant", point=(50.26, 4.91))
    hide(SECRET)
    written_anew(service)


def hide(facts: dict[str, object]) -> Location:
    """The place of the refuge, confidential, is this one now."""
    place = Location.objects.get(service_at_locations__service__name="Hébergement")
    for name, value in {**facts, "confidential": True}.items():
        setattr(place, name, value)
    place.save()
    return place


def seen(client: Client) -> dict[str, bytes]:
    """What every door of the map answers."""
    with clock.at(clock.now().replace(microsecond=0)):
        answers = {name: client.get(address) for name, address in VIEWS.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(VIEWS, 200)
    return {name: answer.content for name, answer in answers.items()}


def test_two_worlds_that_differ_by_what_is_hidden_look_the_same(client: Client):
    one = seen(client)
    hide(OTHER)
    other = seen(client)
    assert [name for name in VIEWS if one[name] != other[name]] == []


def test_two_worlds_that_differ_by_a_locality_that_is_hidden_look_the_same(client: Client):
    one = seen(client)
    town = Municipality.objects.get(name="Namur")
    hide({**SECRET, "locality_name": "", "locality": Locality.objects.filter(municipality=town).first()})
    other = seen(client)
    assert [name for name in VIEWS if one[name] != other[name]] == []


def test_a_place_that_is_not_hidden_would_be_seen(client: Client):
    """The comparison above can fail: the same change of an open place shows nearly everywhere."""
    one = seen(client)
    place = hide(OTHER)
    place.confidential = False
    place.save()
    other = seen(client)
    same = {name for name in VIEWS if one[name] == other[name]}
    assert same <= {"ground", "embed", "points in a box", "clusters in the commune"}


def text_of(name: str, content: bytes) -> str:
    """All that an answer says, unpacked."""
    if not name.startswith("paper"):
        return content.decode()
    document = pypdfium2.PdfDocument(content)
    pages = [one.get_textpage().get_text_bounded() for one in document]
    with pikepdf.open(io.BytesIO(content)) as structure:
        parts = [repr(one) for one in structure.objects]
        streams = [one.read_bytes() for one in structure.objects if isinstance(one, pikepdf.Stream)]
    return "\n".join([*pages, *parts, *(stream.decode("latin-1") for stream in streams)])


def test_no_answer_tells_the_address_and_all_tell_the_service(client: Client):
    for name, content in seen(client).items():
        text = text_of(name, content)
        assert not HIDDEN.search(text), name
        if name not in ("ground", "embed", "points in a box") and not name.startswith("cluster"):
            assert "Hébergement" in text, name


def test_no_answer_tells_it_once_it_was_seen(client: Client):
    """An open place that becomes confidential is gone from every answer at once, from what is kept too."""
    place = hide(SECRET)
    place.confidential = False
    place.save()
    before = seen(client)
    tag = client.get(API)["ETag"]
    assert "Cachée" in text_of("points", before["points"])
    assert "Cachée" in text_of("paper", before["paper"])
    hide(SECRET)
    assert [name for name, content in seen(client).items() if HIDDEN.search(text_of(name, content))] == []
    assert client.get(API, headers={"If-None-Match": tag}).status_code == 200


def the_refuge(client: Client, **asked: object) -> dict:
    (found,) = [one for one in points(client, **asked) if one["properties"].get("name") == "Hébergement"]
    return found


@pytest.mark.parametrize("asked", [{}, {"zoom": 18}])
def test_it_stands_in_the_middle_of_its_commune(client: Client, asked: dict[str, int]):
    town = Municipality.objects.get(name="Namur")
    found = the_refuge(client, **asked)
    latitude, longitude = town.point
    assert found["geometry"]["coordinates"] == [round(longitude, 5), round(latitude, 5)]
    assert found["properties"]["exact"] is False
    assert re.fullmatch(r"Namur \(adresse \w.+\)", found["properties"]["place"])
    assert all(one["exact"] for one in told(points(client, **asked)) if one.get("name") in ("Cours", "Vestiaire"))


def test_its_marker_without_script_says_that_the_address_is_not_published(client: Client):
    soup = page(client, commune="Namur")
    (ring,) = soup.select("a.map__marker--area")
    assert "Hébergement" in ring.title.get_text()
    assert "adresse non publiée" in ring.title.get_text()
    row = soup.find(id=ring["href"].removeprefix("#"))
    assert "Namur (adresse" in row.get_text()


def test_a_commune_without_a_point_leaves_it_off_the_map(client: Client):
    hide({"municipality": Municipality.objects.exclude(latitude__isnull=False).first()})
    assert "Hébergement" not in json.dumps(points(client), ensure_ascii=False)
    assert "Hébergement" in str(page(client).select_one("#liste"))
