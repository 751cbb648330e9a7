"""Everything that the documents of some services are made of, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from maillage.directory.models import (
    Capacity,
    CourseOffer,
    Language,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
)
from maillage.directory.selectors.grouping import by_owner
from maillage.directory.selectors.vocabulary import Vocabulary


class Rows:
    """Published services by key, with the names of their operators (`operator`, `operator_also`), and by the key of a
    service what hangs on it, in the order in which it was entered."""

    def __init__(self, keys: Iterable[int], vocabulary: Vocabulary) -> None:
        found = Service.objects.filter(pk__in=list(keys), live=True, organization__live=True)
        named = found.annotate(operator=F("organization__name"), operator_also=F("organization__alternate_name"))
        self.services: dict[int, Any] = {service.pk: service for service in named.order_by("pk")}
        self.terms: dict[int, list[Term]] = defaultdict(list)
        links = Service.terms.through.objects.filter(service__in=self.services).order_by("pk")
        for service, term in links.values_list("service_id", "term_id"):
            self.terms[service].append(vocabulary.terms[term])
        at = ServiceAtLocation.objects.filter(service__in=self.services).order_by("pk")
        self.placements = by_owner(at.select_related("location__municipality", "location__locality"), "service_id")
        self._owner = {one.pk: key for key, placed in self.placements.items() for one in placed}
        self.courses = by_owner(CourseOffer.objects.filter(service__in=self.services), "service_id")
        self.capacities = by_owner(Capacity.objects.filter(service__in=self.services), "service_id")
        self.languages = self._both(Language)
        self.phones = self._both(Phone)
        self.schedules: dict[int, list[Schedule]] = defaultdict(list)
        for schedule in Schedule.objects.filter(service_at_location__in=self._owner).order_by("pk"):
            self.schedules[self._owner[schedule.service_at_location_id]].append(schedule)

    def _both(self, model: Any) -> dict[int, list[Any]]:
        """What hangs on a service itself, then what hangs on one of its places."""
        found = by_owner(model.objects.filter(service__in=self.services), "service_id")
        for row in model.objects.filter(service_at_location__in=self._owner).order_by("pk"):
            found[self._owner[row.service_at_location_id]].append(row)
        return found
