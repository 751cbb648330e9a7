"""`GET /api/v1/evenements/` and the description of the API, shape for shape as promised."""

from datetime import datetime

import pytest
from django.test import Client

from tests.agenda.reader import path_of
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/evenements/"


def test_list_has_the_promised_shape(client: Client):
    event = EventFactory(capacity=3)
    RegistrationFactory(event=event)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert body["next"] is None
    (item,) = body["items"]
    starts_at, ends_at = item.pop("starts_at"), item.pop("ends_at")
    assert item == {
        "slug": event.slug,
        "title": event.title,
        "kind": "plenary",
        "state": "open",
        "places_left": 2,
        "workshops": [],
    }
    for text, instant in ((starts_at, event.starts_at), (ends_at, event.ends_at)):
        read = datetime.fromisoformat(text)
        assert read.tzinfo
        assert abs((read - instant).total_seconds()) < 0.001


@pytest.mark.parametrize(("capacity", "left", "state"), [(None, None, "open"), (0, 0, "full"), (5, 5, "open")])
def test_places_left_are_a_number_or_null(capacity: int | None, left: int | None, state: str, client: Client):
    EventFactory(capacity=capacity)
    (item,) = client.get(ADDRESS).json()["items"]
    assert (item["places_left"], item["state"]) == (left, state)


def test_drafts_and_past_events_are_not_listed(client: Client):
    EventFactory(draft=True)
    EventFactory(held=True)
    assert client.get(ADDRESS).json() == {"items": [], "next": None}


def test_pages_follow_each_other_and_hold_everything_once(client: Client):
    slugs = [EventFactory().slug for _ in range(103)]
    seen, address, pages = [], ADDRESS, 0
    while address:
        body = client.get(address).json()
        seen += [item["slug"] for item in body["items"]]
        address = body["next"] and path_of(body["next"]) + "?" + body["next"].partition("?")[2]
        pages += 1
    assert pages == 3
    assert seen == slugs, "the next to come first, nothing twice"


@pytest.mark.parametrize("number", [50, 100])
def test_last_page_that_is_just_full_has_no_next(number: int, client: Client):
    for _ in range(number):
        EventFactory()
    last = client.get(ADDRESS, {"page": number // 50}).json()
    assert (len(last["items"]), last["next"]) == (50, None)


def test_next_is_a_whole_address(client: Client):
    for _ in range(51):
        EventFactory()
    assert client.get(ADDRESS).json()["next"].startswith(("http://", "https://"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999999999999", "%00"])
def test_page_that_cannot_be_is_told(page: str, client: Client):
    answer = client.get(f"{ADDRESS}?page={page}")
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_page_beyond_the_last_is_empty(client: Client):
    assert client.get(ADDRESS, {"page": 7}).json() == {"items": [], "next": None}


def schema_of(document: dict, path: str, method: str, status: str) -> dict:
    """The resolved schema of an answer."""
    schema = document["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]


def every_reference(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in every_reference(value)]
    return [found for value in part for found in every_reference(value)] if isinstance(part, list) else []


def test_description_is_openapi_and_lists_both_doors(client: Client):
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]
    assert document["info"]["version"]
    names = document["components"]["schemas"]
    for reference in every_reference(document):
        assert reference.removeprefix("#/components/schemas/") in names
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    identifiers = [operation["operationId"] for operation in operations]
    assert len(identifiers) == len(set(identifiers))
    assert all(operation["responses"] for operation in operations)
    assert set(schema_of(document, ADDRESS, "get", "200")["properties"]) == {"items", "next"}


def test_description_tells_what_registering_takes_and_gives(client: Client):
    document = client.get("/api/openapi.json").json()
    path = "/api/v1/evenements/{slug}/inscriptions"
    operation = document["paths"][path]["post"]
    assert {"201", "409", "422"} <= set(operation["responses"])
    assert ("Idempotency-Key", "header") in {(found["name"], found["in"]) for found in operation["parameters"]}
    given = schema_of(document, path, "post", "201")["properties"]
    assert set(given) == {"state", "position", "receipt_url", "seats"}
    body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert set(document["components"]["schemas"][body]["properties"]) == {
        "first_name", "last_name", "email", "organization", "role", "workshops", "accept_queue", "mode", "needs_access",
        "needs_childcare", "needs_meal", "needs_interpreting", "message", "consent",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "status", "french", "arabic"),
    [
        ("get", "/api/v1/nulle-part", 404, "Page introuvable", "غير موجودة"),
        ("post", "/api/v1/evenements/nulle-part/inscriptions", 404, "Page introuvable", "غير موجودة"),
        ("get", "/api/v1/cartes/nulle-part.geojson", 404, "Page introuvable", "غير موجودة"),
        ("delete", "/api/v1/evenements/", 405, "Cette adresse ne s’ouvre pas", ""),
        ("put", "/api/v1/evenements/nulle-part/inscriptions", 405, "Cette adresse ne s’ouvre pas", ""),
    ],
)
def test_programs_are_refused_in_json_and_in_their_reader_s_language(method, path, status, french, arabic):
    for language, words in (("fr", french), ("ar", arabic)):
        client = Client(headers={"accept-language": language, "idempotency-key": "une-cle-assez-longue"})
        sent = client.generic(method.upper(), path, b"{}", "application/json")
        assert (sent.status_code, sent["Content-Type"].partition(";")[0]) == (status, "application/json")
        assert words in sent.json()["detail"]
