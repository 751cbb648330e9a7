"""Services at places, indexed, for whoever looks for them."""

from wagtail.signal_handlers import disable_reference_index_auto_update

from maillage.directory.actions import indexing
from maillage.directory.models import Location, Schedule, Service, ServiceAtLocation
from maillage.territory.models import Municipality
from tests.factories import OrganizationFactory


def offer(name: str, commune: str, **more: object) -> Service:
    """A service at a place of a commune, with its hours, found at once."""
    service = unfound(name, commune, **more)
    indexing.refresh()
    return service


def unfound(
    name: str, commune: str, *, hours: str = "", point: tuple[float, float] | None = None, **more: object
) -> Service:
    """The same, found once `indexing.refresh` was called: for who writes many."""
    municipality = Municipality.objects.get(name=commune)
    operator = OrganizationFactory(municipality=municipality)
    latitude, longitude = point or (None, None)
    with disable_reference_index_auto_update():
        service = Service.objects.create(organization=operator, name=name, **more)
        place = Location.objects.create(
            organization=operator, municipality=municipality, latitude=latitude, longitude=longitude
        )
        at = ServiceAtLocation.objects.create(service=service, location=place)
    if hours:
        Schedule.objects.create(service_at_location=at, hours=hours)
    return service


def written_anew(service: Service) -> None:
    """What hangs on a service was changed: it is found by what it is now, as after a save in the office."""
    with disable_reference_index_auto_update():
        service.save()
    indexing.refresh([service.pk])
