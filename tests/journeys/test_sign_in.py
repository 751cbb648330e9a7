"""Coming in: by code with and without JavaScript, and by a passkey that a virtual device holds."""

import pytest

from tests.journeys.axe import faults
from tests.journeys.entering import ask_for_code, sign_in
from tests.journeys.mailbox import code_in
from tests.journeys.visitor import DESK, DIRECTIONS
from tests.journeys.words import said

# Five codes in a quarter of an hour for one address: the stories share the doors among those of the example.
PARTNER, SECRETARY, POLICY_MAKER = "partenaire@exemple.be", "secretariat@exemple.be", "politique@exemple.be"
ADMINISTRATOR = "administration@exemple.be"

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page, **more):
    """A device that holds passkeys, in the hands of the one who sits at `page`."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    device = wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | more})["authenticatorId"]
    return wire, device


def press(page, name):
    """Press the button called `name`, and wait for the page that comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.mark.parametrize(
    ("script", "language", "address", "name"),
    [
        (True, "fr", PARTNER, "Paola"),
        (False, "fr", SECRETARY, "Sélim"),
        (True, "ar", POLICY_MAKER, "Pierre"),
        (False, "ar", SECRETARY, "Sélim"),
    ],
)
def test_person_comes_in_by_code_and_leaves(visit, house, script, language, address, name):
    visitor = visit(language=language, script=script)
    page = sign_in(visitor, house, address)
    assert visitor.look(page)["direction"] == DIRECTIONS[language]
    assert name in page.locator("h1").inner_text()
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies()}
    assert cookies["sessionid"]["httpOnly"]
    assert cookies["sessionid"]["sameSite"] == "Lax"
    press(page, said(language, "Se déconnecter"))
    page.goto(f"{visitor.url}/espace/")
    assert page.url.startswith(f"{visitor.url}/{language}/compte/connexion/")


def test_wrong_code_is_said_and_the_right_one_still_opens(visit, house):
    visitor = visit(script=False)
    number = len(house.mailbox.of(SECRETARY)) + 1
    page = ask_for_code(visitor, SECRETARY)
    page.get_by_label("Code reçu par courriel").fill("0000-0000")
    press(page, "Se connecter")
    visitor.look(page)
    assert "Ce code n’est pas le bon" in page.locator(".error-summary").inner_text()
    page.get_by_label("Code reçu par courriel").fill(code_in(house.mailbox.wait(SECRETARY, number)))
    press(page, "Se connecter")
    assert page.url == f"{visitor.url}/espace/"


def test_passkey_is_added_and_opens_the_door(visit, house):
    visitor = visit()
    page = sign_in(visitor, house, POLICY_MAKER)
    number = len(house.mailbox.of(POLICY_MAKER)) + 1
    wire, device = plug_in(page)
    page.get_by_role("link", name="Mes moyens de connexion").click()
    visitor.look(page)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    press(page, "Créer la clé")
    assert len(wire.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    page.goto(f"{visitor.url}/fr/compte/securite/")
    visitor.look(page)
    assert page.get_by_role("heading", name="Mon téléphone").is_visible()

    page.goto(f"{visitor.url}/espace/")
    press(page, "Se déconnecter")
    page.goto(f"{visitor.url}/fr/compte/connexion/?next=/fr/agenda/")
    press(page, "Utiliser une clé d’accès")
    page.wait_for_url(f"{visitor.url}/fr/agenda/")
    page.goto(f"{visitor.url}/espace/")
    assert "Pierre" in page.locator("h1").inner_text()
    assert house.mailbox.wait(POLICY_MAKER, number)["subject"] == "La connexion à votre compte a changé"

    page.goto(f"{visitor.url}/fr/compte/securite/")
    page.get_by_role("link", name="Retirer « Mon téléphone »").click()
    press(page, "Retirer la clé")
    assert "La clé d’accès est retirée." in page.locator("main").inner_text()


def test_key_that_does_not_answer_is_said(visit, house):
    visitor = visit()
    page = visitor.page()
    page.goto(f"{visitor.url}/fr/compte/connexion/")
    plug_in(page)  # a device that knows no key of this site
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.get_by_text("La clé d’accès n’a pas répondu.").wait_for()
    visitor.look(page)


def test_passkey_is_offered_only_where_it_works(visit):
    without = visit(script=False).open("/fr/compte/connexion/")
    assert without.get_by_role("button", name="Recevoir un code").is_visible()
    assert not without.get_by_role("button", name="Utiliser une clé d’accès").is_visible()
    assert "Les clés d’accès ont besoin de JavaScript" in without.locator("main").inner_text()


def test_team_uses_a_passkey_as_second_factor(visit, house):
    visitor = visit(width=DESK)
    page = sign_in(visitor, house, ADMINISTRATOR)
    plug_in(page)
    page.goto(f"{visitor.url}/fr/compte/securite/cles/nouvelle/")
    number = len(house.mailbox.of(ADMINISTRATOR)) + 1
    press(page, "Créer la clé")
    house.mailbox.wait(ADMINISTRATOR, number)
    visitor.look(page)
    assert page.locator("h1").inner_text() == "Codes de secours"
    page.goto(f"{visitor.url}/espace/")
    press(page, "Se déconnecter")
    number = len(house.mailbox.of(ADMINISTRATOR)) + 1  # the news of the key came before
    page.goto(f"{visitor.url}/fr/compte/connexion/?next=/gestion/")
    page.locator("[name=login]").fill(ADMINISTRATOR)
    press(page, "Recevoir un code")
    page.get_by_label("Code reçu par courriel").fill(code_in(house.mailbox.wait(ADMINISTRATOR, number)))
    press(page, "Se connecter")
    assert page.locator("h1").inner_text() == "Second facteur"
    visitor.look(page)
    press(page, "Utiliser une clé d’accès")
    page.wait_for_url(f"{visitor.url}/gestion/")
    page.goto(f"{visitor.url}/fr/compte/securite/")
    page.get_by_role("link", name="Retirer «").first.click()
    press(page, "Retirer la clé")


PAGES = ["connexion/", "connexion/mot-de-passe/", "inscription/", "ferme/"]
INSIDE = ["/compte/securite/", "/compte/securite/cles/nouvelle/", "/espace/", "/compte/preuve/", "/compte/deconnexion/"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_doors_have_no_fault_that_axe_knows(visit, language):
    visitor = visit(language=language)
    page = visitor.page()
    for path in PAGES:
        visitor.open(f"/{language}/compte/{path}", page)
        assert faults(page) == [], path


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_inside_has_no_fault_that_axe_knows(visit, house, language):
    visitor = visit(language=language)
    page = sign_in(visitor, house, PARTNER)
    for path in INSIDE:
        visitor.open(f"/{language}{path}", page)
        assert faults(page) == [], path
