"""Everything that the documents of some services are made of, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from maillage.directory.enums import Status
from maillage.directory.models import (
    Capacity,
    CourseOffer,
    Language,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
)
from maillage.directory.selectors.grouping import by_owner
from maillage.directory.selectors.vocabulary import Vocabulary
from maillage.territory.models import Locality, Municipality


class Placement(NamedTuple):
    """A service at one of its places."""

    pk: int
    service_id: int
    location: Location


class Rows:
    """Published services that still exist, by key, with the names of their operators (`operator`, `operator_also`), and
    by the key of a service what hangs on it, in the order in which it was entered: rows with all their columns by name,
    no models."""

    def __init__(self, keys: Iterable[int], vocabulary: Vocabulary) -> None:
        found = Service.objects.filter(pk__in=list(keys), live=True, organization__live=True)
        found = found.exclude(status=Status.DEFUNCT).order_by("pk")
        named = found.annotate(operator=F("organization__name"), operator_also=F("organization__alternate_name"))
        self.services: dict[int, Any] = {row.pk: row for row in _plain(named, "operator", "operator_also")}
        self.terms: dict[int, list[Term]] = defaultdict(list)
        links = Service.terms.through.objects.filter(service__in=self.services).order_by("pk")
        for service, term in links.values_list("service_id", "term_id"):
            self.terms[service].append(vocabulary.terms[term])
        self.placements = by_owner(self._placements(), "service_id")
        self._owner = {one.pk: key for key, placed in self.placements.items() for one in placed}
        self.courses = by_owner(_plain(CourseOffer.objects.filter(service__in=self.services)), "service_id")
        self.capacities = by_owner(_plain(Capacity.objects.filter(service__in=self.services)), "service_id")
        self.languages = self._both(Language)
        self.phones = self._both(Phone)
        self.schedules: dict[int, list[Any]] = defaultdict(list)
        for schedule in _plain(Schedule.objects.filter(service_at_location__in=self._owner).order_by("pk")):
            self.schedules[self._owner[schedule.service_at_location_id]].append(schedule)

    def _placements(self) -> list[Placement]:
        """Locations are models, which know what of a confidential one may be told; their few communes are read once."""
        at = ServiceAtLocation.objects.filter(service__in=self.services).order_by("pk")
        told = list(at.values_list("pk", "service_id", "location_id"))
        locations = Location.objects.in_bulk({location for _key, _service, location in told})
        communes = Municipality.objects.in_bulk({one.municipality_id for one in locations.values()} - {None})
        villages = Locality.objects.in_bulk({one.locality_id for one in locations.values()} - {None})
        for location in locations.values():
            location.municipality = communes.get(location.municipality_id)
            location.locality = villages.get(location.locality_id)
        return [Placement(key, service, locations[location]) for key, service, location in told]

    def _both(self, model: Any) -> dict[int, list[Any]]:
        """What hangs on a service itself, then what hangs on one of its places."""
        found = by_owner(_plain(model.objects.filter(service__in=self.services)), "service_id")
        for row in _plain(model.objects.filter(service_at_location__in=self._owner).order_by("pk")):
            found[self._owner[row.service_at_location_id]].append(row)
        return found


def _plain(found: QuerySet[Any], *more: str) -> Iterable[Any]:
    """Rows with all their columns by name, and `more`: a model for each would be half of the work."""
    columns = (field.attname for field in found.model._meta.concrete_fields if not field.primary_key)
    return found.values_list("pk", *columns, *more, named=True)
