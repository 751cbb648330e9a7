"""The points of a map for programs: what GeoJSON says, how it travels, and that it is never old."""

import gzip
import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.accounts.enums import Role
from maillage.core import centre
from maillage.core.languages import READY
from maillage.core.models import Centre
from maillage.directory.actions import indexing
from maillage.directory.models import Language, Location, OperatorMap, Service, Term
from maillage.directory.selectors.search import Knowledge
from maillage.directory.views import geojson
from maillage.ui.components.signs import unbroken
from tests.directory.offers import offer, written_anew
from tests.directory.operator_maps import SLUG, a_country, a_line, a_map, points, scatter, told
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = f"/api/v1/cartes/{SLUG}.geojson"
LANGUAGES = [language.code for language in READY]
MOST_QUERIES = 4


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker) -> Iterator[None]:
    with a_country(django_db_blocker):
        yield


def names(client: Client, **asked: object) -> list[str]:
    return sorted(one["name"] for one in told(points(client, **asked)))


def is_position(place: list[float]) -> bool:
    """Longitude, then latitude, of somewhere around Namur."""
    longitude, latitude = place
    return 4 < longitude < 5.5 and 49.5 < latitude < 51


def test_answer_is_geojson_as_rfc_7946_has_it(client: Client):
    a_map()
    scatter(15, 1)
    for asked in ({}, {"zoom": 7}, {"zoom": 12}, {"zoom": 18, "bbox": "4.5,50,5,50.5"}):
        response = client.get(ADDRESS, asked)
        assert response["Content-Type"] == "application/geo+json"
        body = json.loads(response.content)
        assert body["type"] == "FeatureCollection"
        assert "crs" not in body
        assert body["features"], asked
        for feature in body["features"]:
            assert feature["type"] == "Feature"
            assert feature["geometry"]["type"] == "Point"
            assert is_position(feature["geometry"]["coordinates"])
            assert isinstance(feature["properties"], dict)


def test_each_thing_says_what_it_is_and_groups_how_many(client: Client):
    a_map()
    offer("Cours", "Dinant", point=(50.26, 4.91))
    offer("Autre", "Namur", point=(50.46, 4.86))
    one = next(one for one in told(points(client)) if one["name"] == "Cours")
    assert one["operator"].startswith("Association")
    assert (one["place"], one["exact"], one["id"]) == ("Dinant", True, "cours-1")
    (group,) = told(points(client, zoom=5))
    assert group["count"] == 2
    assert group["bounds"] == [4.86, 50.26, 4.91, 50.46]
    assert group["name"] == unbroken("2 services : Dinant, Namur")
    assert sorted(names(client, zoom=18)) == ["Autre", "Cours"]


def test_things_at_one_place_are_listed(client: Client):
    a_map()
    for name in ("Un", "Deux"):
        offer(name, "Dinant", point=(50.26, 4.91))
    for zoom in (8, 18):
        (group,) = told(points(client, zoom=zoom))
        assert [item["name"] for item in group["items"]] == ["Deux", "Un"]


def test_a_long_list_says_how_many_it_leaves_out(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(geojson, "MOST_LISTED", 2)
    a_map()
    for name in ("Un", "Deux"):
        offer(name, "Dinant", point=(50.26, 4.91))
    assert "more" not in told(points(client, zoom=18))[0]
    offer("Trois", "Dinant", point=(50.26, 4.91))
    (group,) = told(points(client, zoom=18))
    assert (len(group["items"]), group["count"], group["more"]) == (2, 3, "et 1 autre, dans la liste")


def test_addresses_are_whole_where_they_leave_the_site(client: Client, settings):
    settings.SITE_URL = "https://carte.example.org"
    a_map()
    offer("Cours", "Dinant")
    (alone,), (marker,) = told(points(client, lang="nl")), told(points(client, zoom=18, lang="nl"))
    assert alone["href"] == "https://carte.example.org/nl/annuaire/services/cours/"
    assert marker["href"] == "/nl/annuaire/services/cours/"


def test_bbox_narrows(client: Client):
    a_map()
    offer("Dinant", "Dinant", point=(50.26, 4.91))
    offer("Namur", "Namur", point=(50.46, 4.86))
    offer("Ciney", "Ciney", point=(50.295, 5.1))
    for more in ({}, {"zoom": 15}):
        assert names(client, bbox="4.9,50.2,4.95,50.3", **more) == ["Dinant"]
        assert names(client, bbox="4.8,50.2,4.95,50.5", **more) == ["Dinant", "Namur"]
        assert names(client, bbox="-10,-10,-5,-5", **more) == []
    assert names(client, bbox="4.91,50.26,4.91,50.26") == ["Dinant"]


WRONG = (
    {"zoom": "19"}, {"zoom": "-1"}, {"zoom": "x"}, {"zoom": "5.5"}, {"zoom": "9" * 5_000}, {"bbox": "1,2,3"},
    {"bbox": "1,2,3,4,5"}, {"bbox": "a,b,c,d"}, {"bbox": "5,50,4,51"}, {"bbox": "4,51,5,50"}, {"bbox": "nan,nan,nan,nan"},
    {"bbox": "-inf,-inf,inf,inf"}, {"zoom": "5", "bbox": ","}, {"zoom": "\x00"},
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_cannot_be_read_is_refused_in_words(client: Client, language: str):
    a_map()
    said = set()
    for asked in WRONG:
        response = client.get(ADDRESS, {**asked, "lang": language})
        assert response.status_code == 400, asked
        assert response["Access-Control-Allow-Origin"] == "*"
        said.add(response.json()["detail"])
    assert len(said) == 1
    assert ("nombre" in said.pop()) == (language == "fr")


def test_filters_that_nobody_knows_are_left_aside(client: Client):
    a_map()
    offer("Cours", "Dinant")
    for name in ("commune", "langue", "niveau", "public", "signe", "pres", "tri", "lang", "rien"):
        for text in ("?", "a" * 3_000, "\x00", "<b>"):
            assert names(client, **{name: text}) == ["Cours"], (name, text)


def test_unknown_maps_and_drafts_are_not_found_but_by_the_team(client: Client):
    draft = a_map(published=False)
    offer("Cours", "Dinant")
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/api/v1/cartes/nulle-part.geojson").status_code == 404
    team = Client()
    team.force_login(UserFactory(role=Role.COORDINATOR))
    assert names(team) == ["Cours"]
    assert client.get(ADDRESS).status_code == 404
    draft.published = True
    draft.save()
    assert names(client) == ["Cours"]
    draft.published = False
    draft.save()
    assert client.get(ADDRESS, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("", False), ("br", False), ("gzip;q=0", False)],
)
def test_answer_is_packed_for_who_unpacks(client: Client, accepted: str, packed: bool):
    a_map()
    scatter(10, 2)
    plain = client.get(ADDRESS)
    response = client.get(ADDRESS, headers={"Accept-Encoding": accepted})
    assert response.has_header("Content-Encoding") == packed
    body = gzip.decompress(response.content) if packed else response.content
    assert body == plain.content
    assert {"Accept-Encoding", "Accept-Language"} <= set(response["Vary"].replace(",", " ").split())
    assert (response["ETag"] == plain["ETag"]) != packed  # other bytes, another tag


def test_who_has_it_already_is_told_so(client: Client):
    a_map()
    service = offer("Cours", "Dinant")
    for accepted in ("", "gzip"):
        tag = client.get(ADDRESS, headers={"Accept-Encoding": accepted})["ETag"]
        for said in (tag, f"W/{tag}", f'"autre", {tag}', "*"):
            response = client.get(ADDRESS, headers={"Accept-Encoding": accepted, "If-None-Match": said})
            assert (response.status_code, response.content) == (304, b""), said
            assert response["ETag"] == tag
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "no-cache" in response["Cache-Control"]
            assert "Accept-Encoding" in response["Vary"]
        assert client.get(ADDRESS, headers={"If-None-Match": '"autre"'}).status_code == 200
    service.name = "Cours du soir"
    written_anew(service)
    assert client.get(ADDRESS, headers={"Accept-Encoding": "gzip", "If-None-Match": tag}).status_code == 200


def test_a_head_answers_and_a_post_does_not(client: Client):
    a_map()
    assert client.head(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 405


def elsewhere(service: Service) -> None:
    """A record is saved by another process: this one is told by the base alone."""
    service.save()
    indexing.refresh([service.pk])


def renamed(service: Service) -> None:
    service.name = "Cours du soir"
    elsewhere(service)


def without_its_term(service: Service) -> None:
    service.terms.clear()
    elsewhere(service)


def closed(service: Service) -> None:
    service.status = "defunct"
    elsewhere(service)


def operator_unpublished(service: Service) -> None:
    service.organization.unpublish()


def unpublished(service: Service) -> None:
    service.unpublish()


def deleted(service: Service) -> None:
    service.delete()


def operator_deleted(service: Service) -> None:
    service.organization.delete()


ACTS = {
    renamed: ["Autre", "Cours du soir"],
    without_its_term: ["Autre"],
    closed: ["Autre"],
    unpublished: ["Autre"],
    operator_unpublished: ["Autre"],
    deleted: ["Autre"],
    operator_deleted: ["Autre"],
}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_happens_to_a_record_is_on_the_map_at_once(client: Client, act):
    a_map(needs=("health",))
    service, other = offer("Cours", "Dinant", point=(50.26, 4.91)), offer("Autre", "Namur", point=(50.46, 4.86))
    for one in (service, other):
        one.terms.set(Term.objects.filter(key="health"))
        written_anew(one)
    assert names(client) == names(client, zoom=18) == ["Autre", "Cours"]
    act(service)
    assert names(client) == names(client, zoom=18) == ACTS[act]


def test_a_new_record_and_a_new_place_are_on_the_map_at_once(client: Client):
    a_map()
    offer("Un", "Dinant")
    assert names(client) == ["Un"]
    offer("Deux", "Namur", point=(50.46, 4.86))
    assert names(client) == ["Deux", "Un"]
    where = Location.objects.get(municipality__name="Dinant")
    where.latitude, where.longitude = 50.3, 4.95
    where.save()
    assert [4.95, 50.3] in [one["geometry"]["coordinates"] for one in points(client)]


def test_a_map_renamed_and_its_new_legend_are_there_at_once(client: Client):
    found = a_map()
    service = offer("Cours", "Dinant")
    service.terms.set(Term.objects.filter(key="health"))
    written_anew(service)
    assert client.get(ADDRESS).json()["title"] == "Carte d’essai"
    assert told(points(client))[0]["category"] == 3
    words = found.words.get()
    words.title = "Autre carte"
    found.words = [words]
    found.legend = [a_line("need.papers"), a_line("need.health", 1)]
    found.save()
    body = client.get(ADDRESS).json()
    assert body["title"] == "Autre carte"
    assert [line["label"] for line in body["legend"]] == [
        "Papiers et titre de séjour",
        "Me soigner",
        "Autres services",
    ]
    assert body["features"][0]["properties"]["category"] == 1


def test_a_term_renamed_or_deleted_is_followed_at_once(client: Client):
    a_map(lines=("need.papers", "need.health"))
    service = offer("Cours", "Dinant")
    service.terms.set(Term.objects.filter(key="health"))
    written_anew(service)
    term = Term.objects.get(key="health")
    words = term.words.get(language="fr")
    words.name = "Santé"
    term.words.add(words)
    term.save()
    assert client.get(ADDRESS).json()["legend"][1]["label"] == "Santé"
    assert told(points(client))[0]["category"] == 1
    Term.objects.get(key="papers").delete()
    body = client.get(ADDRESS).json()
    assert [line["label"] for line in body["legend"]] == ["Santé", "Autres services"]
    assert body["features"][0]["properties"]["category"] == 0
    assert client.get(f"/fr/cartes/{SLUG}/").status_code == 200


def test_the_publisher_is_the_centre_as_it_is_called_now(client: Client):
    a_map()
    assert client.get(ADDRESS).json()["publisher"] == Centre.objects.get().name
    Centre.objects.update(name="Autre centre")
    centre.forget()  # half a minute later
    assert client.get(ADDRESS).json()["publisher"] == "Autre centre"


def test_an_answer_that_a_change_overtakes_is_still_an_answer(client: Client, monkeypatch: pytest.MonkeyPatch):
    a_map()
    service = offer("Cours", "Dinant", point=(50.26, 4.91))
    before = Knowledge.load()
    service.service_at_locations.all().delete()
    written_anew(service)
    monkeypatch.setattr(Knowledge, "load", lambda: before)  # this request began before
    assert names(client) == names(client, zoom=18) == ["Cours"]


def test_words_are_those_of_the_language_asked_for(client: Client):
    a_map()
    offer("Cours", "Dinant", point=(50.26, 4.91))
    offer("Autre", "Dinant", point=(50.4, 4.8))
    groups, legends = set(), set()
    for code in LANGUAGES:
        groups.add(told(points(client, zoom=4, lang=code))[0]["name"])
        legends.add(tuple(line["label"] for line in client.get(ADDRESS, {"lang": code}).json()["legend"]))
        asked = client.get(ADDRESS, {"zoom": 4}, headers={"Accept-Language": code})
        assert asked.json()["features"][0]["properties"]["name"] in groups
    assert len(legends) == len(LANGUAGES) == 9
    assert len(groups) >= 8  # « 2 services » is French and English
    assert "Accept-Language" not in client.get(ADDRESS, {"lang": "fr"})["Vary"]


def queries(client: Client, **asked: object) -> int:
    with CaptureQueriesContext(connection) as found:
        points(client, **asked)
    return len(found)


def test_as_many_questions_for_thirty_as_for_one_and_few_once_it_is_known(client: Client):
    a_map()
    service = offer("Cours", "Dinant", point=(50.26, 4.91))
    Language.objects.create(service=service, code="ar")
    written_anew(service)
    ways: list[dict[str, object]] = [{}, {"zoom": 8}, {"zoom": 18}, {"langue": "ar", "zoom": 12}]
    points(client)
    first = [queries(client, **asked) for asked in ways]
    again = [queries(client, **asked) for asked in ways]
    assert max(again) <= MOST_QUERIES
    scatter(30, 6)
    points(client)
    assert [queries(client, **asked) for asked in ways] == first
    assert [queries(client, **asked) for asked in ways] == again
    assert OperatorMap.objects.count() == 1
