"""What a directory says of each service, as plain facts that JSON keeps: what is printed, exported and frozen.

No word in them is in the reader's language: terms, languages and levels are told by their keys, hours in OSM's syntax.
Of a confidential place nothing but its commune.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from maillage.directory.enums import PhoneKind, TranslatedText
from maillage.directory.models import CostOption, Location, Organization, Phone, Schedule, Translation
from maillage.directory.models.translations import digest
from maillage.directory.selectors.grouping import by_owner
from maillage.directory.selectors.search.rows import Rows
from maillage.directory.selectors.vocabulary import Vocabulary

Entry = dict[str, Any]
CHUNK = 500  # services read at once


def entries(keys: Sequence[int]) -> list[Entry]:
    """The entries of published services, in the order of `keys`; a score of queries for 500 of them."""
    vocabulary = Vocabulary.load()
    return [
        entry
        for start in range(0, len(keys), CHUNK)
        for entry in _Reading(keys[start : start + CHUNK], vocabulary).entries()
    ]


class _Reading:
    """Everything that hangs on some services and on their operators."""

    def __init__(self, keys: Sequence[int], vocabulary: Vocabulary) -> None:
        self.keys, self.rows = keys, Rows(keys, vocabulary)
        services = self.rows.services
        owners = {service.organization_id for service in services.values()}
        self.operators = Organization.objects.in_bulk(owners)
        self.operator_phones = by_owner(Phone.objects.filter(organization__in=owners), "organization_id")
        self.costs = by_owner(CostOption.objects.filter(service__in=services), "service_id")
        self.translations = by_owner(Translation.objects.filter(service__in=services), "service_id")
        self.hours_at: dict[int, list[Schedule]] = defaultdict(list)
        for schedules in self.rows.schedules.values():
            for schedule in schedules:
                self.hours_at[schedule.service_at_location_id].append(schedule)

    def entries(self) -> Iterable[Entry]:
        """In the order that was asked."""
        return (self._entry(self.rows.services[key]) for key in self.keys if key in self.rows.services)

    def _entry(self, service: Any) -> Entry:
        operator, rows = self.operators[service.organization_id], self.rows
        return {
            "ref": str(service.ref),
            "slug": service.slug,
            "name": service.name,
            "operator": operator.name,
            "operator_ref": str(operator.ref),
            "sector": operator.sector,
            **{field.value: getattr(service, field.value) for field in TranslatedText},
            "translations": self._translations(service),
            "terms": [f"{term.scheme}.{term.key}" for term in sorted(rows.terms[service.pk], key=_rank)],
            "levels": _once(level for course in rows.courses[service.pk] for level in course.levels),
            "tags": _once(tag for course in rows.courses[service.pk] for tag in course.tags),
            "languages": _once((one.code, one.mode) for one in rows.languages[service.pk]),
            "cents": service.fees_cents,
            "costs": [[one.option, one.cents] for one in self.costs[service.pk]],
            "childcare": service.childcare,
            "ages": [service.minimum_age, service.maximum_age],
            "phones": self._phones(service),
            "email": service.email or operator.email,
            "website": service.website or operator.website,
            "at": [self._place(at) for at in rows.placements[service.pk]],
            "status": service.status,
            "assured": _day(service.assured_on),
            "example": service.example,
        }

    def _translations(self, service: Any) -> dict[str, dict[str, list[Any]]]:
        """By field, by language: the text, where it comes from, whether the French has changed since."""
        found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
        for one in sorted(self.translations[service.pk], key=lambda row: (row.field, row.language)):
            original = getattr(service, one.field)
            if original:
                found[one.field][one.language] = [one.text, one.origin, one.source_hash != digest(original)]
        return dict(found)

    def _phones(self, service: Any) -> list[str]:
        """Its own numbers and those of its places; the operator's where there are none."""
        own = [phone for phone in self.rows.phones[service.pk] if phone.kind != PhoneKind.FAX]
        theirs = [phone for phone in self.operator_phones[service.organization_id] if phone.kind != PhoneKind.FAX]
        return _once(phone.number for phone in own or theirs)

    def _place(self, at: Any) -> Entry:
        place: Location = at.location
        return {
            "nis": place.municipality.nis if place.municipality else "",
            "town": place.town,
            "name": "" if place.confidential else place.name,
            "address": place.public_address,
            "postcode": place.public_postcode,
            "locality": place.public_locality,
            "access": "" if place.confidential else place.access,
            "hidden": place.confidential,
            "point": [round(degree, 5) for degree in place.public_point] if place.public_point else None,
            "hours": [_hours(one) for one in self.hours_at[at.pk]],
        }


def _hours(one: Schedule) -> Entry:
    return {
        "osm": one.hours,
        "written": one.written,
        "kind": one.kind,
        "by_appointment": one.by_appointment,
        "weeks": one.weeks,
        "follows_school": one.follows_school,
        "from": _day(one.valid_from),
        "to": _day(one.valid_to),
    }


def _rank(term: Any) -> tuple[Any, ...]:
    return term.scheme, term.position, term.key


def _once(values: Iterable[Any]) -> list[Any]:
    """In order, each once; pairs as lists, as JSON gives them back."""
    return [list(value) if isinstance(value, tuple) else value for value in dict.fromkeys(values)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
