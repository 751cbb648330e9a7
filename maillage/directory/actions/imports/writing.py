"""Writing a plan into the base: new and changed rows in a few statements, all of them in the act's journal."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from maillage.core import clock
from maillage.core.slugs import free_slug
from maillage.directory.actions.imports.entries import Entry, ServiceEntry
from maillage.directory.actions.imports.facts import SCHEDULE
from maillage.directory.actions.imports.plan import Plan, changed_services
from maillage.directory.actions.journal import Journal
from maillage.directory.enums import AccreditationKind
from maillage.directory.models import (
    Accreditation,
    Capacity,
    Contact,
    CourseOffer,
    ImportRun,
    Language,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    SourceRecord,
)
from maillage.directory.sheets.phones import kind as phone_kind
from maillage.directory.sheets.spelling import fold

CHILDREN: dict[str, Any] = {"phones": Phone, "languages": Language, "schedules": Schedule}


def write(plan: Plan, run: ImportRun, journal: Journal) -> None:
    """Write the plan's records in the order in which they lean on each other, and the rows they came from."""
    operators = plan.operators
    services = [service for operator in operators for service in operator.services]
    places = [place for operator in operators for place in operator.places]
    placements = [at for service in services for at in service.placements]
    journal.create([program for program in plan.programs.values() if program.pk is None])
    _mark(plan, run)
    _records(journal, operators, Organization)
    _additions(plan, journal)
    _records(journal, places, None)
    _records(journal, services, Service)
    _service_children(journal, services)
    journal.create([at.record for at in placements if at.is_new])
    for kind, model in CHILDREN.items():
        changed = [at for at in placements if kind in at.wanted]
        known = [at.record.pk for at in changed if not at.is_new]
        journal.delete(list(model.objects.filter(service_at_location__in=known).order_by("pk")))
        journal.create([_child(kind, row, at.record) for at in changed for row in at.wanted[kind]])
    _sources(plan, run, journal)


def _mark(plan: Plan, run: ImportRun) -> None:
    """Note in each record which row gave its values, and when it was changed."""
    now = clock.now()
    for service in changed_services(plan):
        _touch(service, now)
    for operator in plan.operators:
        if not operator.is_new and operator.has_more:
            _touch(operator, now)
        for entry in (operator, *operator.services, *operator.places):
            if not entry.is_new and not entry.before:
                continue
            _touch(entry, now)
            given = (
                entry.said if entry.is_new else {name: entry.said[name] for name in entry.before if name in entry.said}
            )
            if given:
                entry.before.setdefault("origins", entry.record.origins)
                told = {column: f"{run.pk}:{number}" for column, number in given.items()}
                entry.record.origins = {**entry.record.origins, **told}


def _touch(entry: Entry, now: Any) -> None:
    entry.before.setdefault("modified_at", entry.record.modified_at)
    entry.record.modified_at = now


def _records(journal: Journal, found: Iterable[Entry], named: Any) -> None:
    """Operators, places or services: new ones get a short address if they are `named`, changed ones are written."""
    found = list(found)
    new = [entry.record for entry in found if entry.is_new]
    if named is not None and new:
        taken = set(named.objects.values_list("slug", flat=True))
        for record in new:
            record.slug = free_slug(record.name, taken, longest=80, fallback=named._meta.model_name)
            taken.add(record.slug)
    journal.create(new)
    journal.change([(entry.record, entry.before) for entry in found if not entry.is_new and entry.before])


def _additions(plan: Plan, journal: Journal) -> None:
    added = [
        (operator, kind, text)
        for operator in plan.operators
        for kind in operator.added
        for text in operator.added[kind]
    ]
    journal.create(
        [
            Accreditation(organization=operator.record, kind=_accreditation_kind(text), label=text[:120])
            for operator, kind, text in added
            if kind == "accreditation"
        ]
    )
    journal.create(
        [Contact(organization=operator.record, name=text) for operator, kind, text in added if kind == "contact"]
    )


def _accreditation_kind(label: str) -> str:
    words = fold(label).split()
    known = {"ili": AccreditationKind.ILI, "cisp": AccreditationKind.CISP, "fase": AccreditationKind.SCHOOL}
    return next((kind for word, kind in known.items() if word in words), AccreditationKind.OTHER)


def _service_children(journal: Journal, services: list[ServiceEntry]) -> None:
    through = Service.terms.through
    gone, new_terms = [], []
    for service in services:
        wanted = service.wanted.get("terms")
        if wanted is None:
            continue
        if service.terms - wanted:
            gone += through.objects.filter(service=service.record, term__in=service.terms - wanted).order_by("pk")
        new_terms += [through(service=service.record, term_id=term) for term in sorted(wanted - service.terms)]
    journal.delete(gone)
    journal.create(new_terms)
    for kind, model in (("course", CourseOffer), ("capacity", Capacity)):
        changed = [service for service in services if kind in service.wanted]
        known = [service.record.pk for service in changed if not service.is_new]
        journal.delete(list(model._base_manager.filter(service__in=known).order_by("pk")))
        journal.create([_of_service(kind, service) for service in changed])


def _of_service(kind: str, service: ServiceEntry) -> Any:
    said = service.wanted[kind]
    if kind == "capacity":
        return Capacity(service=service.record, **said)
    levels, tags = said
    return CourseOffer(service=service.record, levels=list(levels), tags=list(tags))


def _child(kind: str, row: Any, at: ServiceAtLocation) -> Any:
    if kind == "phones":
        return Phone(service_at_location=at, number=row[:40], kind=phone_kind(row))
    if kind == "languages":
        return Language(service_at_location=at, code=row[0], mode=row[1])
    return Schedule(service_at_location=at, **dict(zip(SCHEDULE, row, strict=True)))


def _sources(plan: Plan, run: ImportRun, journal: Journal) -> None:
    journal.create(
        [
            SourceRecord(
                run=run,
                number=source.number,
                external_id=source.external_id,
                raw=source.raw,
                digest=hashlib.sha256(json.dumps(source.raw, sort_keys=True).encode()).hexdigest(),
                organization=source.operator.record,
                service=source.service.record,
                location=source.place.record,
            )
            for source in plan.sources
        ]
    )
