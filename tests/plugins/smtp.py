"""A mail server of our own on a free port: it keeps what it takes, and is as unkind as it is told to be."""

import asyncio
import email
import email.policy
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
SETTLE_SECONDS = 10.0


class Conversation(SMTP):
    """One connection, counted while it lasts."""

    def __init__(self, sink: "Sink") -> None:
        super().__init__(sink, hostname="sink.test", ident="sink", loop=sink.loop)
        self.sink = sink

    def connection_made(self, transport: Any) -> None:
        self.sink.open.add(self)
        self.sink.connections += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.sink.open.discard(self)


class Sink:
    """Takes mails until told otherwise.

    `refusals` maps an address to the answer to its RCPT, `verdicts` to the answer to its mail's text
    (what a verdict refuses is kept in `refused`); `greeting` answers every MAIL FROM when not empty;
    `delay` is how many seconds each mail's 250 takes.
    """

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.received: list[EmailMessage] = []
        self.refused: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.refusals: dict[str, str] = {}
        self.verdicts: dict[str, str] = {}
        self.greeting = ""
        self.delay = 0.0
        self.port = 0
        self.connections = 0
        self.open: set[Conversation] = set()
        self.server: asyncio.Server | None = None
        self.thread = threading.Thread(target=self.loop.run_forever, name="smtp sink", daemon=True)
        self.thread.start()
        self.up()

    @property
    def url(self) -> str:
        """For MAILLAGE_EMAIL_URL, when the site runs in another process."""
        return f"smtp://{HOST}:{self.port}"

    def up(self) -> None:
        """Answers (again), always on the same port."""
        self._do(self._listen())

    def down(self) -> None:
        """Refuses connections and drops those there are."""
        self._do(self._close())

    def stop(self) -> None:
        self.down()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def settle(self) -> None:
        """Waits until nobody is connected. Fails after SETTLE_SECONDS."""
        limit = time.monotonic() + SETTLE_SECONDS
        while self.open:
            assert time.monotonic() < limit, f"{len(self.open)} connections still open"
            time.sleep(0.001)

    def recipients(self) -> Counter[str]:
        """How many mails each address received."""
        return Counter(address for _sender, addresses in self.envelopes for address in addresses)

    # --- what aiosmtpd asks ---------------------------------------------------------------------

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.greeting:
            return self.greeting
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        for address in envelope.rcpt_tos:
            if address in self.verdicts:
                self.refused.append(mail)
                return self.verdicts[address]
        await asyncio.sleep(self.delay)
        self.received.append(mail)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        return "250 OK"

    # --- the loop's side ------------------------------------------------------------------------

    def _do(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=10)

    async def _listen(self) -> None:
        self.server = await self.loop.create_server(lambda: Conversation(self), HOST, self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self.server:
            self.server.close()
            self.server = None
        for conversation in list(self.open):
            conversation.transport.abort()


@pytest.fixture
def smtp_sink(settings: Any) -> Iterator[Sink]:
    """A mail server that this test's site sends to; see Sink for how to make it unkind."""
    sink = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, sink.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    sink.stop()
