"""The places of a service as everybody may see them: of a confidential one nothing but its commune, anywhere."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from maillage.directory.models import Language, Location, Phone, Schedule, ServiceAtLocation
from maillage.directory.rules import addresses
from maillage.directory.selectors.grouping import by_owner


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is. `town`: the commune. `area`: the communes that it serves, none for all of them."""

    key: int
    town: str
    confidential: bool
    name: str = ""
    address: str = ""
    postcode: str = ""
    locality: str = ""
    access: str = ""
    description: str = ""
    point: tuple[float, float] | None = None
    area: tuple[str, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    phones: tuple[Phone, ...] = ()
    languages: tuple[Language, ...] = ()

    @property
    def line(self) -> str:
        """« Rue Haute 1, 5000 Namur »; the village beside the commune where it has another name."""
        return addresses.line(town=self.town, address=self.address, postcode=self.postcode, village=self.locality)

    @property
    def title(self) -> str:
        """What tells it from the others of the same service."""
        return self.name or self.locality or self.town or self.address


def places(service_key: int) -> tuple[Place, ...]:
    """The places of a service with what is said there: five queries, however many there are."""
    found = ServiceAtLocation.objects.filter(service=service_key).order_by("pk")
    rows = list(found.select_related("location__municipality", "location__locality"))
    keys = [row.pk for row in rows]
    through = ServiceAtLocation.service_area.through.objects.filter(serviceatlocation__in=keys)
    areas: dict[int, list[str]] = defaultdict(list)
    for key, name in through.order_by("municipality__name").values_list("serviceatlocation_id", "municipality__name"):
        areas[key].append(name)
    below = [
        by_owner(model.objects.filter(service_at_location__in=keys).order_by("pk"), "service_at_location_id")
        for model in (Schedule, Phone, Language)
    ]
    return tuple(
        Place(
            key=row.pk,
            **seen(row.location),
            description="" if row.location.confidential else row.description,
            area=tuple(areas[row.pk]),
            schedules=tuple(below[0][row.pk]),
            phones=tuple(below[1][row.pk]),
            languages=tuple(below[2][row.pk]),
        )
        for row in rows
    )


def seen(location: Location) -> dict[str, Any]:
    """What everybody may see of a location."""
    hidden = location.confidential
    return {
        "town": location.town,
        "confidential": hidden,
        "name": "" if hidden else location.name,
        "address": location.public_address,
        "postcode": location.public_postcode,
        "locality": location.public_locality,
        "access": "" if hidden else location.access,
        "point": location.public_point,
    }
