"""What communes have, for the pages of other rooms: by what people look for, and the nearest where there is nothing."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.directory.enums import Status
from maillage.directory.rules import addresses, sayings
from maillage.directory.rules.domains import DOMAINS, Domain
from maillage.directory.selectors.search import Knowledge, Wanted, search
from maillage.directory.selectors.search.nearness import nearest_place
from maillage.directory.selectors.search.ranking import Result
from maillage.directory.selectors.selections import kept
from maillage.directory.views import standing
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer
from maillage.ui.maps.points import MapPoint
from maillage.ui.maps.towns import Town

SHOWN = 3  # services of each domain
POINTS = 60


class Service(NamedTuple):
    """A service of a list: its name, its page, its operator, where it is, how far (empty in the commune itself), and
    whether it is paused, in words."""

    name: str
    href: str
    operator: str
    where: str
    far: str
    paused: str


class Offer(NamedTuple):
    """What a commune has of a domain: how many, the first of them, or the nearest ones; where to see all."""

    domain: Domain
    here: int
    services: list[Service]
    href: str


def offer(town: Municipality) -> list[Offer]:
    """For each of the eight domains: one query each, what the commune lacks last."""
    known = Knowledge.load()
    found = [_offer(domain, town, known) for domain in DOMAINS]
    return sorted(found, key=lambda one: not one.here)


def counted(page_of: Callable[[str], str]) -> list[MapPoint]:
    """Each commune as a point that says how many services are there; `page_of` gives the address for a NIS code."""
    known = Knowledge.load()
    towns = known.gazetteer.communes()
    points = (standing.counted(town, counts(known).get(town.nis, 0), page_of(town.nis)) for town in towns)
    return [point for point in points if point]


def grouped() -> list[tuple[str, list[tuple[Municipality, int]]]]:
    """The communes with the number of their services, by arrondissement."""
    known = Knowledge.load()
    groups: dict[str, list[tuple[Municipality, int]]] = defaultdict(list)
    for town in known.gazetteer.communes():
        groups[town.arrondissement].append((town, counts(known).get(town.nis, 0)))
    return sorted(groups.items())


def counts(known: Knowledge) -> dict[str, int]:
    """How many services have a place in each commune, by NIS code."""

    def make() -> dict[str, int]:
        index = known.index
        marks = (mark for mark in index.postings if mark.startswith("c:"))
        return {mark[2:]: int(index.alive[index.of(mark).numbers].sum()) for mark in marks}

    return kept(known.index, ("counts by commune",), make)


def points(town: Municipality) -> list[MapPoint]:
    """What stands in a commune, each service once: one query."""
    known = Knowledge.load()
    found = search(Wanted(commune=town), known, limit=POINTS)
    marked = []
    for result in found.results:
        for place in result.face["at"]:
            point = place["point"] or town.point
            if place["nis"] == town.nis and point:
                shape = "point" if place["point"] else "area"
                label = addresses.of_face(place, town.name)
                marked.append(
                    MapPoint(point[0], point[1], f"{result.face['name']}, {label}", _href(result), shape=shape)
                )
    return marked


def names() -> tuple[Town, ...]:
    """Names to find one's way by."""
    return standing.towns(Gazetteer.kept())


def _offer(domain: Domain, town: Municipality, known: Knowledge) -> Offer:
    terms = tuple(known.lexicon.terms[key] for key in domain.terms if key in known.lexicon.terms)
    href = f"{reverse('directory:search')}?theme={domain.key}&commune={town.nis}"
    if not terms:
        return Offer(domain, 0, [], href)
    found = search(Wanted(terms=terms, commune=town), known, limit=SHOWN)
    counted = [one for one in found.results if _counts(one, found.here)]
    told = sorted(counted, key=lambda one: one.kilometres or 0.0)
    return Offer(domain, found.here, [_service(one, town, known) for one in told], href)


def _counts(result: Result, here: int) -> bool:
    """What is in the commune, where something is; else what is nearest."""
    return result.kilometres == 0 if here else result.kilometres is not None


def _service(result: Result, town: Municipality, known: Knowledge) -> Service:
    face = result.face
    place = nearest_place(face["at"], [town], None, known.gazetteer)
    where = known.gazetteer.by_nis(place["nis"]) if place else None
    kilometres = result.kilometres or 0.0
    return Service(
        face["name"],
        _href(result),
        face["operator"],
        addresses.of_face(place, where.name if where else ""),
        sayings.far(kilometres) if kilometres else "",
        "" if face["status"] == Status.ACTIVE else _("En pause"),
    )


def _href(result: Result) -> str:
    return reverse("directory:service", args=[result.face["slug"]])
