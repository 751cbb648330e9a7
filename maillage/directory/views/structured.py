"""A service and an operator as search engines read them (schema.org, in JSON-LD)."""

from collections.abc import Sequence
from typing import Any

from maillage.core.links import absolute
from maillage.directory.enums import Sector
from maillage.directory.models import Organization
from maillage.directory.selectors.opening import COMING, Day
from maillage.directory.selectors.operators import OperatorRecord
from maillage.directory.selectors.places import Place
from maillage.directory.selectors.records import ServiceRecord
from maillage.ui.structured import SCHEMA, known

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CONTEXT = SCHEMA.rstrip("/")


def of_service(record: ServiceRecord, weeks: Sequence[tuple[Place, Sequence[Day]]], address: str) -> dict[str, Any]:
    """The service; `weeks`: the hours of the next days at each of its places; `address`: the path of its page."""
    service, organization = record.service, record.organization
    kind = "GovernmentService" if organization.sector == Sector.PUBLIC else "Service"
    return known(
        context_=CONTEXT,
        type_=kind,
        id_=absolute(address),
        url=absolute(address),
        name=service.name,
        description=service.description,
        serviceType=[term.name() for term in record.topics],
        provider=_organization(organization),
        areaServed=sorted({name for place in record.places for name in place.area}),
        availableChannel=_channels(record, weeks),
        offers=_offer(service.fees_cents),
    )


def of_organization(record: OperatorRecord, address: str) -> dict[str, Any]:
    """The operator; `address`: the path of its page."""
    organization = record.organization
    more = known(
        id_=absolute(address),
        description=organization.description,
        email=organization.email,
        telephone=[phone.number for phone in record.phones],
        location=[_place(place, ()) for place in record.places],
        parentOrganization=_organization(record.parent) if record.parent else None,
    )
    return {"@context": CONTEXT, **_organization(organization), **more}


def _organization(organization: Organization) -> dict[str, Any]:
    kind = "GovernmentOrganization" if organization.sector == Sector.PUBLIC else "Organization"
    return known(
        type_=kind, name=organization.name, alternateName=organization.alternate_name, url=organization.website
    )


def _channels(record: ServiceRecord, weeks: Sequence[tuple[Place, Sequence[Day]]]) -> list[dict[str, Any]]:
    phones = [known(type_="ContactPoint", telephone=call.phone.number) for call in record.calls]
    languages = list(record.codes)
    return [
        known(
            type_="ServiceChannel",
            serviceLocation=_place(place, days),
            servicePhone=phones,
            availableLanguage=languages,
        )
        for place, days in weeks
    ]


def _place(place: Place, days: Sequence[Day]) -> dict[str, Any]:
    point = known(type_="GeoCoordinates", latitude=place.point[0], longitude=place.point[1]) if place.point else None
    postal = known(
        type_="PostalAddress",
        streetAddress=place.address,
        postalCode=place.postcode,
        addressLocality=place.locality or place.town,
        addressCountry="BE",
    )
    return known(
        type_="Place",
        name=place.title,
        address=postal,
        geo=point,
        openingHoursSpecification=[told for day in days for told in _hours(day)],
    )


def _hours(day: Day) -> list[dict[str, Any]]:
    """The hours of one date: those of the next week may differ (alternate weeks, holidays)."""
    on = day.date.isoformat()
    return [
        known(
            type_="OpeningHoursSpecification",
            dayOfWeek=SCHEMA + WEEKDAYS[day.date.weekday()],
            opens=opens.isoformat("minutes"),
            closes=closes.isoformat("minutes"),
            validFrom=on,
            validThrough=on,
        )
        for hours in day.hours
        if hours.kind in COMING and not hours.every_other_week
        for opens, closes in hours.spans
    ]


def _offer(cents: int | None) -> dict[str, Any] | None:
    return None if cents is None else known(type_="Offer", price=f"{cents / 100:.2f}", priceCurrency="EUR")
