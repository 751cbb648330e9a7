"""A mail server on this machine that keeps what it is given."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.burst.site import free_port

HOST = "127.0.0.1"
PATIENCE = 30.0
LINK = re.compile(r"^(http\S+/inscriptions/\S+)$", re.MULTILINE)
CODE = re.compile(r"^    (\d[\d -]{4,15})$", re.MULTILINE)


class Mailbox:
    """The mails that came, in the order they came; `url` is where the site must send them."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://{HOST}:{port}"
        self._mails: list[tuple[str, EmailMessage]] = []
        self._arrival = threading.Condition()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep one mail, once for each of its readers."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self._arrival:
            self._mails += [(reader, mail) for reader in envelope.rcpt_tos]
            self._arrival.notify_all()
        return "250 kept"

    def of(self, reader: str) -> list[EmailMessage]:
        """What came for `reader` until now."""
        return [mail for to, mail in list(self._mails) if to == reader]

    def wait(self, reader: str, number: int = 1) -> EmailMessage:
        """The `number`-th mail for `reader` (from 1). AssertionError when it does not come."""
        end = time.monotonic() + PATIENCE
        with self._arrival:
            while len(self.of(reader)) < number:
                left = end - time.monotonic()
                assert self._arrival.wait(max(left, 0)) or left > 0, f"no mail {number} came for {reader}"
            return self.of(reader)[number - 1]


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """A mailbox that takes mails until the block ends."""
    port = free_port()
    mailbox = Mailbox(port)
    server = Controller(mailbox, hostname=HOST, port=port)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The private link of a mail about a registration."""
    return LINK.search(text_of(mail))[1]


def code_in(mail: EmailMessage) -> str:
    """The sign-in code of a mail."""
    return CODE.search(text_of(mail))[1].strip()


def attached(mail: EmailMessage, content_type: str) -> bytes:
    """The one part of `content_type`."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == content_type]
    return part.get_payload(decode=True)
