"""A directory of any size, made up: believable services at places near the communes of Namur, alike on every machine."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from bench import offer_words as words
from bench.dirty_words import KINDS, SIDES
from maillage.core import clock
from maillage.directory.actions import terms
from maillage.directory.models import (
    Capacity,
    CourseOffer,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
)
from maillage.territory import demo as territory
from maillage.territory.models import Municipality

SERVICES_OF_OPERATOR = 4
BATCH = 4_000  # services written at once: what is kept in memory does not grow with the directory
ROWS = 500  # of one statement
SPREAD = 0.04  # degrees between a place and the point of its commune: some kilometres
Keys = dict[tuple[str, str], int]


def fill(services: int, seed: int = 1) -> None:
    """Write so many published services of invented operators, with all that they are found by. The base is empty before."""
    territory.load()
    terms.load()
    chance = random.Random(seed)
    communes = list(Municipality.objects.exclude(latitude=None).order_by("nis"))
    keys = {(term.scheme, term.key): term.pk for term in Term.objects.all()}
    for start in range(0, services, BATCH):
        with transaction.atomic():
            _write(range(start, min(start + BATCH, services)), communes, keys, chance)


def _write(numbers: range, communes: list[Municipality], keys: Keys, chance: random.Random) -> None:
    first = numbers.start // SERVICES_OF_OPERATOR
    last = (numbers.stop - 1) // SERVICES_OF_OPERATOR
    operators = _create([_operator(number, chance.choice(communes)) for number in range(first, last + 1)])
    kinds = [chance.choice(words.KINDS) for _ in numbers]
    services = _create(
        [
            _service(number, kind, operators[number // SERVICES_OF_OPERATOR - first], chance)
            for number, kind in zip(numbers, kinds, strict=True)
        ]
    )
    _create([row for service, kind in zip(services, kinds, strict=True) for row in _terms(service, kind, keys, chance)])
    _create([_phone(service, chance) for service in services])
    _create([row for service in services for row in _languages(service, chance)])
    courses = [service for service, kind in zip(services, kinds, strict=True) if kind.is_course]
    _create([_course(service, chance) for service in courses])
    _create([_capacity(service, chance) for service in courses if chance.random() < 0.5])
    _place(services, communes, chance)


def _create(rows: list[Any]) -> list[Any]:
    """Rows of one table, written; they have their keys."""
    return type(rows[0])._base_manager.bulk_create(rows, batch_size=ROWS) if rows else []


def _operator(number: int, commune: Municipality) -> Organization:
    turn, pair = divmod(number, len(KINDS) * len(SIDES))
    pair = pair * 997 % (len(KINDS) * len(SIDES))
    name = f"{KINDS[pair % len(KINDS)]} {SIDES[pair // len(KINDS)]}" + (f" {turn + 1}" if turn else "")
    return Organization(name=name, slug=_slug(name, number), municipality=commune, sector="associative")


def _service(number: int, kind: words.Kind, operator: Organization, chance: random.Random) -> Service:
    name = f"{kind.name} {chance.choice(words.FOR_WHOM)}"
    assured = clock.today() - timedelta(days=chance.randrange(1_000))
    return Service(
        organization=operator,
        name=name,
        slug=_slug(name, number),
        category=kind.category,
        kind=kind.name.lower(),
        description=" ".join(chance.sample(words.SENTENCES, 3)),
        fees_cents=chance.choice(words.FEES),
        childcare=chance.choice((None, None, True, False)),
        assured_on=assured if chance.random() < 0.7 else None,
    )


def _slug(name: str, number: int) -> str:
    """What `save` would give; many rows at once are written without it."""
    return f"{slugify(name)[:70]}-{number}"


def _terms(service: Service, kind: words.Kind, keys: Keys, chance: random.Random) -> Iterator[Any]:
    given = [*(("need", need) for need in kind.needs), ("public", chance.choice(words.PUBLICS))]
    if kind.category == "Formation en français":
        given.append(("theme", "french"))
    for key in given:
        yield Service.terms.through(service=service, term_id=keys[key])


def _phone(service: Service, chance: random.Random) -> Phone:
    return Phone(service=service, number=f"+3281{chance.randint(200_000, 799_999)}")


def _languages(service: Service, chance: random.Random) -> Iterator[Language]:
    for code in ("fr", *chance.sample(words.LANGUAGES, chance.randrange(3))):
        yield Language(service=service, code=code)


def _course(service: Service, chance: random.Random) -> CourseOffer:
    at = chance.randrange(len(words.LEVELS) - 1)
    return CourseOffer(service=service, levels=list(words.LEVELS[at : at + chance.randint(1, 2)]), tags=["fle"])


def _capacity(service: Service, chance: random.Random) -> Capacity:
    places, today = chance.randint(8, 20), clock.today()
    return Capacity(
        service=service,
        places=places,
        free_places=chance.randint(0, places),
        updated_on=today,
        expires_on=today + timedelta(days=60),
    )


def _place(services: list[Service], communes: list[Municipality], chance: random.Random) -> None:
    """One place for each service, two for one of five, with their hours."""
    owners = [service for service in services for _ in range(2 if chance.random() < 0.2 else 1)]
    places = _create([_location(service, chance.choice(communes), chance) for service in owners])
    at = [ServiceAtLocation(service=owner, location=place) for owner, place in zip(owners, places, strict=True)]
    _create([Schedule(service_at_location=one, hours=chance.choice(words.HOURS)) for one in _create(at)])


def _location(service: Service, commune: Municipality, chance: random.Random) -> Location:
    return Location(
        organization=service.organization,
        municipality=commune,
        address=f"{chance.choice(words.STREETS)} {chance.randint(1, 180)}",
        postcode=commune.postcodes[0],
        latitude=round((commune.latitude or 0) + chance.uniform(-SPREAD, SPREAD), 5),
        longitude=round((commune.longitude or 0) + chance.uniform(-SPREAD, SPREAD), 5),
        confidential=chance.random() < 0.01,
    )
