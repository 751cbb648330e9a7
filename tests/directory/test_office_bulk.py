"""What is done with several records at once from their lists, and what is not deleted."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillage.core import clock as site_clock
from maillage.core.audit import reference
from maillage.core.models import AuditEntry
from maillage.directory.models import Organization, Service, ServiceAtLocation, Term
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, told, words
from tests.directory.two import operator, place, service
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def bulk(act: str, records) -> str:
    """The address of an act on records of one table."""
    model = type(records[0])
    address = reverse("wagtail_bulk_action", args=["directory", model._meta.model_name, act])
    lists = {"organization": "directory_office:list", "service": "directory_services:list"}
    keys = "&".join(f"id={record.pk}" for record in records)
    return f"{address}?{keys}&next={reverse(lists[model._meta.model_name])}"


def draft(record):
    """The record with a change that nobody published."""
    record.description = "brouillon"
    record.save_revision()
    return record


def test_records_are_confirmed_today_and_their_form_says_so(office):
    records = [operator("Un", assured_on=date(2020, 1, 1)), operator("Deux")]
    asked = words(office.get(bulk("confirmer", records)))
    assert "2 fiches :" in asked
    response = office.post(bulk("confirmer", records), follow=True)
    assert told(response).strip() == "Confirmer aujourd’hui · 2 fiches changées."
    for record in Organization.objects.all():
        assert record.assured_on == site_clock.today()
        assert record.get_latest_revision_as_object().assured_on == record.assured_on
        assert not record.has_unpublished_changes
    assert AuditEntry.objects.filter(act="directory.assured").count() == 2
    entry = AuditEntry.objects.get(act="directory.assured", subject=reference(records[0]))
    assert entry.changes == {"assured_on": ["2020-01-01", str(site_clock.today())]}
    assert entry.actor.first_name == "Nadia"


def test_record_with_a_waiting_draft_is_left_out_and_told(office):
    ready, waiting = operator("Un"), draft(operator("Deux"))
    asked = words(office.get(bulk("confirmer", [ready, waiting])))
    assert "Laissées de côté" in asked
    response = office.post(bulk("confirmer", [ready, waiting]), follow=True)
    assert unbroken("1 fiche laissée de côté : elle a un brouillon à publier. Deux") in told(response)
    assert "1 fiche changée" in told(response)
    waiting = Organization.objects.get(pk=waiting.pk)
    assert waiting.assured_on is None
    assert waiting.get_latest_revision_as_object().description == "brouillon"
    only = office.post(bulk("confirmer", [waiting]), follow=True)
    assert "changée" not in told(only)


def test_services_pause_and_resume(office):
    what = service(operator("Un"), "Cours")
    office.post(bulk("pause", [what]))
    what.refresh_from_db()
    assert what.status == "inactive"
    assert what.get_latest_revision_as_object().status == "inactive"
    office.post(bulk("reprise", [what]))
    what.refresh_from_db()
    assert what.status == "active"
    assert AuditEntry.objects.filter(act="directory.status").count() == 2


def test_terms_are_added_to_what_services_have(office):
    theme, need, own = (
        Term.objects.create(scheme=s, key=k) for s, k in (("theme", "a"), ("need", "b"), ("public", "c"))
    )
    owner = operator("Un")
    services = [service(owner, "Cours"), service(owner, "Table")]
    services[0].terms.set([theme, own])
    services[0].save()
    refused = office.post(bulk("mots", services), {})
    assert "Choisissez au moins un thème ou un besoin." in words(refused)
    office.post(bulk("mots", services), {"theme": [theme.pk], "need": [need.pk]})
    assert set(services[0].terms.model.objects.filter(services=services[0])) == {theme, need, own}
    fresh = Service.objects.get(pk=services[1].pk)
    assert set(fresh.get_latest_revision_as_object().terms.all()) == {theme, need}


def test_acts_in_bulk_make_as_many_queries_for_three_as_for_one(office, query_count):
    first = [operator("Un")]
    office.post(bulk("confirmer", first))
    one = query_count(office.post, bulk("confirmer", first))
    three = [*first, operator("Deux"), operator("Trois")]
    assert query_count(office.post, bulk("confirmer", three)) == one


def test_two_operators_are_led_to_their_comparison_and_any_other_number_is_refused(office):
    records = [operator(name) for name in ("Un", "Deux", "Trois")]
    response = office.get(bulk("fusionner", records[:2]))
    assert response["Location"] == reverse(
        "directory_duplicates:compare", args=["operateurs", records[0].pk, records[1].pk]
    )
    for some in (records[:1], records):
        response = office.get(bulk("fusionner", some), follow=True)
        assert told(response) == "Choisissez exactement deux opérateurs pour les fusionner."


def test_services_are_not_offered_the_merging_of_operators(office):
    what = service(operator("Un"), "Cours")
    assert office.get(bulk("fusionner", [what]), follow=True).status_code == 404


@pytest.mark.parametrize("how", ["organizes", "invited"])
def test_operator_that_an_event_uses_is_not_deleted(office, how):
    used, free = operator("Un"), operator("Deux")
    event = EventFactory(title="Plénière", organization=used if how == "organizes" else None)
    if how == "invited":
        event.invited.add(used)
        event.save()
    for address in (reverse("directory_office:delete", args=[used.pk]), bulk("delete", [used, free])):
        response = office.post(address, follow=True)
        assert unbroken("Rien n’est supprimé : on s’en sert encore dans Plénière.") in told(response)
    assert Organization.objects.count() == 2
    office.post(bulk("delete", [free]))
    assert list(Organization.objects.all()) == [used]


def test_place_of_a_service_is_not_deleted_and_says_which(office):
    what, where = service(operator("Un"), "Cours"), place(address="Rue du Secret 7", confidential=True)
    ServiceAtLocation.objects.create(service=what, location=where)
    response = office.post(reverse("directory_places:delete", args=[where.pk]), follow=True)
    assert "Cours" in told(response)
    assert "Secret" not in told(response)


def test_operator_that_nobody_uses_goes_with_its_services(office):
    owner = operator("Un")
    service(owner, "Cours")
    office.post(reverse("directory_office:delete", args=[owner.pk]))
    assert not Service.objects.exists()


def test_day_of_confirmation_is_the_day_here_not_in_greenwich(office, clock):
    midnight = clock.set(site_clock.now().replace(month=7, hour=22, minute=30))
    what = service(operator("Un"), "Cours")
    office.post(bulk("confirmer", [what]))
    what.refresh_from_db()
    assert what.assured_on == midnight.date() + timedelta(days=1)
