"""One site and one browser for all journeys, a new visitor for each test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, opened
from tests.journeys.mailbox import Mailbox, receiving
from tests.journeys.visitor import PHONE, Visitor, arrive
from tests.plugins.chromium import find
from tests.plugins.databases import ON_SQLITE, URL

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    "--num-raster-threads=1",
]


@pytest.fixture(scope="package")
def mailbox() -> Iterator[Mailbox]:
    """Where the site's mails arrive."""
    with receiving() as box:
        yield box


@pytest.fixture(scope="package")
def house(mailbox: Mailbox) -> Iterator[House]:
    """The site, served as in life."""
    with opened("sqlite" if ON_SQLITE else "postgresql", URL, mailbox) as place:
        yield place


# Of the package, not of the session: while Playwright's loop runs, Django refuses its database in this process.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(house: House, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visit(language="fr", script=True, width=PHONE, scheme="light")`: somebody new, who leaves with the test."""
    visitors: list[Visitor] = []

    def visit(*, language: str = "fr", script: bool = True, width: int = PHONE, scheme: str = "light") -> Visitor:
        visitors.append(arrive(browser, house.url, language=language, script=script, width=width, scheme=scheme))
        return visitors[-1]

    yield visit
    if any(visitor.complaints for visitor in visitors):
        print(house.log())
    for visitor in visitors:
        visitor.close()
