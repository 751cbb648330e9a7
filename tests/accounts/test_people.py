"""Accounts made, changed and given roles in the office."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied

from maillage.accounts import rules
from maillage.accounts.actions import ensure_roles, invite, set_roles, update_person
from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.core import outbox, seals
from maillage.core.models import AuditEntry
from tests.accounts.doorstep import GOOD_PASSWORD, ask, come_in, is_in, mails_to
from tests.factories import CentreFactory, UserFactory

LIST = "/gestion/users/"


@pytest.fixture
def administrator(db):
    CentreFactory()
    return UserFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def office(client, administrator):
    """The administrator's browser, in the office."""
    client.force_login(administrator)
    return client


def fields(**more):
    return {
        "email": "neuf@example.org",
        "first_name": "Ada",
        "last_name": "Dubois",
        "roles": ["partner_member"],
        **more,
    }


def test_account_is_opened_with_roles_and_an_invitation(office, administrator):
    assert office.get(f"{LIST}new/").status_code == 200
    assert office.post(f"{LIST}new/", fields(email="Neuf@Example.org"))["Location"] == LIST
    person = User.objects.get(email="neuf@example.org")
    assert (person.roles, person.is_team, person.has_usable_password()) == ({Role.PARTNER_MEMBER}, False, False)
    (mail,) = mails_to(person.email, "accounts.invitation")
    letter = outbox.writer(mail.kind)(seals.unseal(mail.payload))
    assert "Bonjour Ada," in letter.body
    assert "/fr/compte/connexion/" in letter.body
    assert [*AuditEntry.objects.filter(act__startswith="accounts.").values_list("act", "actor_id").order_by("pk")] == [
        ("accounts.invited", administrator.pk),
        ("accounts.roles_set", administrator.pk),
    ]


def test_invited_person_comes_in_by_code(office, client):
    office.post(f"{LIST}new/", fields())
    client.logout()
    assert come_in(client, "neuf@example.org")["Location"] == "/espace/"


def test_form_has_no_password_and_no_superpower(office):
    page = office.get(f"{LIST}new/").content.decode()
    for name in ("password", "is_superuser", "groups", "is_staff"):
        assert f'name="{name}' not in page
    office.post(
        f"{LIST}new/", fields(is_superuser="on", is_staff="on", password1=GOOD_PASSWORD, password2=GOOD_PASSWORD)
    )
    person = User.objects.get(email="neuf@example.org")
    assert (person.is_superuser, person.is_staff, person.has_usable_password()) == (False, False, False)


@pytest.mark.parametrize("taken", ["prise@example.org", "PRISE@example.org"])
def test_address_belongs_to_one_person(office, taken):
    UserFactory(email="prise@example.org")
    page = office.post(f"{LIST}new/", fields(email=taken))
    assert "Une personne a déjà cette adresse." in page.content.decode()
    assert User.objects.filter(email__iexact=taken).count() == 1


def test_new_address_replaces_the_old_one_at_the_door(office, client):
    person = UserFactory(email="avant@example.org")
    office.post(f"{LIST}edit/{person.pk}/", fields(email="apres@example.org", is_active="on"))
    client.logout()
    ask(client, "avant@example.org")
    assert mails_to("avant@example.org") == []
    assert come_in(type(client)(), "apres@example.org")["Location"] == "/espace/"


def test_account_is_closed_by_unticking(office, client):
    person = UserFactory(email="part@example.org")
    inside = type(client)()
    inside.force_login(person)
    office.post(f"{LIST}edit/{person.pk}/", fields(email=person.email))
    assert not is_in(inside)


def test_administrator_cannot_close_the_account_in_use(office, administrator):
    assert 'name="is_active"' not in office.get(f"{LIST}edit/{administrator.pk}/").content.decode()
    office.post(f"{LIST}edit/{administrator.pk}/", fields(email=administrator.email, roles=["administrator"]))
    administrator.refresh_from_db()
    assert administrator.is_active


def test_administrator_cannot_touch_who_runs_the_machine(office):
    machine = User.objects.create_superuser("machine@example.org")
    for answer in (office.get(f"{LIST}edit/{machine.pk}/"), office.post(f"{LIST}edit/{machine.pk}/", fields())):
        assert (answer.status_code, answer["Location"]) == (302, "/gestion/")
    machine.refresh_from_db()
    assert machine.email == "machine@example.org"


def test_list_of_people_offers_no_act_in_bulk(office):
    UserFactory()
    page = office.get(LIST).content.decode()
    assert "data-bulk-action-checkbox" not in page
    assert office.get("/gestion/bulk/accounts/user/assign_role/?id=1", follow=True).status_code == 404


def test_list_of_people_says_their_roles_in_a_fixed_number_of_queries(office, query_count):
    UserFactory(role=Role.POLICY_MAKER)
    office.get(LIST)
    one = query_count(office.get, LIST)
    assert "responsable politique" in office.get(LIST).content.decode()
    for _ in range(2):
        UserFactory(role=Role.PARTNER_MEMBER)
    assert query_count(office.get, LIST) == one


GIVES = {
    Role.ADMINISTRATOR: set(Role),
    Role.COORDINATOR: {Role.CARRIER_SECRETARY, Role.PARTNER_MEMBER, Role.POLICY_MAKER},
    Role.CARRIER_SECRETARY: set(),
    Role.PARTNER_MEMBER: set(),
    Role.POLICY_MAKER: set(),
}


@pytest.mark.parametrize("given", Role)
@pytest.mark.parametrize("giver", Role)
def test_nobody_gives_more_than_they_have(db, giver, given):
    by, person = UserFactory(role=giver), UserFactory()
    if given in GIVES[giver]:
        set_roles(person, {given}, by)
        assert User.objects.get(pk=person.pk).roles == {given}
    else:
        with pytest.raises(PermissionDenied):
            set_roles(person, {given}, by)
        assert User.objects.get(pk=person.pk).roles == frozenset()


def test_nobody_raises_themself(db):
    person = UserFactory(role=Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        set_roles(person, {Role.ADMINISTRATOR}, person)
    with pytest.raises(PermissionDenied):
        set_roles(person, set(), person)


def test_coordinator_does_not_touch_the_team(db):
    coordinator, administrator = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.ADMINISTRATOR)
    assert not rules.may_change_person(coordinator, administrator)
    administrator.email = "voleur@example.org"
    with pytest.raises(PermissionDenied):
        update_person(administrator, administrator.roles, coordinator)


def test_refused_role_leaves_no_account_behind(db):
    coordinator = UserFactory(role=Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        invite(User(email="neuf@example.org"), {Role.ADMINISTRATOR}, coordinator)
    assert not User.objects.filter(email="neuf@example.org").exists()
    assert mails_to("neuf@example.org", "accounts.invitation") == []


def test_roles_hold_exactly_what_the_table_says(db):
    ensure_roles()
    group = Group.objects.get(name=Role.PARTNER_MEMBER)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    Group.objects.get(name=Role.COORDINATOR).permissions.clear()
    ensure_roles()
    assert list(group.permissions.all()) == []
    coordinator = UserFactory(role=Role.COORDINATOR)
    assert coordinator.has_perms(["wagtailadmin.access_admin", "agenda.change_event", "core.change_centre"])
    assert not coordinator.has_perm("accounts.add_user")
    assert not coordinator.has_perm("core.delete_outboxmessage")
    assert UserFactory(role=Role.ADMINISTRATOR).has_perm("accounts.add_user")


def test_roles_that_are_right_are_left_alone(db, query_count):
    ensure_roles()
    first = query_count(ensure_roles)
    assert query_count(ensure_roles) == first
    assert Group.objects.filter(name__in=Role.values).count() == len(Role)


def test_team_may_write_pages_and_files(db):
    ensure_roles()
    for role, may in ((Role.COORDINATOR, True), (Role.PARTNER_MEMBER, False)):
        group = Group.objects.get(name=role)
        assert group.page_permissions.filter(permission__codename="publish_page").exists() is may
        assert group.collection_permissions.filter(permission__codename="add_image").exists() is may
