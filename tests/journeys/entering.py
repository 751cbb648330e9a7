"""Signing in by the code that comes by mail."""

from playwright.sync_api import Page

from tests.journeys.house import House
from tests.journeys.mailbox import code_in
from tests.journeys.visitor import Visitor

ADMINISTRATOR, COORDINATOR = "administration@exemple.be", "coordination@exemple.be"
PARTNER, POLICY_MAKER = "partenaire@exemple.be", "politique@exemple.be"


def ask_for_code(visitor: Visitor, address: str, then: str = "/espace/") -> Page:
    """Write one's address; the page where the code is expected."""
    page = visitor.open(f"/{visitor.language}/compte/connexion/?next={then}")
    page.locator("[name=login]").fill(address)
    with page.expect_navigation():
        page.locator("main form").first.locator("button[type=submit]").click()
    return page


def sign_in(visitor: Visitor, house: House, address: str, then: str = "/espace/") -> Page:
    """Ask for a code, read it, write it; the page `then`."""
    number = len(house.mailbox.of(address)) + 1
    page = ask_for_code(visitor, address, then)
    page.locator("[name=code]").fill(code_in(house.mailbox.wait(address, number)))
    with page.expect_navigation():
        page.locator("main form").first.locator("button[type=submit]").click()
    page.wait_for_url(visitor.url + then)
    return page
