"""Lists of the office: what they show, what their filters leave, and how much they ask the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.accounts.enums import Role
from maillage.core import clock
from maillage.directory.enums import Scheme
from maillage.directory.models import (
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
    TermWords,
)
from tests.factories import MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client: Client) -> Client:
    """A coordinator in the office."""
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


def whole_service(number: int = 0) -> Service:
    """A service of an operator of its own, of which nothing essential is missing."""
    operator = OrganizationFactory(municipality=MunicipalityFactory(), website="https://exemple.be", sector="public")
    service = Service.objects.create(
        organization=operator,
        name=f"Cours {number}",
        description="Un cours.",
        fees_cents=0,
        application_process="Venir.",
        assured_on=clock.today(),
    )
    for scheme in (Scheme.THEME, Scheme.NEED):
        term, new = Term.objects.get_or_create(scheme=scheme, key="french")
        if new:
            TermWords.objects.create(term=term, language="fr", name="Français")
        service.terms.add(term)
    service.save()
    place = Location.objects.create(organization=operator, municipality=operator.municipality)
    at = ServiceAtLocation.objects.create(service=service, location=place)
    Phone.objects.create(service_at_location=at, number="+3281000000")
    Language.objects.create(service_at_location=at, code="fr")
    Schedule.objects.create(service_at_location=at, hours="Mo 09:00-12:00")
    return service


def names(client: Client, address: str) -> set[str]:
    """The names of the records on the list at this address."""
    response = client.get(address)
    assert response.status_code == 200
    return {str(record) for record in response.context["object_list"]}


@pytest.mark.parametrize("address", ["operateurs", "services", "lieux", "termes", "programmes", "conges-scolaires"])
def test_list_asks_as_much_for_three_as_for_one(team: Client, address: str):
    whole_service()
    team.get(f"/gestion/{address}/")  # what is kept once is asked once
    with CaptureQueriesContext(
        connection,
    ) as one:
        team.get(f"/gestion/{address}/")
    for number in (1, 2):
        whole_service(number)
    with CaptureQueriesContext(connection) as three:
        team.get(f"/gestion/{address}/")
    assert len(three) == len(one)


def test_nothing_is_missing_in_a_whole_service(team: Client):
    whole_service()
    gaps = ["where", "hours", "phone", "languages", "theme", "need", "description", "price", "process", "assured"]
    assert {gap: names(team, f"/gestion/services/?missing={gap}") for gap in gaps} == {gap: set() for gap in gaps}


@pytest.mark.parametrize(
    ("gap", "take"),
    [
        ("where", lambda service: Location.objects.update(municipality=None)),
        ("hours", lambda service: Schedule.objects.update(hours="", written="on verra")),
        ("phone", lambda service: Phone.objects.all().delete()),
        ("languages", lambda service: Language.objects.all().delete()),
        ("theme", lambda service: Term.objects.filter(scheme=Scheme.THEME).delete()),
        ("description", lambda service: Service.objects.update(description="")),
        ("price", lambda service: Service.objects.update(fees_cents=None)),
        ("process", lambda service: Service.objects.update(application_process="")),
        ("assured", lambda service: Service.objects.update(assured_on=clock.today() - timedelta(days=366))),
    ],
)
def test_filter_finds_what_is_missing(team: Client, gap: str, take):
    service = whole_service()
    take(service)
    assert names(team, f"/gestion/services/?missing={gap}") == {service.name}


def test_hours_by_appointment_are_hours(team: Client):
    whole_service()
    Schedule.objects.update(hours="", by_appointment=True)
    assert names(team, "/gestion/services/?missing=hours") == set()


def test_services_are_filtered_by_theme_and_commune(team: Client):
    service, other = whole_service(), whole_service(1)
    other.terms.clear()
    other.save()
    theme = Term.objects.get(scheme=Scheme.THEME)
    assert names(team, f"/gestion/services/?theme={theme.pk}") == {service.name}
    commune = other.organization.municipality
    assert names(team, f"/gestion/services/?commune={commune.pk}") == {other.name}


def test_export_holds_what_the_list_shows(team: Client):
    shown, hidden = whole_service(), whole_service(1)
    Organization.objects.filter(pk=hidden.organization_id).update(sector="private")
    response = team.get("/gestion/operateurs/export.csv?sector=public")
    text = response.content.decode("utf-8-sig")
    assert shown.organization.name in text
    assert hidden.organization.name not in text
    assert str(date.today().year) in response["Content-Disposition"]  # noqa: DTZ011
    assert team.get("/gestion/operateurs/export.xlsx?q=" + shown.organization.name).content[:2] == b"PK"


def test_a_false_enterprise_number_is_refused_beside_its_field(team: Client):
    operator = OrganizationFactory()
    operator.kbo = "0123456789"
    with pytest.raises(Exception, match="n’existe pas"):
        operator.full_clean()
    operator.kbo = "0202239951"
    operator.full_clean()
