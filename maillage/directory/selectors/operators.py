"""One operator with all that its page says of it, in a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from maillage.directory.enums import PhoneKind, Scheme
from maillage.directory.models import Accreditation, Contact, Location, Organization, Phone, Service, Term
from maillage.directory.selectors.places import Place, seen

TOLD = (Scheme.NEED, Scheme.THEME)  # what says what a service is for


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of the operator, for a list: its name and what it is for."""

    service: Service
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class OperatorRecord:
    """An operator as everybody may see it."""

    organization: Organization
    phones: tuple[Phone, ...]
    contacts: tuple[Contact, ...]
    accreditations: tuple[Accreditation, ...]
    places: tuple[Place, ...]
    offered: tuple[Offered, ...]
    parent: Organization | None
    children: tuple[Organization, ...]


def find_organization(user: Any, slug: str) -> OperatorRecord | None:
    """The operator at this address as `user` may see it; None when there is none."""
    visible = Organization.objects.visible_to(user)
    organization = visible.select_related("parent", "municipality").filter(slug=slug).first()
    if organization is None:
        return None
    own = {"organization": organization.pk}
    parent = organization.parent
    return OperatorRecord(
        organization=organization,
        phones=tuple(Phone.objects.filter(**own).exclude(kind=PhoneKind.FAX).order_by("pk")),
        contacts=tuple(Contact.objects.filter(**own).order_by("pk")),
        accreditations=tuple(Accreditation.objects.filter(**own).order_by("pk")),
        places=_places(organization),
        offered=_offered(user, organization),
        parent=parent if parent and (parent.live or getattr(user, "is_team", False)) else None,
        children=tuple(visible.filter(parent=organization.pk).order_by("name", "pk")),
    )


def _places(organization: Organization) -> tuple[Place, ...]:
    """Where it is, or where its services are; what looks the same to everybody told once."""
    theirs = Location.objects.filter(service_at_locations__service__organization=organization.pk)
    found = (Location.objects.filter(organization=organization.pk) | theirs).distinct()
    rows = found.select_related("municipality", "locality").order_by("pk")
    told = {(place["town"], place["address"], place["locality"]): place for place in map(seen, rows)}
    addressed = {town for town, address, _locality in told if address}
    return tuple(
        Place(key=number, **place)
        for number, ((town, address, _locality), place) in enumerate(told.items())
        if town and (address or place["confidential"] or town not in addressed)
    )


def _offered(user: Any, organization: Organization) -> tuple[Offered, ...]:
    services = list(Service.objects.visible_to(user).filter(organization=organization.pk).order_by("name", "pk"))
    links = Service.terms.through.objects.filter(service__in=[service.pk for service in services])
    pairs = set(links.values_list("service_id", "term_id"))
    known = Term.objects.filter(pk__in={term for _service, term in pairs}, scheme__in=TOLD).order_by(
        "scheme", "position", "key"
    )
    terms = list(known.prefetch_related("words"))
    return tuple(
        Offered(service, tuple(term for term in terms if (service.pk, term.pk) in pairs)) for service in services
    )
