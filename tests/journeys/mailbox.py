"""Where the mails of the site arrive, and what is in them."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from tests.plugins.smtp import Sink

PATIENCE = 30.0
LINK = re.compile(r"^(http\S+/inscriptions/\S+)$", re.MULTILINE)
CODE = re.compile(r"^    (\S{4,16})$", re.MULTILINE)


class Mailbox(Sink):
    """A mail server that tells who waits when a mail has come."""

    def __init__(self) -> None:
        self.arrival = threading.Condition()
        super().__init__()

    async def handle_DATA(self, *talk: Any) -> str:
        answer = await super().handle_DATA(*talk)
        with self.arrival:
            self.arrival.notify_all()
        return answer

    def of(self, reader: str) -> list[EmailMessage]:
        """What came for `reader` until now, in order."""
        return [mail for (_, readers), mail in zip(self.envelopes, self.received, strict=False) if reader in readers]

    def wait(self, reader: str, number: int = 1) -> EmailMessage:
        """The `number`-th mail for `reader` (from 1). AssertionError when it does not come."""
        end = time.monotonic() + PATIENCE
        with self.arrival:
            while len(self.of(reader)) < number:
                left = end - time.monotonic()
                assert left > 0, f"mail {number} did not come for {reader}"
                self.arrival.wait(left)
            return self.of(reader)[number - 1]


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """A mailbox that takes mails until the block ends."""
    mailbox = Mailbox()
    try:
        yield mailbox
    finally:
        mailbox.stop()


def subject_of(mail: EmailMessage) -> str:
    """The subject in one line (a long one begins on its second line, after a space that no reader sees)."""
    return " ".join(str(mail["subject"]).split())


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail, its lines ended as Python ends them."""
    body = mail.get_body(("plain",))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())


def link_in(mail: EmailMessage) -> str:
    """The private link of a mail about a registration."""
    return LINK.search(text_of(mail))[1]


def code_in(mail: EmailMessage) -> str:
    """The sign-in code of a mail."""
    return CODE.search(text_of(mail))[1]


def attached(mail: EmailMessage, content_type: str) -> bytes:
    """The one part of `content_type`."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == content_type]
    return part.get_payload(decode=True)
