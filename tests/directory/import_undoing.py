"""A sheet that fills every table, the same sheet a year later, and what people do in the base meanwhile."""

from dataclasses import replace
from typing import Any

from bench.dirty import SERVICES, Row, dirty_rows
from maillage.directory.models import ImportRun, Location, Organization, Service
from tests.directory.import_cases import service_of

COLUMNS = (*SERVICES, "kbo", "accreditation", "program", "places", "free_places", "publics")
MORE = {"accreditation": "ILI", "program": "Parcours d’intégration", "places": "12", "free_places": "3"}


def full() -> list[Row]:
    """A sheet that fills every table."""
    return [replace(row, cells={**row.cells, **MORE}) for row in dirty_rows(120, seed=9)]


def changed(rows: list[Row]) -> list[Row]:
    """The same sheet a year later: a third says otherwise in every cell that it may, some rows are new."""
    told = {
        "description": "Nouveau texte.", "phone": "081 99 88 77", "schedule": "samedi 10h-12h", "languages": "pl, ro",
        "level": "B2", "price": "99 €", "email": "nouveau@example.org", "address": "Rue Neuve 1", "places": "20",
        "free_places": "1", "accreditation": "CISP", "program": "ISP", "category": "Logement",
    }  # fmt: skip
    found = [replace(row, cells={**row.cells, **told}) if at % 3 == 0 else row for at, row in enumerate(rows)]
    new = [replace(row, cells={**row.cells, "id": f"N-{at}", "name": "Ciné-club"}) for at, row in enumerate(rows[:10])]
    return [*found, *new, *(replace(row, cells={**row.cells, "organization": "Asbl Neuve"}) for row in rows[10:14])]


def edit_operator(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    operator.description = "Ce que nous savons d’elle."
    operator.save()
    return operator


def publish_operator(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    operator.description = "Publiée."
    operator.save_revision().publish()
    return operator


def draft_service(run: ImportRun) -> Any:
    service = service_of(run, 2)
    service.description = "En chantier."
    service.save_revision()
    return service


def move_place(run: ImportRun) -> Any:
    place = Location.objects.get(pk=run.records.get(number=2).location_id)
    place.address = "Ailleurs 1"
    place.save()
    return place


def add_service(run: ImportRun) -> Any:
    operator = Organization.objects.get(pk=run.records.get(number=2).organization_id)
    return Service.objects.create(organization=operator, name="Ajouté à la main")


WORKS = [edit_operator, publish_operator, draft_service, move_place, add_service]
