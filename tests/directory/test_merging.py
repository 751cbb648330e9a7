"""One record of two: everything follows, nothing is lost, and all of it can be undone."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from maillage.core.models import AuditEntry
from maillage.directory.actions.journal import undo
from maillage.directory.actions.merging import DraftWaits, candidate_of, doubt_again, merge, tell_apart
from maillage.directory.actions.obstacles import Touched
from maillage.directory.models import (
    Act,
    Capacity,
    Change,
    DuplicateCandidate,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from maillage.directory.selectors.pointers import pointers
from tests.directory.two import base, furnish, operator, place, service, sizes, two_operators, two_services
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db


def pointing_to(record):
    """How many rows of each table point to a record."""
    return {
        (pointer.model._meta.label, pointer.column): pointer.model._base_manager.filter(
            **{pointer.column: record.pk}
        ).count()
        for pointer in pointers(type(record))
    }


def test_operators_everything_points_to_the_kept_one(clock):
    kept, lost = two_operators()
    before, own, gone = sizes(), pointing_to(kept), pointing_to(lost)
    clock.forward(seconds=1)
    merge(kept, lost, set())
    absorbed = {
        ("directory.Phone", "organization_id"): 1,  # the same number
        ("agenda.Event_invited", "organization_id"): 1,  # the event where both are invited
        ("directory.DuplicateCandidate", "left_id"): 1,
        ("directory.DuplicateCandidate", "right_id"): 1,
    }
    expected = {key: own[key] + gone[key] - absorbed.get(key, 0) for key in own}
    assert pointing_to(kept) == expected
    assert not any(pointing_to(lost).values())
    lost_rows = {table: before[table] - number for table, number in sizes().items() if before[table] != number}
    assert lost_rows == {
        "directory.Organization": 1,
        "directory.Phone": 1,
        "agenda.Event_invited": 1,
        "directory.DuplicateCandidate": 1,
    }


def test_chosen_values_are_taken_and_the_lost_name_stays_as_the_other_name():
    kept, lost = two_operators()
    merge(kept, lost, {"name", "email", "assured_on"})
    kept.refresh_from_db()
    assert (kept.name, kept.alternate_name) == ("La Maison des Femmes asbl", "Maison des femmes")
    assert (kept.email, kept.website, kept.assured_on) == ("deux@example.org", "https://un.example", date(2026, 5, 1))


def test_form_shows_the_merged_values_of_everything_touched():
    kept, lost = two_operators()
    moved = lost.services.get()
    assert moved.latest_revision_id
    merge(kept, lost, {"email"})
    for record in (Organization.objects.get(pk=kept.pk), Service.objects.get(pk=moved.pk)):
        assert record.latest_revision_id is None
    shown = Organization.objects.get(pk=kept.pk).get_latest_revision_as_object()
    assert shown.email == "deux@example.org"
    assert Service.objects.get(pk=moved.pk).get_latest_revision_as_object().organization_id == kept.pk


def test_undo_brings_the_whole_base_back(clock):
    kept, lost = two_operators()
    before = base()
    clock.forward(seconds=1)
    act = merge(kept, lost, {"name", "email", "assured_on"})
    assert base() != before
    undo(act)
    assert base() == before
    assert Act.objects.get(pk=act.pk).undone_at
    undo(act)  # once more does nothing
    assert base() == before


def test_services_collide_at_places_terms_and_children(clock):
    kept, lost = two_services()
    before = base()
    clock.forward(seconds=1)
    act = merge(kept, lost, {"minimum_age"})
    kept = Service.objects.get(pk=kept.pk)
    assert (kept.minimum_age, kept.maximum_age) == (18, 60)
    assert sorted(kept.terms.values_list("key", flat=True)) == ["francais", "lire"]
    shared, own = kept.service_at_locations.order_by("pk")
    assert shared.description == "au premier"
    assert (shared.phones.count(), shared.schedules.count(), shared.languages.count()) == (1, 1, 1)
    assert own.location.address == "Rue Basse 2"
    assert kept.capacities.get().updated_on == Capacity(**list(before["directory.Capacity"].values())[1]).updated_on
    undo(act)
    assert base() == before


def test_places_become_one_where_a_service_was_at_both(clock):
    owner = operator("Alpha Namur")
    what, other = service(owner, "Alpha"), service(owner, "Permanence")
    kept, lost = place(owner), place(owner, address="Rue Haute, 1")
    for location in (kept, lost):
        at = ServiceAtLocation.objects.create(service=what, location=location)
        Schedule.objects.create(service_at_location=at, hours="Mo 09:00-12:00")
    ServiceAtLocation.objects.create(service=other, location=lost)
    before = base()
    clock.forward(seconds=1)
    act = merge(kept, lost, {"address"})
    assert [at.location_id for at in ServiceAtLocation.objects.order_by("pk")] == [kept.pk, kept.pk]
    assert Schedule.objects.count() == 1
    assert list(Service.objects.values_list("latest_revision", flat=True).order_by("pk")) == [None, None]
    undo(act)
    assert base() == before


def test_place_is_confidential_if_one_of_the_two_was_and_the_act_does_not_tell_the_address():
    kept, lost = place(name="Foyer"), place(name="Refuge", address="Rue du Secret 7", confidential=True)
    act = merge(kept, lost, {"address"})
    assert Location.objects.get(pk=kept.pk).confidential
    assert "Secret" not in act.title + str(AuditEntry.objects.latest("pk").changes)
    assert "Haute" not in act.title


def test_point_is_taken_whole():
    kept, lost = place(), place(latitude=50.46, longitude=4.86, geocode_quality="confirmed")
    merge(kept, lost, {"latitude"})
    kept.refresh_from_db()
    assert (kept.latitude, kept.longitude, kept.geocode_quality) == (50.46, 4.86, "confirmed")


def test_origins_follow_the_values():
    kept = operator("Un", origins={"name": "1:2", "email": "1:2"})
    lost = operator("Deux", origins={"email": "2:9", "kbo": "2:9"}, email="a@example.org")
    merge(kept, lost, {"email"})
    kept.refresh_from_db()
    assert kept.origins == {"name": "1:2", "email": "2:9"}


def test_merging_twice_is_undone_in_reverse_order(clock):
    kept, first, second = operator("Un"), operator("Deux"), operator("Trois")
    furnish(first, "2")
    furnish(second, "3")
    start = base()
    clock.forward(seconds=1)
    act_one = merge(kept, first, {"name"})
    between = base()
    clock.forward(seconds=1)
    act_two = merge(kept, second, set())
    with pytest.raises(Touched) as refused:
        undo(act_one)
    assert "Deux" in refused.value.records
    clock.forward(seconds=1)
    undo(act_two)
    assert base() == between
    undo(act_one)
    assert base() == start


def test_undo_is_refused_when_the_kept_one_or_a_moved_one_was_edited_since(clock):
    kept, lost = two_operators()
    clock.forward(seconds=1)
    act = merge(kept, lost, set())
    after = base()
    for record in (Organization.objects.get(pk=kept.pk), Service.objects.get(name="Cours 2")):
        clock.forward(seconds=1)
        with transaction.atomic():
            record.save()
            with pytest.raises(Touched) as refused:
                undo(act)
            assert str(record) in refused.value.records
            transaction.set_rollback(True)
    assert base() == after


def test_undo_is_refused_when_a_child_of_the_kept_one_was_merged_away(clock):
    kept, lost, third = operator("Un"), operator("Deux"), operator("Trois")
    act = merge(kept, lost, set())
    clock.forward(seconds=1)
    merge(third, kept, set())
    with pytest.raises(Touched):
        undo(act)


def test_undo_is_refused_when_the_short_address_was_taken_since():
    kept, lost = operator("Un"), operator("Deux")
    act = merge(kept, lost, set())
    namesake = operator("Deux")
    assert namesake.slug == lost.slug
    with pytest.raises(Touched) as refused:
        undo(act)
    assert refused.value.records == ["Deux"]


def test_undo_leaves_what_hung_on_something_that_went_since():
    kept, lost = two_operators()
    act = merge(kept, lost, set())
    event = furnish(kept, "3")["event"]
    shared = next(event for event in type(event).objects.all() if event.organization_id is None)
    shared.delete()
    undo(act, even_touched=True)
    lost.refresh_from_db()
    assert Phone.objects.filter(organization=lost).count() == 2


def test_undo_keeps_an_organizer_that_was_chosen_since():
    kept, lost = two_operators()
    act = merge(kept, lost, set())
    event = next(
        e
        for e in furnish(operator("Autre"), "4")["event"].__class__.objects.order_by("-pk")
        if e.organization_id == kept.pk
    )
    other = operator("Un tout autre")
    event.organization = other
    event.save()
    undo(act, even_touched=True)
    event.refresh_from_db()
    assert event.organization == other


def test_draft_that_waits_refuses_the_merge_whoever_has_it(clock):
    kept, lost = two_operators()
    apart = service(operator("Autre"), "Ailleurs")
    drafts = [kept, lost, lost.services.get(), Organization.objects.get(parent=lost), apart]
    before = base()
    for record in drafts:
        with transaction.atomic():
            record.description = "brouillon"
            if record == apart:
                record.organization = lost  # only its draft says so
            record.save_revision()
            with pytest.raises(DraftWaits) as refused:
                merge(kept, lost, set())
            assert refused.value.records == [str(record)]
            transaction.set_rollback(True)
    assert base() == before
    assert not Act.objects.exists()


def test_draft_at_a_merged_place_refuses_the_merge():
    owner = operator("Alpha Namur")
    what = service(owner, "Alpha")
    kept, lost = place(owner), place(owner)
    what.service_at_locations.add(ServiceAtLocation(location=lost))
    what.save_revision()
    with pytest.raises(DraftWaits) as refused:
        merge(kept, lost, set())
    assert refused.value.records == ["Alpha"]


def test_parents_never_go_round():
    top = operator("Sommet")
    middle = operator("Milieu", parent=top)
    bottom = operator("Base", parent=middle)
    merge(bottom, top, set())
    middle.refresh_from_db()
    bottom.refresh_from_db()
    assert (middle.parent, bottom.parent) == (bottom, None)
    merge(bottom, middle, {"parent"})
    bottom.refresh_from_db()
    assert bottom.parent is None


def test_record_is_not_merged_with_itself():
    kept = operator("Un")
    with pytest.raises(ValueError, match="itself"):
        merge(kept, Organization.objects.get(pk=kept.pk), set())


def test_pair_told_apart_stays_apart_from_the_merged_one(clock):
    third, kept, lost = operator("Trois"), operator("Un"), operator("Deux")
    pair = DuplicateCandidate.objects.create(left=third, right=lost, score=0.7)
    tell_apart(pair)
    doubt_again(pair)
    assert candidate_of(lost, third).decision == "waiting"
    tell_apart(pair)
    before = base()
    act = merge(kept, lost, set())
    assert candidate_of(kept, third).decision == "different"
    undo(act)
    assert base() == before


def test_usage_of_a_merged_record_is_found_by_wagtail(clock):
    from wagtail.models import ReferenceIndex

    kept, lost = two_operators()
    call_command("rebuild_references_index", verbosity=0)
    references = ReferenceIndex.get_grouped_references_to
    commune = MunicipalityFactory()
    for one in (kept, lost):
        one.municipality = commune
        one.save()
    users = {record.pk for record, _found in references(lost)}
    act = merge(kept, lost, set())
    assert users - {lost.pk} <= {record.pk for record, _found in references(kept)}
    assert [record for record, _found in references(commune)] == [kept]
    undo(act)
    assert {record.pk for record, _found in references(lost)} >= users - {None}
    assert {str(record) for record, _found in references(commune)} == {str(kept), str(lost)}


def test_journal_keeps_instants_to_the_microsecond(clock):
    kept, lost = operator("Un"), operator("Deux")
    Organization.objects.update(modified_at=clock.forward(seconds=1) + timedelta(microseconds=7))
    act = merge(kept, lost, set())
    told = Change.objects.get(act=act, kind="changed", table="directory.organization").rows[0]["before"]["modified_at"]
    undo(act, even_touched=True)
    assert Organization.objects.get(pk=kept.pk).modified_at.isoformat() == told
