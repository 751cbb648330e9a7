"""Services at places, indexed, for whoever looks for them."""

from maillage.directory.actions import indexing
from maillage.directory.models import Location, Schedule, Service, ServiceAtLocation
from maillage.territory.models import Municipality
from tests.factories import OrganizationFactory


def offer(
    name: str, commune: str, *, hours: str = "", point: tuple[float, float] | None = None, **more: object
) -> Service:
    """A service at a place of a commune, with its hours, found at once."""
    municipality = Municipality.objects.get(name=commune)
    service = Service.objects.create(organization=OrganizationFactory(municipality=municipality), name=name, **more)
    latitude, longitude = point or (None, None)
    place = Location.objects.create(
        organization=service.organization, municipality=municipality, latitude=latitude, longitude=longitude
    )
    at = ServiceAtLocation.objects.create(service=service, location=place)
    if hours:
        Schedule.objects.create(service_at_location=at, hours=hours)
    indexing.refresh()
    return service


def written_anew(service: Service) -> None:
    """What hangs on a service was changed: it is found by what it is now, as after a save in the office."""
    service.save()
    indexing.refresh([service.pk])
