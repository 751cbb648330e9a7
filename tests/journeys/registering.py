"""The steps of a registration, as a person takes them."""

from typing import NamedTuple

from playwright.sync_api import Page

from tests.journeys.house import House, Known
from tests.journeys.mailbox import link_in
from tests.journeys.visitor import Visitor
from tests.journeys.words import said


class Person(NamedTuple):
    """Who registers."""

    first_name: str
    last_name: str
    email: str


NAMES = {"fr": ("Zoé", "De Rijcke-Müller"), "ar": ("أمينة", "بن علي")}


def person(language: str, address: str) -> Person:
    """Somebody who reads `language`, at `address`@example.org."""
    return Person(*NAMES[language], f"{address}@example.org")


def register(visitor: Visitor, event: Known, who: Person) -> Page:
    """Register with the mouse; the page of the receipt."""
    page = visitor.open(f"/{visitor.language}/agenda/{event.slug}/inscription/")
    page.locator("[name=first_name]").fill(who.first_name)
    page.locator("[name=last_name]").fill(who.last_name)
    page.locator("[name=email]").fill(who.email)
    page.locator("[name=consent]").check()
    with page.expect_navigation():
        page.locator("form.form button[type=submit]").click()
    visitor.look(page)
    return page


def cancel(visitor: Visitor, house: House, reader: str) -> Page:
    """Cancel by the private link of the first mail of `reader`, with the mouse."""
    page = visitor.open(link_in(house.mailbox.wait(reader)))
    with page.expect_navigation():
        page.get_by_text(said(visitor.language, "Je ne peux pas venir")).click()
    visitor.look(page)
    with page.expect_navigation():
        page.get_by_role("button", name=said(visitor.language, "Annuler mon inscription")).click()
    visitor.look(page)
    return page


def head_of(page: Page) -> str:
    """The one h1."""
    return page.locator("h1").inner_text()
