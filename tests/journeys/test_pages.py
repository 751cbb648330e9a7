"""Every public page: no fault that axe knows, nothing complained of, nothing from elsewhere, nothing too wide."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import faults
from tests.journeys.entering import POLICY_MAKER, ask_for_code, sign_in
from tests.journeys.house import House
from tests.journeys.mailbox import link_in
from tests.journeys.registering import cancel, person, register
from tests.journeys.scenes import LANGUAGES
from tests.journeys.visitor import DESK, PHONE, Visitor, arrive

STATES = ("annoncee", "ouverte", "complete", "close", "tenue", "reportee", "annulee", "en-ligne")
PAGES = {
    "accueil": "/",
    "annuaire": "/annuaire/",
    "annuaire-recherche": "/annuaire/?q=cours+de+fran%C3%A7ais+Dinant&niveau=A1&garderie=1",
    "annuaire-rien": "/annuaire/?q=brimborion&gratuit=1",
    "annuaire-erreurs": "/annuaire/?commune=Dinnant&quand=demain&niveau=Z9",
    "service-cours": "/annuaire/services/cours-de-francais-avec-garderie/?q=garderie&n=1",
    "service-violences": "/annuaire/services/permanence-decoute-a-havelange/",
    "service-confidentiel": "/annuaire/services/hebergement-de-femmes-et-denfants-victimes-de-violences/",
    "organisation": "/annuaire/organisations/alpha-des-deux-rives-exemple/",
    "cartes": "/cartes/",
    "carte": "/cartes/alpha-ran-fle/",
    "carte-commune": "/cartes/alpha-ran-fle/?commune=Dinant&tri=nom",
    "carte-rien": "/cartes/alpha-ran-fle/?langue=ja&niveau=Z9",
    "carte-cadre": "/cartes/alpha-ran-fle/integrer/",
    "repertoires": "/repertoires/",
    "repertoire": "/repertoires/formation-en-francais/",
    "repertoire-editions": "/repertoires/formation-en-francais/editions/",
    "territoire": "/territoire/",
    "commune": "/territoire/91034/",
    "agenda": "/agenda/",
    "agenda-mois": "/agenda/?vue=mois",
    "agenda-vide": "/agenda/?vue=mois&mois=2001-01&sorte=formation&commune=00000",
    **{f"evenement-{state}": f"/agenda/etat-{state}/" for state in STATES},
    "formulaire": "/agenda/etat-ouverte/inscription/",
    "formulaire-attente": "/agenda/etat-complete/inscription/",
    "formulaire-ferme": "/agenda/etat-close/inscription/",
    "formulaire-bientot": "/agenda/etat-annoncee/inscription/",
    "evenement-ateliers": "/agenda/journee-d-etude-accueillir/",
    "formulaire-ateliers": "/agenda/journee-d-etude-accueillir/inscription/",
    "prevenez-moi": "/agenda/etat-annoncee/prevenez-moi/",
    "lien-perdu": "/inscriptions/lien-perdu/",
    "contact": "/contact/",
    "accessibilite": "/accessibilite/",
    "vie-privee": "/vie-privee/",
    "mentions-legales": "/mentions-legales/",
    "composants": "/ui/",
}
REGISTERED = {"confirmee": "etat-ouverte", "en-attente": "etat-complete", "annulee": "souris"}


def examine(visitor: Visitor, page, status: int = 200) -> None:
    """The page in sight has no fault, at both widths."""
    path = page.url.removeprefix(visitor.url)
    assert visitor.answers.get(page.url, status) == status, path
    visitor.look(page)
    found = faults(page)
    assert not found, "\n".join([path, *found])
    page.set_viewport_size({"width": DESK, "height": 800})
    visitor.look(page)


@pytest.fixture(scope="module")
def reader(house: House, browser: Browser) -> Iterator[Callable[[str], tuple[Visitor, Page]]]:
    """Who reads the whole site in a language, page after page in one tab."""
    readers: dict[str, tuple[Visitor, Page]] = {}

    def reader(language: str) -> tuple[Visitor, Page]:
        if language not in readers:
            visitor = arrive(browser, house.url, language=language, script=True, width=PHONE, scheme="light")
            readers[language] = visitor, visitor.page()
        return readers[language]

    yield reader
    for visitor, _ in readers.values():
        visitor.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_public_page_has_no_fault(reader, language, name):
    visitor, page = reader(language)
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.emulate_media(color_scheme="light")
    examine(visitor, visitor.open(f"/{language}{PAGES[name]}", page))
    complaints, visitor.complaints = visitor.complaints, []
    assert not complaints


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_with_mistakes_has_no_fault(visit, language):
    visitor = visit(language=language)
    page = visitor.open(f"/{language}/agenda/etat-ouverte/inscription/")
    page.locator("[name=email]").fill("amina@")
    with page.expect_navigation():
        page.locator("form.form button[type=submit]").click()
    examine(visitor, page, 422)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_refused_keeps_what_was_typed_and_has_no_fault(visit, language):
    visitor, who = visit(language=language), person(language, "refusee")
    page = visitor.open(f"/{language}/agenda/etat-ouverte/inscription/")
    # As if registrations had closed while the form was open.
    page.locator("form.form").evaluate("form => form.action = form.action.replace('ouverte', 'close')")
    page.locator("[name=first_name]").fill(who.first_name)
    page.locator("[name=last_name]").fill(who.last_name)
    page.locator("[name=email]").fill(who.email)
    page.locator("[name=consent]").check()
    with page.expect_navigation():
        page.locator("form.form button[type=submit]").click()
    assert page.locator("[name=first_name]").input_value() == who.first_name
    assert page.locator("[name=email]").input_value() == who.email
    examine(visitor, page, 409)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", REGISTERED)
def test_receipt_and_private_page_have_no_fault(visit, house, language, state):
    visitor, who = visit(language=language), person(language, f"recu-{state}-{language}")
    page = register(visitor, house.events[REGISTERED[state]], who)
    receipt, private = page.url, link_in(house.mailbox.wait(who.email))
    if state == "annulee":
        cancel(visitor, house, who.email)
    acts = [] if state == "annulee" else [f"{private}modification/", f"{private}annulation/"]
    for address in (receipt, private, *acts):
        examine(visitor, visitor.open(address, page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages_have_no_fault(visit, house, language):
    visitor = visit(language=language)
    page = visitor.open(f"/{language}/nulle-part/")
    examine(visitor, page, 404)
    visitor.open(f"/{language}/inscriptions/{'0' * 64}/annulation/", page)
    examine(visitor, page, 404)
    visitor.open(f"/{language}/compte/connexion/", page)
    visitor.context.clear_cookies()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    examine(visitor, page, 403)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_for_a_false_host_has_no_fault(visit, house, language):
    visitor = visit(language=language)
    visitor.url = house.url.replace("localhost", "nom-faux.localhost")
    examine(visitor, visitor.open(f"/{language}/"), 400)


@pytest.mark.parametrize("language", LANGUAGES)
def test_courier_of_the_demo_has_no_fault(visit, language):
    visitor = visit(language=language)
    page = visitor.open("/demo/courrier/")
    examine(visitor, page)
    with page.expect_navigation():
        page.locator("main ul a").first.click()
    examine(visitor, page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_who_has_no_business_there_have_no_fault(visit, house, language):
    visitor = visit(language=language)
    examine(visitor, ask_for_code(visitor, f"inconnue-{language}@example.org"))
    visitor = visit(language=language)
    page = sign_in(visitor, house, POLICY_MAKER)
    examine(visitor, page)
    visitor.open("/gestion/login/", page)
    examine(visitor, page, 403)
