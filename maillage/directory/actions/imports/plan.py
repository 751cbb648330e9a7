"""What a sheet would change in the base. Reads, compares, writes nothing.

`Plan.take` is given the rows a few hundred at a time; afterwards the plan holds the records to write, and says by
row and column what is wrong, what is new and what would change.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.directory.actions.imports import entries
from maillage.directory.actions.imports.base import Base
from maillage.directory.actions.imports.children import say_children
from maillage.directory.actions.imports.entries import Entry, OperatorEntry, Placement, ServiceEntry
from maillage.directory.actions.imports.facts import Facts
from maillage.directory.actions.imports.lines import Lines
from maillage.directory.actions.imports.names import normal_name
from maillage.directory.enums import GeocodeQuality, LineKind
from maillage.directory.models import Program
from maillage.directory.selectors.vocabulary import Vocabulary
from maillage.directory.sheets.cells import Problem
from maillage.directory.sheets.spelling import fold
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

# What a row says of where a place is; of a confidential one none of it is kept but in the place itself.
PLACE_CELLS = frozenset({"address", "postcode", "locality", "latitude", "longitude", "access"})
_NAMELESS = Problem("organization", "error", gettext_lazy("Aucun nom d’organisme : cette ligne est laissée de côté."))


@dataclass(slots=True)
class Source:
    """A row and the records that it speaks of."""

    number: int
    external_id: str
    raw: dict[str, str]
    operator: OperatorEntry
    service: ServiceEntry
    place: Entry


@dataclass(slots=True)
class Plan:
    """The records as the sheet leaves them. `counts`: rows, and records new, changed and met unchanged."""

    base: Base
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    today: date
    lines: Lines = field(default_factory=Lines)
    sources: list[Source] = field(default_factory=list)
    programs: dict[str, Program] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for program in Program.objects.all():
            for name in (program.name, program.alternate_name):
                if name:
                    self.programs.setdefault(fold(name), program)
        self.lines.called["municipality_id"] = dict(Municipality.objects.values_list("pk", "name"))
        self.lines.called["terms"] = {term.pk: str(term) for term in self.vocabulary.by_key.values()}

    @property
    def operators(self) -> list[OperatorEntry]:
        """Every operator that a row spoke of, those of the base first."""
        return [*self.base.entries.values(), *self.base.new.values()]

    @property
    def counts(self) -> dict[str, int]:
        """How many records are new, changed, unchanged; how many lines of each kind; how many rows."""
        found: Counter[str] = Counter(rows=len(self.sources), **self.lines.counts)
        for operator in self.operators:
            found[_state(operator, operator.has_more) + "_operators"] += 1
            for service in operator.services:
                found[_state(service, _children_change(service)) + "_services"] += 1
            for place in operator.places:
                found[_state(place, False) + "_places"] += 1
        return dict(found)

    @property
    def refused(self) -> bool:
        """Whether something in the sheet forbids to take it in."""
        return bool(self.lines.counts[LineKind.FORBIDDEN])

    def take(self, rows: list[tuple[int, dict[str, str], Facts]]) -> None:
        """Add rows: number, raw cells by title, facts."""
        self.base.meet(filter(None, (self.base.operator_key(said) for _number, _raw, said in rows)))
        for number, raw, said in rows:
            if said.organization["name"]:
                self._take_row(number, raw, said)
            else:
                self.lines.problem(number, _NAMELESS)

    def _take_row(self, number: int, raw: dict[str, str], said: Facts) -> None:
        by_reference = self.base.by_reference(said) is not None
        operator = self._operator(said, number)
        service = self._service(operator, said, number)
        place, at = self._place(operator, service, said)
        self._say(operator, said.organization, number, by_reference)
        self._say(service, self._own(service, at, said), number, by_reference)
        self._say(place, said.location, number, by_reference)
        if operator.record.municipality_id is None and said.commune is not None:
            self._say(operator, {"municipality_id": said.commune.pk}, number, by_reference)
        self._locate(place, said, number)
        say_children(self.lines, self.vocabulary, service, at, said, number)
        self._add(operator, "accreditation", said.accreditations, number)
        self._add(operator, "contact", said.contacts, number)
        self._say_program(service, said, number)
        if place.record.confidential:
            raw = {name: cell for name, cell in raw.items() if name not in PLACE_CELLS}
        self.sources.append(Source(number, said.external_id, raw, operator, service, place))

    def _operator(self, said: Facts, number: int) -> OperatorEntry:
        key = self.base.operator_key(said)
        if key is not None:
            return self.base.entries[key]
        name = self.base.operator_name(said)
        if name not in self.base.new:
            self.base.new[name] = entries.new_operator(**said.origin)
            self.lines.new(number, said.organization["name"], _("opérateur"))
        return self.base.new[name]

    def _service(self, operator: OperatorEntry, said: Facts, number: int) -> ServiceEntry:
        key = self.base.service_key(said, operator.record.pk) if not operator.is_new else None
        wanted = normal_name(said.service["name"])
        for service in operator.services:
            if service.record.pk == key if key is not None else normal_name(service.record.name) == wanted:
                return service
        self.lines.new(number, said.service["name"], _("service"))
        return entries.new_service(operator, name=said.service["name"])

    def _place(self, operator: OperatorEntry, service: ServiceEntry, said: Facts) -> tuple[Entry, Placement]:
        """The place of the row and the service there: by our reference, by its address, by its commune, or new."""
        known = self.base.by_reference(said)
        if known and known[2]:
            at = next(each for each in service.placements if each.record.pk == known[2])
            return at.place, at
        own = [at.place for at in service.placements]
        place = (
            next((each for each in [*own, *operator.places] if _is_there(each.record, said)), None)
            or next((each for each in own if _is_vague(each.record, said)), None)
            or entries.new_place(operator)
        )
        return place, entries.placement(service, place)

    def _own(self, service: ServiceEntry, at: Placement, said: Facts) -> dict[str, Any]:
        """What the row says of the service itself: where a second place is described otherwise, that is of the place."""
        text = said.service.get("description")
        described = "description" in service.said or not service.is_new
        if text is None or not described or text == service.record.description or at is service.placements[0]:
            return said.service
        if at.is_new:
            at.record.description = text[:300]
        return {column: value for column, value in said.service.items() if column != "description"}

    def _say(self, entry: Entry, values: dict[str, Any], number: int, by_reference: bool) -> None:
        for column, value in values.items():
            before = getattr(entry.record, column)
            if column == "name" and before != value and not by_reference and normal_name(before) == normal_name(value):
                continue  # another spelling of the name that the record was found by
            answer = entry.say(column, value, number, by_reference=by_reference)
            if answer == "changed":
                self.lines.change(number, entry, column, before, value)
            elif answer == "contradicts":
                self.lines.contradiction(number, entry, column, value)
            elif answer == "draft":
                self.lines.draft(number, entry, column)

    def _locate(self, place: Entry, said: Facts, number: int) -> None:
        """A point for a place that has none, or that has moved; never over a point that a person confirmed."""
        record = place.record
        moved = place.is_new or {"address", "municipality_id", "postcode"} & place.before.keys()
        if "latitude" in said.location:
            values: dict[str, Any] = {"geocode_quality": GeocodeQuality.ADDRESS}
        elif moved and record.geocode_quality != GeocodeQuality.CONFIRMED and "latitude" not in place.said:
            found = self.gazetteer.locate(record.postcode, getattr(said.commune, "name", ""), record.address)
            values = {
                "latitude": found.latitude,
                "longitude": found.longitude,
                "geocode_quality": GeocodeQuality(found.quality),
                "locality_id": found.locality.pk if found.locality else None,
            }
        else:
            return
        for column, value in values.items():
            if getattr(record, column) != value:
                if not place.is_new:
                    place.before.setdefault(column, getattr(record, column))
                setattr(record, column, value)

    def _add(self, operator: OperatorEntry, kind: str, texts: tuple[str, ...], number: int) -> None:
        """Accreditations and contacts of an operator: a sheet adds them, it never takes one away."""
        for text in texts:
            if text not in operator.present[kind] and operator.has_draft:
                self.lines.draft(number, operator, kind)
            elif text not in operator.present[kind]:
                operator.present[kind].add(text)
                operator.added[kind].append(text)
                if not operator.is_new:
                    self.lines.change(number, operator, kind, "", text)

    def _say_program(self, service: ServiceEntry, said: Facts, number: int) -> None:
        if not said.program:
            return
        program = self.programs.setdefault(fold(said.program), Program(name=said.program[:160]))
        if service.record.program is not program and service.record.program_id != (program.pk or -1):
            if service.has_draft:
                self.lines.draft(number, service, "program")
                return
            if not service.is_new:
                service.before.setdefault("program_id", service.record.program_id)
                self.lines.change(number, service, "program", service.record.program or "", program.name)
            service.record.program = program


def _is_there(location: Any, said: Facts) -> bool:
    """Whether the row's place is this one: the same address; or no address said, and the same commune or none said."""
    address, commune = said.location.get("address", ""), getattr(said.commune, "pk", None)
    if commune is not None and location.municipality_id not in {commune, None}:
        return False
    return not address or fold(address) == fold(location.address)


def _is_vague(location: Any, said: Facts) -> bool:
    """Whether the place is known by its commune alone, and the row says where it is."""
    return not location.address and location.municipality_id == getattr(said.commune, "pk", None)


def _children_change(service: ServiceEntry) -> bool:
    return bool(service.wanted) or any(at.wanted or at.is_new for at in service.placements)


def _state(entry: Entry, more: bool) -> str:
    return "new" if entry.is_new else "changed" if entry.before or more else "same"


def changed_services(plan: Plan) -> Iterator[ServiceEntry]:
    """Services of the base of which something changes, their hours and languages included."""
    for operator in plan.operators:
        yield from (each for each in operator.services if not each.is_new and (each.before or _children_change(each)))
