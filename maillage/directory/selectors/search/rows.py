"""Everything that the documents of some services are made of, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from maillage.directory.models import (
    Capacity,
    CourseOffer,
    Language,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)


class Rows:
    """Published services by key, and by the key of a service what hangs on it, in the order in which it was entered."""

    def __init__(self, keys: Iterable[int]) -> None:
        found = Service.objects.filter(pk__in=list(keys), live=True, organization__live=True)
        found = found.select_related("organization").prefetch_related("terms")
        self.services = {service.pk: service for service in found.order_by("pk")}
        at = ServiceAtLocation.objects.filter(service__in=self.services).order_by("pk")
        self.placements = _by(at.select_related("location__municipality", "location__locality"), "service_id")
        self._owner = {one.pk: key for key, placed in self.placements.items() for one in placed}
        self.courses = _by(CourseOffer.objects.filter(service__in=self.services), "service_id")
        self.capacities = _by(Capacity.objects.filter(service__in=self.services), "service_id")
        self.languages = self._both(Language)
        self.phones = self._both(Phone)
        self.schedules: dict[int, list[Schedule]] = defaultdict(list)
        for schedule in Schedule.objects.filter(service_at_location__in=self._owner).order_by("pk"):
            self.schedules[self._owner[schedule.service_at_location_id]].append(schedule)

    def _both(self, model: Any) -> dict[int, list[Any]]:
        """What hangs on a service itself, then what hangs on one of its places."""
        found = _by(model.objects.filter(service__in=self.services), "service_id")
        for row in model.objects.filter(service_at_location__in=self._owner).order_by("pk"):
            found[self._owner[row.service_at_location_id]].append(row)
        return found


def _by(rows: Any, owner: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, owner)].append(row)
    return groups
