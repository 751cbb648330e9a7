"""Maps of operators for tests: made, filled by chance, asked for their points and their list."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from wagtail.signal_handlers import disable_reference_index_auto_update

from maillage.directory.actions import indexing, terms
from maillage.directory.models import (
    CourseOffer,
    Language,
    LegendEntry,
    Location,
    OperatorMap,
    Organization,
    Service,
    ServiceAtLocation,
    Term,
)
from maillage.directory.models.selections import OperatorMapWords
from maillage.territory import demo as communes
from maillage.territory.models import Municipality
from tests.directory.trees import tree
from tests.factories import CentreFactory, MunicipalityFactory, OrganizationFactory

SLUG = "cours"
LINES = ("tag.alpha", "need.learn-french", "need.housing")
POINTLESS = "Sans-Point"  # a commune of which nobody knows where it is
POINTS = (4.2, 49.8, 5.3, 50.7)  # west, south, east, north
NEEDS = ("learn-french", "housing", "health", "papers")
CODES, LEVELS = ("fr", "ar", "uk"), ("A1", "A2")
# What is scattered, in the order in which it can be written.
WRITTEN = (Organization, Service, Service.terms.through, CourseOffer, Language, Location, ServiceAtLocation)
Feature = dict[str, Any]


class Entry(NamedTuple):
    """A row as a plain reading of the base tells it."""

    key: str
    commune: str
    located: bool
    service: Service
    terms: frozenset[str]
    tags: frozenset[str]
    languages: frozenset[str]
    levels: frozenset[str]


@contextmanager
def a_country(blocker: Any) -> Iterator[None]:
    """Centre, communes, words: what a map needs around it, written once for the tests of a module."""
    with blocker.unblock(), transaction.atomic():
        CentreFactory()
        communes.load()
        terms.load()
        MunicipalityFactory(nis="99999", name=POINTLESS, postcodes=["9999"])
        yield
        transaction.set_rollback(True)


def a_map(slug: str = SLUG, *, lines: tuple[str, ...] = LINES, needs: tuple[str, ...] = (), **more: Any) -> OperatorMap:
    """A published map of all services, or of those with some needs, with a legend (`tag.alpha`, `need.housing`)."""
    found = OperatorMap(slug=slug, **{"published": True, **more})
    found.terms.set(list(Term.objects.filter(scheme="need", key__in=needs)))
    found.words.set([OperatorMapWords(language="fr", title="Carte d’essai", introduction="Qui est où.")])
    found.legend.set([a_line(line, number) for number, line in enumerate(lines)])
    with disable_reference_index_auto_update():
        found.save()
    return found


def a_line(told: str, position: int = 0) -> LegendEntry:
    """One line of a legend."""
    kind, _dot, key = told.partition(".")
    if kind == "tag":
        return LegendEntry(tag=key, position=position)
    return LegendEntry(term=Term.objects.get(scheme=kind, key=key), position=position)


def scatter(number: int, seed: int) -> None:
    """So many services with none to three places: exact, unknown, confidential, in a commune without a point, nowhere."""
    chance = random.Random(seed)
    towns = list(Municipality.objects.filter(name__in=("Andenne", "Dinant", "Namur", "Yvoir", POINTLESS)))
    terms_of = {term.key: term for term in Term.objects.filter(scheme__in=("need", "public"))}
    rows: dict[type[Model], list[Any]] = {model: [] for model in WRITTEN}
    for nth in range(number):
        operator = OrganizationFactory.build(slug=f"operateur-{seed}-{nth}")
        service = Service(
            organization=operator, slug=f"service-{seed}-{nth}", name=f"Service {chance.randrange(1_000)}"
        )
        wanted = [*chance.sample(NEEDS, chance.randrange(3)), *(["women"] if chance.random() < 0.3 else [])]
        rows[Organization].append(operator)
        rows[Service].append(service)
        rows[Service.terms.through] += [Service.terms.through(service=service, term=terms_of[key]) for key in wanted]
        if nth % 3 == 0:
            tags = chance.choice(([], ["alpha"], ["fle", "alpha"]))
            rows[CourseOffer].append(CourseOffer(service=service, levels=[chance.choice(LEVELS)], tags=tags))
        rows[Language] += [Language(service=service, code=code) for code in chance.sample(CODES, chance.randrange(3))]
        at = [a_place(operator, chance.choice([*towns, None]), chance) for _ in range(chance.randrange(4))]
        rows[Location] += at
        rows[ServiceAtLocation] += [ServiceAtLocation(service=service, location=place) for place in at]
    written(rows)
    indexing.refresh()


def written(rows: dict[type[Model], list[Any]]) -> None:
    """Write rows all at once: each by itself would be indexed by itself."""
    for model, new in rows.items():
        model._default_manager.bulk_create(new)


def a_place(operator: Organization, town: Municipality | None, chance: random.Random) -> Location:
    """A place of any kind."""
    west, south, east, north = POINTS
    known = chance.random() < 0.7
    return Location(
        organization=operator,
        municipality=town,
        address=f"Rue Haute {chance.randint(1, 99)}",
        postcode="5000",
        latitude=round(chance.uniform(south, north), 5) if known else None,
        longitude=round(chance.uniform(west, east), 5) if known else None,
        confidential=chance.random() < 0.1,
    )


def in_town(name: str, town: Municipality, point: tuple[float, float] = (None, None)) -> None:
    """A service at a place; found once `indexing.refresh` was called."""
    operator = OrganizationFactory()
    service = Service(organization=operator, name=name)
    latitude, longitude = point
    place = Location(organization=operator, municipality=town, latitude=latitude, longitude=longitude)
    with disable_reference_index_auto_update():
        service.save()
    written({Location: [place], ServiceAtLocation: [ServiceAtLocation(service=service, location=place)]})


def entries() -> list[Entry]:
    """All rows of the base, by the need and not by the product's own reading."""
    found = []
    below = ("course_offers", "terms", "languages", "service_at_locations__location__municipality")
    for service in Service.objects.order_by("pk").prefetch_related(*below):
        courses = service.course_offers.all()
        told = (
            frozenset(f"{term.scheme}.{term.key}" for term in service.terms.all()),
            frozenset(tag for course in courses for tag in course.tags),
            frozenset(language.code for language in service.languages.all()),
            frozenset(level for course in courses for level in course.levels),
        )
        at = [one.location for one in sorted(service.service_at_locations.all(), key=lambda one: one.pk)]
        found += [
            Entry(f"{service.slug}-{nth}", one.town, is_located(one), service, *told)
            for nth, one in enumerate(at, start=1)
        ]
        found += [] if at else [Entry(f"{service.slug}-0", "", False, service, *told)]
    return found


def is_located(location: Location) -> bool:
    """Whether a map can show it: at its own point, or in the middle of its commune."""
    own = location.latitude is not None and not location.confidential
    return own or bool(location.municipality and location.municipality.point)


def line_of(entry: Entry, lines: tuple[str, ...] = LINES) -> int:
    """The number of the first line of the legend that fits, as many as there are lines for none."""
    told = entry.terms | {f"tag.{tag}" for tag in entry.tags}
    return next((number for number, line in enumerate(lines) if line in told), len(lines))


def points(client: Client, slug: str = SLUG, **asked: object) -> list[Feature]:
    """The features that a map answers; AssertionError when it does not."""
    response = client.get(f"/api/v1/cartes/{slug}.geojson", asked)
    assert response.status_code == 200, (asked, response.content)
    return response.json()["features"]


def told(features: list[Feature]) -> list[Feature]:
    """What features say."""
    return [feature["properties"] for feature in features]


def answered(client: Client, *, language: str = "fr", end: str = "", **asked: object) -> HttpResponse:
    """What the page of a map answers."""
    return client.get(f"/{language}/cartes/{SLUG}/{end}?{urlencode(asked)}")


def page(client: Client, **asked: object) -> BeautifulSoup:
    """The page of a map; AssertionError when it does not answer."""
    response = answered(client, **asked)
    assert response.status_code == 200, asked
    return BeautifulSoup(response.content, "lxml")


def rows(client: Client, **asked: object) -> list[str]:
    """The keys of the rows of the list, page by page."""
    found: list[str] = []
    for number in range(1, 99):
        read = tree(answered(client, **{**asked, "page": number}))
        found += [row.get("id") for row in read.iterfind(".//article[@id]") if "row" in row.classes]
        if not read.xpath("//a[@rel='next']"):
            return found
    raise AssertionError("no last page")
