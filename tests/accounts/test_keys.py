"""One's own ways in, and what answers to a key that is none. A real key is tried in the journeys."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from maillage.accounts.enums import Role
from maillage.core import outbox, seals
from tests.accounts.doorstep import (
    PROOF,
    SECURITY,
    application,
    application_code,
    code_in,
    come_in,
    is_in,
    mails_to,
    recovery_codes,
)
from tests.factories import CentreFactory, UserFactory

KEY_DOOR = "/fr/compte/connexion/cle/"
NEW_KEY = f"{SECURITY}cles/nouvelle/"

RUBBISH = [
    "",
    "{",
    "null",
    "[]",
    "{}",
    '"texte"',
    "12",
    json.dumps({"id": "x"}),
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
    json.dumps(
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA", "userHandle": "MQ"}}
    ),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA", "userHandle": "MQ"},
            "clientExtensionResults": {},
        }
    ),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "eA"},
            "clientExtensionResults": {},
        }
    ),
]


@pytest.fixture
def partner(db):
    CentreFactory()
    return UserFactory(email="partenaire@example.org", role=Role.PARTNER_MEMBER)


@pytest.fixture
def coordinator(db):
    CentreFactory()
    return UserFactory(email="coordination@example.org", role=Role.COORDINATOR)


@pytest.mark.parametrize("credential", RUBBISH)
def test_rubbish_for_a_key_is_refused_at_the_door(client, partner, credential):
    assert (
        "challenge"
        in client.get(KEY_DOOR, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]
    )
    answer = client.post(KEY_DOOR, {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/fr/compte/connexion/")
    assert not is_in(client)


@pytest.mark.parametrize("credential", RUBBISH)
def test_rubbish_for_a_new_key_is_refused(client, partner, credential):
    come_in(client, partner.email)
    client.get(NEW_KEY)
    answer = client.post(NEW_KEY, {"name": "Téléphone", "credential": credential})
    assert answer.status_code == 200
    assert 'value="Téléphone"' in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_new_key_is_one_that_the_browser_keeps_and_that_checks_its_holder(client, partner):
    come_in(client, partner.email)
    options = client.get(NEW_KEY).context["js_data"]["creation_options"]["publicKey"]
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["name"] == "CINL"


def test_changing_keys_asks_for_a_proof_and_goes_on_after_it(client, partner):
    client.force_login(partner)
    asked = client.get(NEW_KEY)
    assert asked["Location"].startswith(f"{PROOF}?next=")
    page = client.get(asked["Location"]).content.decode()
    assert "partenaire@example.org" in page
    assert 'name="code"' not in page
    sent = client.post(asked["Location"], {"action": "send"})
    assert 'name="code"' in client.get(sent["Location"]).content.decode()
    (mail,) = mails_to(partner.email)
    wrong = client.post(sent["Location"], {"code": "0000-0000"})
    assert "Ce code n’est pas le bon" in wrong.content.decode()
    assert client.post(sent["Location"], {"code": code_in(mail)})["Location"] == NEW_KEY
    assert client.get(NEW_KEY).status_code == 200


def test_codes_of_a_proof_are_counted_and_expire(client, partner, clock):
    client.force_login(partner)
    path = f"{PROOF}?next={NEW_KEY}"
    client.post(path, {"action": "send"})
    for _ in range(3):
        client.post(path, {"code": "0000-0000"})
    assert "Trop d’essais" in client.post(path, {"code": code_in(mails_to(partner.email)[-1])}).content.decode()
    client.post(path, {"action": "send"})
    clock.forward(minutes=11)
    assert "a expiré" in client.post(path, {"code": code_in(mails_to(partner.email)[-1])}).content.decode()
    assert client.get(NEW_KEY)["Location"].startswith(PROOF)


def test_proof_of_one_person_is_none_for_another(client, partner, coordinator):
    client.force_login(partner)
    client.post(PROOF, {"action": "send"})
    code = code_in(mails_to(partner.email)[-1])
    client.logout()
    client.force_login(coordinator)
    assert "a expiré" in client.post(PROOF, {"code": code}).content.decode()


def test_proof_lasts_ten_minutes(client, partner, clock):
    come_in(client, partner.email)
    assert client.get(NEW_KEY).status_code == 200
    clock.forward(minutes=11)
    assert client.get(NEW_KEY)["Location"].startswith(PROOF)


def test_team_with_application_proves_itself_with_it(client, coordinator):
    secret = application(coordinator)
    client.force_login(coordinator)
    asked = client.get(f"{SECURITY}application/retirer/")
    assert asked["Location"].startswith(f"{PROOF}application/")
    assert client.get(PROOF)["Location"].startswith(f"{PROOF}application/")
    answer = client.post(
        asked["Location"], {"code": application_code(secret), "next": f"{SECURITY}application/retirer/"}
    )
    assert answer["Location"] == f"{SECURITY}application/retirer/"
    client.post(f"{SECURITY}application/retirer/")
    assert not Authenticator.objects.exists()


def test_application_is_linked_and_its_secret_sealed(client, coordinator):
    come_in(client, coordinator.email)
    page = client.get(f"{SECURITY}application/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(f"{SECURITY}application/", {"code": application_code(secret)})
    assert answer["Location"] == f"{SECURITY}codes/"
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert seals.unseal(kept) == secret
    codes = client.get(f"{SECURITY}codes/").content.decode()
    assert codes.count("<code>") == 10
    assert "Une application est reliée" in client.get(SECURITY).content.decode()


def test_changed_ways_in_are_told_by_mail(client, coordinator):
    come_in(client, coordinator.email)
    secret = client.get(f"{SECURITY}application/").context["form"].secret
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{SECURITY}application/", {"code": application_code(secret)})
    (mail,) = mails_to(coordinator.email, "accounts.security")
    letter = outbox.writer(mail.kind)(seals.unseal(mail.payload))
    assert "Une application d’authentification a été reliée" in letter.body
    assert "pour votre sécurité" in letter.body


def test_new_recovery_codes_replace_the_old(client, coordinator):
    application(coordinator)
    old = recovery_codes(coordinator)
    client.force_login(coordinator)
    asked = client.get(f"{SECURITY}codes/nouveaux/")
    client.post(asked["Location"], {"code": old[0], "next": f"{SECURITY}codes/nouveaux/"})
    assert client.get(f"{SECURITY}codes/nouveaux/").status_code == 200
    assert client.post(f"{SECURITY}codes/nouveaux/")["Location"] == f"{SECURITY}codes/"
    assert old[1] not in client.get(f"{SECURITY}codes/").content.decode()


def test_key_of_somebody_else_is_out_of_reach(client, partner, coordinator):
    key = Authenticator.objects.create(user=coordinator, type="webauthn", data={"name": "Clé", "credential": {}})
    come_in(client, partner.email)
    for act in ("nom", "retirer"):
        assert client.get(f"{SECURITY}cles/{key.pk}/{act}/").status_code == 404
        assert client.post(f"{SECURITY}cles/{key.pk}/{act}/", {"name": "Mienne"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Clé"


def test_key_is_renamed_and_removed(client, partner):
    key = Authenticator.objects.create(user=partner, type="webauthn", data={"name": "Clé", "credential": {}})
    come_in(client, partner.email)
    assert "Clé" in client.get(SECURITY).content.decode()
    assert client.post(f"{SECURITY}cles/{key.pk}/nom/", {"name": ""}).status_code == 200
    assert client.post(f"{SECURITY}cles/{key.pk}/nom/", {"name": "Portable"})["Location"] == SECURITY
    assert "Portable" in client.get(SECURITY).content.decode()
    assert client.get(f"{SECURITY}cles/{key.pk}/retirer/").status_code == 200
    assert client.post(f"{SECURITY}cles/{key.pk}/retirer/")["Location"] == SECURITY
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_of_accounts_is_drawn_in_each_language(language, coordinator):
    """Undefined template variables and missing reverses fail here."""
    client, start = Client(), f"/{language}/compte"
    for path in ("connexion/", "connexion/mot-de-passe/", "inscription/", "ferme/"):
        assert client.get(f"{start}/{path}").status_code == 200
    come_in(client, coordinator.email)
    recovery_codes(coordinator)
    for path in ("", "mot-de-passe/", "cles/nouvelle/", "application/", "codes/", "codes/nouveaux/"):
        page = client.get(f"{start}/securite/{path}")
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()
