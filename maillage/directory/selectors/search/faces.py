"""What a list shows of a service, kept in its document: one query brings a page of cards.

Written by the rules of who may see what: of a confidential place nothing but its commune.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from maillage.directory.enums import ScheduleKind
from maillage.directory.models import Capacity, Location, Phone, Schedule
from maillage.directory.selectors.search.rows import Rows

Face = dict[str, Any]
SHOWN_KINDS = {ScheduleKind.RECEPTION, ScheduleKind.PERMANENCE, ScheduleKind.COURSE}


def face_of(service: Any, rows: Rows) -> Face:
    """The face of a published service, one of `rows`, as JSON keeps it."""
    levels = {level: None for course in rows.courses[service.pk] for level in course.levels}
    return {
        "slug": service.slug,
        "name": service.name,
        "operator": service.operator,
        "terms": [term.pk for term in sorted(rows.terms[service.pk], key=lambda term: (term.scheme, term.position))],
        "at": [_place(at.location) for at in rows.placements[service.pk]],
        "languages": list(dict.fromkeys(language.code for language in rows.languages[service.pk])),
        "levels": list(levels),
        "hours": [_hours(one) for one in rows.schedules[service.pk] if one.kind in SHOWN_KINDS],
        "cents": service.fees_cents,
        "childcare": service.childcare,
        "status": service.status,
        "alert": service.alert,
        "example": service.example,
        "assured": _day(service.assured_on),
        "capacity": _capacity(rows.capacities[service.pk]),
        "phone": _phone(rows.phones[service.pk]),
    }


def schedule_of(hours: tuple[Any, ...]) -> Schedule:
    """One line of a face's hours as a row that no base holds, for whoever reckons with schedules."""
    osm, kind, by_appointment, weeks, alternate_from, follows_school, valid_from, valid_to = hours
    return Schedule(
        hours=osm,
        kind=kind,
        by_appointment=by_appointment,
        weeks=weeks,
        alternate_from=day_of(alternate_from),
        follows_school=follows_school,
        valid_from=day_of(valid_from),
        valid_to=day_of(valid_to),
    )


def day_of(text: str | None) -> date | None:
    """A day as a face tells it."""
    return date.fromisoformat(text) if text else None


def _place(place: Location) -> Face:
    point = place.public_point
    return {
        "nis": place.municipality.nis if place.municipality else "",
        "point": [round(degree, 5) for degree in point] if point else None,
        "address": place.public_address,
        "postcode": place.public_postcode,
        "locality": place.public_locality,
        "hidden": place.confidential,
    }


def _hours(one: Schedule) -> list[Any]:
    facts = (one.hours, one.kind, one.by_appointment, one.weeks, _day(one.alternate_from), one.follows_school)
    return [*facts, _day(one.valid_from), _day(one.valid_to)]


def _capacity(told: Iterable[Capacity]) -> Face | None:
    one = next(iter(told), None)
    if one is None:
        return None
    return {
        "free": one.free_places,
        "weeks": one.waiting_weeks,
        "next": _day(one.next_intake),
        "told": _day(one.updated_on),
        "until": _day(one.expires_on),
    }


def _phone(phones: Iterable[Phone]) -> str:
    return next((phone.number for phone in phones if phone.kind != "fax"), "")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
