"""Who a row speaks of, among what is in the base. Operators are read whole, a few hundred at a time, when first met."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from maillage.directory.actions.imports.entries import Entry, OperatorEntry, Placement, ServiceEntry
from maillage.directory.actions.imports.facts import SCHEDULE, Facts
from maillage.directory.actions.imports.names import is_generic, normal_name
from maillage.directory.models import (
    Accreditation,
    Capacity,
    Contact,
    CourseOffer,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    SourceRecord,
)

Known = tuple[int, int | None, int | None]  # keys of operator, service, placement


class Base:
    """Light indexes of all operators, and those that the sheet has met so far as entries."""

    def __init__(self) -> None:
        self.entries: dict[int, OperatorEntry] = {}
        self.new: dict[tuple[str, Any], OperatorEntry] = {}
        self._by_name: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        self._by_kbo: dict[str, int] = {}
        self._by_ref: dict[uuid.UUID, Known] = {}
        self._by_external: dict[str, list[Known]] = defaultdict(list)

    @classmethod
    def load(cls) -> Self:
        """The indexes: four queries."""
        base = cls()
        rows = Organization.objects.order_by("pk").values_list("pk", "name", "municipality_id", "kbo", "ref")
        for key, name, commune, kbo, ref in rows.iterator():
            base._by_name[normal_name(name)].append((key, commune))
            base._by_ref[ref] = (key, None, None)
            if kbo:
                base._by_kbo.setdefault(kbo, key)
        for key, owner, ref in Service.objects.values_list("pk", "organization_id", "ref").order_by("pk").iterator():
            base._by_ref[ref] = (owner, key, None)
        found = ServiceAtLocation.objects.order_by("pk").values_list(
            "pk", "service__organization_id", "service_id", "ref"
        )
        for key, owner, service, ref in found.iterator():
            base._by_ref[ref] = (owner, service, key)
        told = SourceRecord.objects.exclude(external_id="").exclude(organization=None).order_by("-pk")
        for external, owner, service in told.values_list("external_id", "organization_id", "service_id").iterator():
            base._by_external[external].append((owner, service, None))
        return base

    def known(self, reference: str) -> Known | None:
        """The record with one of our own references, as it stands in an export."""
        try:
            return self._by_ref.get(uuid.UUID(reference))
        except ValueError:
            return None

    def by_reference(self, said: Facts) -> Known | None:
        """The record that the row names by one of our own references."""
        return self.known(said.external_id)

    def operator_key(self, said: Facts) -> int | None:
        """The key of the operator that the row speaks of, if the base has it.

        By our reference; by its enterprise number; by its name and commune; by its name alone where the name is its
        own (there is one CPAS in each commune); or by the sheet's own name for the row, if the names agree too.
        """
        if known := self.by_reference(said):
            return known[0]
        if found := self._by_kbo.get(said.organization.get("kbo", "")):
            return found
        name, commune = normal_name(said.organization["name"]), getattr(said.commune, "pk", None)
        alike = self._by_name.get(name, [])
        here = [key for key, where in alike if where == commune or commune is None or where is None]
        if here or (alike and not is_generic(name)):
            return (here or [alike[0][0]])[0]
        return None

    def operator_name(self, said: Facts) -> tuple[str, Any]:
        """What a new operator is known by within the sheet."""
        name = normal_name(said.organization["name"])
        return name, getattr(said.commune, "pk", None) if is_generic(name) else None

    def service_key(self, said: Facts, operator: int) -> int | None:
        """The key of the service that the row names by its own name for it, of that operator."""
        if known := self.by_reference(said):
            return known[1]
        known_by = self._by_external.get(said.external_id, []) if said.external_id else []
        return next((service for owner, service, _place in known_by if owner == operator), None)

    def meet(self, keys: Iterable[int]) -> None:
        """Read the operators of the base with these keys, unless they were met before."""
        new = sorted(set(keys) - self.entries.keys())
        if not new:
            return
        for record in Organization.objects.filter(pk__in=new):
            self.entries[record.pk] = OperatorEntry(record, is_new=False, has_draft=record.has_unpublished_changes)
        for accreditation in Accreditation.objects.filter(organization__in=new):
            self.entries[accreditation.organization_id].present["accreditation"].add(str(accreditation))
        for contact in Contact.objects.filter(organization__in=new):
            self.entries[contact.organization_id].present["contact"].add(str(contact))
        places = {}
        for location in Location.objects.filter(organization__in=new).order_by("pk"):
            places[location.pk] = Entry(location, is_new=False)
            self.entries[location.organization_id or 0].places.append(places[location.pk])
        services = {}
        for service in Service.objects.filter(organization__in=new).order_by("pk"):
            entry = ServiceEntry(service, is_new=False, has_draft=service.has_unpublished_changes)
            services[service.pk] = entry
            self.entries[service.organization_id].services.append(entry)
        _read_service_children(services)
        _read_placements(services, places)


def _read_service_children(services: dict[int, ServiceEntry]) -> None:
    through = Service.terms.through
    terms: dict[int, set[int]] = defaultdict(set)
    for service, term in through.objects.filter(service__in=services).values_list("service_id", "term_id"):
        terms[service].add(term)
    for service, found in terms.items():
        services[service].terms = frozenset(found)
    for service, levels, tags in CourseOffer.objects.filter(service__in=services).values_list(
        "service_id", "levels", "tags"
    ):
        services[service].course = (tuple(levels), tuple(tags))
    for row in Capacity.objects.filter(service__in=services):
        services[row.service_id].capacity = {
            name: getattr(row, name)
            for name in ("places", "free_places", "waiting_weeks", "next_intake", "updated_on", "expires_on")
        }


def _read_placements(services: dict[int, ServiceEntry], places: dict[int, Entry]) -> None:
    placements = {}
    for row in ServiceAtLocation.objects.filter(service__in=services).select_related("location").order_by("pk"):
        place = places.get(row.location_id) or Entry(row.location, is_new=False)
        placements[row.pk] = Placement(row, is_new=False, place=place)
        services[row.service_id].placements.append(placements[row.pk])
    for kind, rows in (
        ("phones", Phone.objects.values_list("service_at_location_id", "number")),
        ("languages", Language.objects.values_list("service_at_location_id", "code", "mode")),
        ("schedules", Schedule.objects.values_list("service_at_location_id", *SCHEDULE)),
    ):
        found: dict[int, list[Any]] = defaultdict(list)
        for key, *columns in rows.filter(service_at_location__in=placements).order_by("pk"):
            found[key].append(columns[0] if kind == "phones" else tuple(columns))
        for key, children in found.items():
            placements[key].children[kind] = tuple(sorted(children) if kind == "languages" else children)
