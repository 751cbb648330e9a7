"""Two records of one operator, service or place, with everything that may hang on them; and the base as a whole.

Wagtail does not note what they refer to, which takes longer than to save them: who asks that has it noted first.
"""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from wagtail.signal_handlers import disable_reference_index_auto_update

from maillage.agenda.models import Event
from maillage.core import clock
from maillage.directory.models import (
    Accreditation,
    Act,
    Capacity,
    Change,
    Contact,
    DuplicateCandidate,
    ImportRun,
    Language,
    Location,
    Organization,
    Phone,
    Program,
    Schedule,
    SearchChange,
    SearchDocument,
    Service,
    ServiceAtLocation,
    SourceRecord,
    Term,
)
from tests.factories import EventFactory, MunicipalityFactory

Base = dict[str, dict[Any, dict[str, Any]]]


def operator(name: str, **fields: Any) -> Organization:
    """An operator as the form saves it, with a version."""
    with disable_reference_index_auto_update():
        made = Organization.objects.create(name=name, **fields)
        made.save_revision().publish()
    return Organization.objects.get(pk=made.pk)


def service(owner: Organization, name: str, **fields: Any) -> Service:
    """A service as the form saves it, with a version."""
    with disable_reference_index_auto_update():
        made = Service.objects.create(organization=owner, name=name, **fields)
        made.save_revision().publish()
    return Service.objects.get(pk=made.pk)


def place(owner: Organization | None = None, **fields: Any) -> Location:
    """A place with a version."""
    with disable_reference_index_auto_update():
        made = Location.objects.create(organization=owner, **{"address": "Rue Haute 1", "postcode": "5000"} | fields)
        made.save_revision()
    return Location.objects.get(pk=made.pk)


def furnish(owner: Organization, number: str) -> dict[str, Any]:
    """Something of every kind that points to an operator, in every room."""
    run = ImportRun.objects.create(file_name="f.csv")
    what = service(owner, f"Cours {number}")
    where = place(owner)
    at = ServiceAtLocation.objects.create(service=what, location=where, description=f"étage {number}")
    Schedule.objects.create(service_at_location=at, hours="Mo 09:00-12:00")
    event: Event = EventFactory(organization=owner)
    event.invited.add(owner)
    event.save()
    return {
        "service": what,
        "place": where,
        "at": at,
        "event": event,
        "phone": Phone.objects.create(organization=owner, number=f"+3281{number}"),
        "contact": Contact.objects.create(organization=owner, title=f"accueil {number}"),
        "accreditation": Accreditation.objects.create(organization=owner, kind="ili", number=number),
        "program": Program.objects.create(name=f"Programme {number}", organization=owner),
        "child": operator(f"Antenne {number}", parent=owner),
        "source": SourceRecord.objects.create(run=run, number=1, raw={}, digest=number, organization=owner),
    }


def two_operators() -> tuple[Organization, Organization]:
    """The same association twice, both furnished, invited together once, found as a pair."""
    commune = MunicipalityFactory()
    kept = operator("Maison des femmes", website="https://un.example", sector="associative", municipality=commune)
    lost = operator("La Maison des Femmes asbl", email="deux@example.org", assured_on=date(2026, 5, 1))
    furnish(kept, "1")
    furnish(lost, "2")
    both: Event = EventFactory()
    both.invited.set([kept, lost])
    both.save()
    for one in (kept, lost):
        Phone.objects.create(organization=one, number="+3281999999")
    DuplicateCandidate.objects.create(
        left=kept, right=lost, score=0.95, reasons=[{"code": "kbo-same", "weight": 3, "left": "", "right": ""}]
    )
    return kept, lost


def two_services() -> tuple[Service, Service]:
    """The same course twice: once at its own place, once more at the place of both, with the same term."""
    owner = operator("Alpha Namur")
    kept, lost = service(owner, "Alpha"), service(owner, "Cours d’alpha", minimum_age=18, maximum_age=60)
    shared, own = place(owner), place(owner, address="Rue Basse 2")
    for one in (kept, lost):
        at = ServiceAtLocation.objects.create(service=one, location=shared)
        Phone.objects.create(service_at_location=at, number="+3281000000")
        Schedule.objects.create(service_at_location=at, hours="Mo 09:00-12:00")
        Capacity.objects.create(service=one, places=10, updated_on=clock.today() - timedelta(days=one.pk == kept.pk))
        one.terms.add(Term.objects.get_or_create(scheme="theme", key="francais")[0])
        one.save()
    ServiceAtLocation.objects.filter(service=lost, location=shared).update(description="au premier")
    Language.objects.create(service_at_location=lost.service_at_locations.get(), code="ar")
    ServiceAtLocation.objects.create(service=lost, location=own)
    lost.terms.add(Term.objects.get_or_create(scheme="need", key="lire")[0])
    lost.save()
    return kept, lost


UNCOMPARED = (Act, Change, SearchDocument, SearchChange)  # the journal itself, and what is made of records


def base() -> Base:
    """All rows of the directory and the agenda by table and key, without the journal itself."""
    rooms = ("directory", "agenda")
    models = [
        model
        for room in rooms
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model not in UNCOMPARED
    ]
    return {
        model._meta.label: {row["id"]: row for row in model._base_manager.order_by("pk").values()} for model in models
    }


def sizes() -> dict[str, int]:
    """How many rows each table has."""
    return {table: len(rows) for table, rows in base().items()}
