"""The base as a sheet: one row for each service at each of its places, in the columns that the import knows.

What stands here leaves the office: of a confidential place nothing but its commune.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from maillage.directory.enums import LanguageMode, Scheme
from maillage.directory.models import (
    Accreditation,
    Capacity,
    Contact,
    CourseOffer,
    Language,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from maillage.directory.selectors.grouping import by_owner
from maillage.directory.sheets.hours_cells import write_hours
from maillage.directory.sheets.phones import national

CHUNK = 500  # operators
FIELDS = (
    "id", "organization", "alternate_name", "legal_form", "sector", "kbo", "accreditation", "organization_description",
    "organization_website", "organization_email", "contact", "program", "name", "category", "service", "themes", "needs",
    "publics", "description", "address", "postcode", "locality", "commune", "latitude", "longitude", "confidential",
    "access", "languages", "interpretation", "level", "course_tags", "hours", "childcare", "price", "price_cents",
    "appointment", "to_bring", "min_age", "max_age", "places", "free_places", "waiting_weeks", "next_intake", "phone", "email",
    "website", "status", "alert", "confirmed_on", "source_url", "example",
)  # fmt: skip
SAME = (  # fields of a service with a column of their name
    "name", "category", "description", "interpretation", "to_bring", "email", "website", "status", "alert", "source_url",
)  # fmt: skip
Cells = dict[str, str]


def rows(keys: Sequence[int] | None = None, services: Collection[int] | None = None) -> Iterator[Cells]:
    """Cells by field, blank ones left out; of the operators with these keys, or of all. A dozen queries for 500 of them.

    `services`: of these alone, and of no operator without one of them.
    """
    found = Organization.objects.order_by("name", "pk").values_list("pk", flat=True)
    if services is not None:
        found = found.filter(pk__in=set(_owners(services)))
    ordered = iter(found if keys is None else found.filter(pk__in=keys))
    while chunk := list(islice(ordered, CHUNK)):
        yield from _rows_of(chunk, None if services is None else frozenset(services))


def _owners(services: Collection[int]) -> Iterator[int]:
    wanted = iter(services)
    while chunk := list(islice(wanted, CHUNK)):
        yield from Service.objects.filter(pk__in=chunk).order_by("pk").values_list("organization_id", flat=True)


def _rows_of(keys: list[int], only: frozenset[int] | None) -> Iterator[Cells]:
    children = _Children(keys)
    for operator in Organization.objects.filter(pk__in=keys).order_by("name", "pk"):
        own = _operator_cells(operator, children)
        services = [one for one in children.services[operator.pk] if only is None or one.pk in only]
        for service in services:
            of_service = own | _service_cells(service, children)
            placements = children.placements[service.pk]
            for at in placements:
                yield _filled(of_service | _placement_cells(at, children) | {"id": str(at.ref)})
            if not placements:
                yield _filled(of_service | {"id": str(service.ref)})
        if not services:
            yield _filled(own | {"id": str(operator.ref)})


class _Children:
    """Everything below some operators, by the key of what it belongs to."""

    def __init__(self, keys: list[int]) -> None:
        services = Service.objects.filter(organization__in=keys).select_related("program").order_by("name", "pk")
        self.services = by_owner(services, "organization_id")
        of = [service.pk for service in services]
        at = ServiceAtLocation.objects.filter(service__in=of)
        self.placements = by_owner(
            at.select_related("location__municipality", "location__locality").order_by("pk"), "service_id"
        )
        there = [placement.pk for placements in self.placements.values() for placement in placements]
        self.accreditations = by_owner(Accreditation.objects.filter(organization__in=keys), "organization_id")
        self.contacts = by_owner(Contact.objects.filter(organization__in=keys), "organization_id")
        self.courses = by_owner(CourseOffer.objects.filter(service__in=of), "service_id")
        self.capacities = by_owner(Capacity.objects.filter(service__in=of), "service_id")
        self.phones = by_owner(Phone.objects.filter(service_at_location__in=there), "service_at_location_id")
        self.languages = by_owner(Language.objects.filter(service_at_location__in=there), "service_at_location_id")
        self.schedules = by_owner(Schedule.objects.filter(service_at_location__in=there), "service_at_location_id")
        terms: dict[tuple[int, str], list[str]] = defaultdict(list)
        through = Service.terms.through.objects.filter(service__in=of).order_by("term__position", "term_id")
        for service, scheme, key in through.values_list("service_id", "term__scheme", "term__key"):
            terms[service, scheme].append(key)
        self.terms = terms


def _operator_cells(operator: Organization, children: _Children) -> Cells:
    return {
        "organization": operator.name,
        "alternate_name": operator.alternate_name,
        "legal_form": operator.legal_form,
        "sector": operator.sector,
        "kbo": operator.kbo,
        "accreditation": "; ".join(map(str, children.accreditations[operator.pk])),
        "organization_description": operator.description,
        "organization_website": operator.website,
        "organization_email": operator.email,
        "contact": "; ".join(map(str, children.contacts[operator.pk])),
        "source_url": operator.source_url,
        "confirmed_on": _text(operator.assured_on),
        "example": _yes(operator.example, no=""),
    }


def _service_cells(service: Service, children: _Children) -> Cells:
    cells = {name: getattr(service, name) for name in SAME} | {
        "program": service.program.name if service.program else "",
        "service": service.kind,
        "childcare": "" if service.childcare is None else _yes(service.childcare),
        "price": service.fees,
        "price_cents": _text(service.fees_cents),
        "appointment": service.application_process,
        "min_age": _text(service.minimum_age),
        "max_age": _text(service.maximum_age),
        "confirmed_on": _text(service.assured_on),
        "example": _yes(service.example, no=""),
    }
    for name, scheme in (("themes", Scheme.THEME), ("needs", Scheme.NEED), ("publics", Scheme.PUBLIC)):
        cells[name] = "; ".join(children.terms[service.pk, scheme])
    for course in children.courses[service.pk][:1]:
        cells |= {"level": "; ".join(course.levels), "course_tags": "; ".join(course.tags)}
    for room in children.capacities[service.pk][:1]:
        for name in ("places", "free_places", "waiting_weeks", "next_intake"):
            cells[name] = _text(getattr(room, name))
    return cells


def _placement_cells(at: ServiceAtLocation, children: _Children) -> Cells:
    location = at.location
    point = location.public_point or ("", "")
    return {
        "address": location.public_address,
        "postcode": location.public_postcode,
        "locality": location.public_locality,
        "commune": location.town,
        "latitude": str(point[0]),
        "longitude": str(point[1]),
        "confidential": _yes(location.confidential, no=""),
        "access": "" if location.confidential else location.access,
        "languages": "; ".join(_language(each) for each in children.languages[at.pk]),
        "hours": write_hours(children.schedules[at.pk]),
        "phone": "; ".join(national(phone.number) for phone in children.phones[at.pk]),
    }


def _language(language: Language) -> str:
    return language.code if language.mode == LanguageMode.STAFF else f"{language.code} ({language.get_mode_display()})"


def _yes(value: bool, no: str = "non") -> str:
    return "oui" if value else no


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _filled(cells: Cells) -> Cells:
    return {name: cells[name] for name in FIELDS if cells.get(name)}
