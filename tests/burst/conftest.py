"""The site of the burst tests, on the database that this run is for, and a mail server that keeps what it gets."""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.burst import workshops
from tests.burst.burst import CAPACITY
from tests.burst.inside import SLUG
from tests.burst.site import Home, free_port, home, serving
from tests.plugins.databases import URL


class Sink:
    """Keeps each mail with the address it came for."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Message]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.extend((to, message_from_bytes(envelope.content, policy=policy.default)) for to in envelope.rcpt_tos)
        return "250 OK"

    def about(self, slug: str) -> list[tuple[str, Message]]:
        """The mails to people of one event."""
        return [(to, mail) for to, mail in self.mails if to.endswith(f"@{slug}.test")]


DAYS, WITH_WORKSHOPS = 6, SLUG.format(7)


@pytest.fixture(scope="package")
def house(engine: str) -> Iterator[Home]:
    """A site with open events, not served yet: DAYS of 120 places, then WITH_WORKSHOPS with a place for everybody."""
    with home(engine, URL) as place:
        place.run("tests.burst.inside", "seed", f"{DAYS}x{CAPACITY}", workshops.EVENT)
        yield place


@pytest.fixture(scope="package")
def port(house: Home) -> Iterator[int]:
    """The real server, as `maillage serve` starts it."""
    with serving(house) as number:
        yield number


@pytest.fixture(scope="package")
def fresh_event() -> Callable[[], str]:
    """The slug of an event of CAPACITY places that no other test has used."""
    numbers = iter(range(1, DAYS + 1))
    return lambda: SLUG.format(next(numbers))


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    """A real SMTP server on this machine: what it got, and the address to give in MAILLAGE_EMAIL_URL."""
    kept, number = Sink(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=number)
    controller.start()
    try:
        yield kept, f"smtp://127.0.0.1:{number}"
    finally:
        controller.stop()
