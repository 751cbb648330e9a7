"""Records as a sheet leaves them: new ones, and those of the base with what they were before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from maillage.directory.models import Location, Organization, Service, ServiceAtLocation
from maillage.directory.sheets.spelling import clean

Values = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """A record, with what the sheet changes in it. `said`: column → row that gave its value first."""

    record: Any
    is_new: bool
    before: Values = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    has_draft: bool = False

    def say(self, column: str, value: Any, number: int, *, by_reference: bool) -> str:
        """Take a value that row `number` gives. Returns `same`, `new`, `changed`, `draft` or `contradicts`.

        Of several rows the first one counts. Where rows are known by our own references, the row that changes
        something counts against those that repeat the present value.
        """
        present = getattr(self.record, column)
        if present == value or (isinstance(present, str) and clean(present) == value):
            self.said.setdefault(column, number)
            return "same"
        if column in self.said and (self.is_new or column in self.before or not by_reference):
            repeats = by_reference and not self.is_new and value == self.before[column]
            return "same" if repeats else "contradicts"
        if self.has_draft:
            return "draft"
        self.said[column] = number
        if self.is_new:
            setattr(self.record, column, value)
            return "new"
        self.before.setdefault(column, present)
        setattr(self.record, column, value)
        return "changed"


@dataclass(slots=True)
class OperatorEntry(Entry):
    """An operator with its services and places. `added`: kind of child → texts that the sheet adds to `present` ones."""

    record: Organization
    services: list["ServiceEntry"] = field(default_factory=list)
    places: list[Entry] = field(default_factory=list)
    present: dict[str, set[str]] = field(default_factory=lambda: {"accreditation": set(), "contact": set()})
    added: dict[str, list[str]] = field(default_factory=lambda: {"accreditation": [], "contact": []})

    @property
    def has_more(self) -> bool:
        """Whether the sheet adds accreditations or contacts."""
        return any(self.added.values())


@dataclass(slots=True)
class ServiceEntry(Entry):
    """A service: `terms`, `course` and `capacity` as they are; `wanted` what the sheet makes of them.

    `told`: of which of them, and of which schemes of terms, a row has spoken.
    """

    record: Service
    terms: frozenset[int] = frozenset()
    course: tuple[Any, ...] | None = None
    capacity: Values = field(default_factory=dict)
    placements: list["Placement"] = field(default_factory=list)
    wanted: Values = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    new_program: str = ""


@dataclass(slots=True)
class Placement:
    """A service at a place. `children`: kind → rows as they are; `wanted`, `told`: as of services."""

    record: ServiceAtLocation
    is_new: bool
    place: Entry
    children: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    wanted: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def new_operator(**values: Any) -> OperatorEntry:
    """An operator that the base does not know."""
    return OperatorEntry(Organization(**values), is_new=True)


def new_service(operator: OperatorEntry, **values: Any) -> ServiceEntry:
    """A service that its operator does not have yet."""
    entry = ServiceEntry(Service(organization=operator.record, **values), is_new=True)
    operator.services.append(entry)
    return entry


def new_place(operator: OperatorEntry) -> Entry:
    """A place that its operator does not have yet."""
    entry = Entry(Location(organization=operator.record), is_new=True)
    operator.places.append(entry)
    return entry


def placement(service: ServiceEntry, place: Entry) -> Placement:
    """The service at that place: the one there is, or a new one."""
    for known in service.placements:
        if known.place is place:
            return known
    known = Placement(ServiceAtLocation(service=service.record, location=place.record), is_new=True, place=place)
    service.placements.append(known)
    return known


def touched(entries: Iterable[Entry]) -> list[Entry]:
    """Those of the base that the sheet changes."""
    return [entry for entry in entries if not entry.is_new and entry.before]
