"""A password opens nothing by itself, at no door of the site."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from maillage.accounts.actions import set_password, set_roles
from maillage.accounts.enums import Role
from tests.accounts.doorstep import (
    GOOD_PASSWORD,
    PASSWORD,
    PROOF,
    SECOND,
    application,
    application_code,
    come_in,
    is_in,
    mails_to,
    recovery_codes,
)
from tests.factories import CentreFactory, UserFactory


@pytest.fixture
def coordinator(db):
    CentreFactory()
    return UserFactory(email="coordination@example.org", role=Role.COORDINATOR, password=GOOD_PASSWORD)


@pytest.fixture
def partner(db):
    CentreFactory()
    return UserFactory(email="partenaire@example.org", role=Role.PARTNER_MEMBER, password=GOOD_PASSWORD)


def write_password(client, email, password=GOOD_PASSWORD, **more):
    return client.post(PASSWORD, {"login": email, "password": password, **more})


def test_team_comes_in_by_password_and_application(client, coordinator):
    secret = application(coordinator)
    assert write_password(client, coordinator.email)["Location"] == SECOND
    assert not is_in(client)
    assert client.get(SECOND).status_code == 200
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post(SECOND, {"code": application_code(secret)})["Location"] == "/espace/"
    assert is_in(client)
    assert client.get("/gestion/").status_code == 200


def test_recovery_code_stands_in_for_the_application_once(coordinator):
    application(coordinator)
    code = recovery_codes(coordinator)[0]
    first, second = Client(), Client()
    for client in (first, second):
        write_password(client, coordinator.email)
        client.post(SECOND, {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_team_without_second_factor_is_refused_and_shown_the_code(client, coordinator):
    page = write_password(client, coordinator.email)
    assert page.status_code == 200
    assert "Un mot de passe seul n’ouvre pas ce site" in page.content.decode()
    assert "Entrer plutôt par un code" in page.content.decode()
    assert not is_in(client)


def test_recovery_codes_alone_are_no_second_factor(client, coordinator):
    recovery_codes(coordinator)
    assert write_password(client, coordinator.email).status_code == 200
    assert client.get(SECOND)["Location"] != "/espace/"
    assert not is_in(client)


def test_partner_with_a_password_and_application_is_still_refused(client, partner):
    application(partner)
    page = write_password(client, partner.email)
    assert "L’adresse ou le mot de passe n’est pas juste." in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("email", ["coordination@example.org", "partenaire@example.org", "personne@example.org"])
def test_wrong_password_says_the_same_to_everybody(client, coordinator, partner, email):
    page = write_password(client, email, "un tout autre mot").content.decode()
    assert "L’adresse ou le mot de passe n’est pas juste." in page


def test_passwords_tried_are_limited_for_one_address(client, coordinator):
    application(coordinator)
    for _ in range(10):
        write_password(Client(), coordinator.email, "faux")
    assert "Trop d’essais" in write_password(Client(REMOTE_ADDR="192.0.2.9"), coordinator.email).content.decode()
    assert come_in(client, coordinator.email)["Location"] == SECOND


def test_second_factors_tried_are_limited(client, coordinator):
    secret = application(coordinator)
    write_password(client, coordinator.email)
    for _ in range(10):
        client.post(SECOND, {"code": "000000"})
    assert "Trop d’essais" in client.post(SECOND, {"code": application_code(secret)}).content.decode()
    assert not is_in(client)


def test_team_with_second_factor_gives_it_after_a_code_too(client, coordinator):
    secret = application(coordinator)
    assert come_in(client, coordinator.email)["Location"] == SECOND
    assert not is_in(client)
    client.post(SECOND, {"code": application_code(secret)})
    assert is_in(client)


def test_partner_with_second_factor_comes_in_by_the_code_alone(client, partner):
    application(partner)
    assert come_in(client, partner.email)["Location"] == "/espace/"


BARE = [
    ("/gestion/login/", {"username": "{email}", "password": "{password}"}),
    ("/gestion/login/", {"email": "{email}", "login": "{email}", "password": "{password}"}),
    ("/fr/_util/login/", {"username": "{email}", "password": "{password}"}),
    ("/fr/compte/connexion/", {"login": "{email}", "password": "{password}"}),
    ("/fr/compte/connexion/mot-de-passe/", {"login": "{email}", "password": "{password}"}),
    (
        "/fr/compte/connexion/mot-de-passe/",
        {"login": "{email}", "password": "{password}", "second_factor_follows": "1"},
    ),
    ("/fr/compte/preuve/", {"password": "{password}"}),
    ("/fr/compte/inscription/", {"email": "{email}", "password1": "{password}", "password2": "{password}"}),
    ("/fr/compte/signup/", {"email": "nouveau@example.org", "password1": "{password}"}),
    ("/fr/compte/securite/mot-de-passe/", {"password": "{password}"}),
    ("/fr/compte/password/reset/", {"email": "{email}"}),
    ("/fr/compte/password/reset/key/1-set-password/", {"password1": "{password}", "password2": "{password}"}),
    ("/fr/compte/password/set/", {"password1": "{password}", "password2": "{password}"}),
    ("/fr/compte/password/change/", {"oldpassword": "{password}", "password1": "{password}"}),
    ("/fr/compte/reauthenticate/", {"password": "{password}"}),
    ("/fr/compte/login/", {"login": "{email}", "password": "{password}"}),
    ("/fr/compte/2fa/authenticate/", {"code": "123456"}),
    ("/fr/compte/3rdparty/login/", {}),
    ("/fr/compte/3rdparty/signup/", {"email": "{email}"}),
    ("/fr/compte/social/signup/", {"email": "{email}"}),
    ("/fr/compte/google/login/", {}),
    ("/gestion/password_reset/", {"email": "{email}"}),
    ("/accounts/login/", {"login": "{email}", "password": "{password}"}),
    ("/admin/login/", {"username": "{email}", "password": "{password}"}),
]


@pytest.mark.parametrize(("path", "fields"), BARE)
@pytest.mark.parametrize("with_factor", [False, True])
def test_bare_password_opens_no_session_at_any_door(client, coordinator, path, fields, with_factor):
    if with_factor:
        application(coordinator)
    filled = {name: text.format(email=coordinator.email, password=GOOD_PASSWORD) for name, text in fields.items()}
    client.post(path, filled, follow=True)
    assert "_auth_user_id" not in client.session
    assert not is_in(client)


def test_wagtails_reset_with_a_right_key_changes_nothing(client, coordinator):
    key = default_token_generator.make_token(coordinator)
    uid = urlsafe_base64_encode(force_bytes(coordinator.pk))
    for last in (key, "set-password"):
        path = f"/gestion/password_reset/confirm/{uid}/{last}/"
        client.post(
            path, {"new_password1": "un autre mot de passe", "new_password2": "un autre mot de passe"}, follow=True
        )
    coordinator.refresh_from_db()
    assert coordinator.check_password(GOOD_PASSWORD)
    assert not is_in(client)


def test_backend_compares_no_password_for_whom_no_second_factor_follows(rf, coordinator):
    application(coordinator)
    request = rf.post("/")
    for named in ({"username": coordinator.email}, {"email": coordinator.email}):
        assert authenticate(request, **named, password=GOOD_PASSWORD) is None
        assert authenticate(request, **named, password=GOOD_PASSWORD, second_factor_follows="yes") is None


def test_session_that_saw_only_a_password_is_never_opened(rf, coordinator):
    """The last lock: whatever a door does, the adapter opens no session without code or key."""
    from allauth.account.adapter import get_adapter
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.sessions.backends.db import SessionStore

    request = rf.post("/")
    request.session = SessionStore()
    record_authentication(request, coordinator, method="password")
    with pytest.raises(PermissionDenied):
        get_adapter().login(request, coordinator)
    assert "_auth_user_id" not in request.session


def test_team_sets_and_removes_a_password_after_a_proof(client, db):
    CentreFactory()
    person = UserFactory(role=Role.ADMINISTRATOR)
    come_in(client, person.email)
    path = "/fr/compte/securite/mot-de-passe/"
    assert "trop court" in client.post(path, {"password": "court"}).content.decode()
    assert client.post(path, {"password": GOOD_PASSWORD})["Location"] == "/fr/compte/securite/"
    person.refresh_from_db()
    assert person.check_password(GOOD_PASSWORD)
    assert is_in(client)
    assert len(mails_to(person.email, "accounts.security")) == 1
    client.post(path, {"action": "remove"})
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert is_in(client)


def test_partner_gets_no_password(client, db):
    CentreFactory()
    person = UserFactory(role=Role.PARTNER_MEMBER)
    come_in(client, person.email)
    assert client.post("/fr/compte/securite/mot-de-passe/", {"password": GOOD_PASSWORD}).status_code == 403
    with pytest.raises(PermissionDenied):
        set_password(person, GOOD_PASSWORD)
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_who_leaves_the_team_loses_the_password(coordinator):
    set_roles(coordinator, {Role.PARTNER_MEMBER}, by=None)
    coordinator.refresh_from_db()
    assert not coordinator.has_usable_password()
    assert not coordinator.is_staff


def test_proof_is_asked_anew_when_the_sign_in_is_old(client, coordinator):
    client.force_login(coordinator)
    answer = client.post("/fr/compte/securite/mot-de-passe/", {"password": "un tout autre mot de passe"})
    assert answer["Location"].startswith(PROOF)
    coordinator.refresh_from_db()
    assert coordinator.check_password(GOOD_PASSWORD)
