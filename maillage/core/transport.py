"""The way to the mail server, and what its answers mean."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from maillage.core import outbox, seals
from maillage.core.models import OutboxMessage

MESSAGE_ID = "message-id"
TALK = (OSError, smtplib.SMTPException)  # what a conversation with a server can raise


class Verdict(Enum):
    """What a failure asks for: try again later, give the address up, or call the server later."""

    LATER = "later"
    REFUSED = "refused"
    HANG_UP = "hang up"


@dataclass(frozen=True)
class Failure:
    """Why a mail did not leave. `problem` is a code without any personal value."""

    verdict: Verdict
    problem: str


class Unreachable(Exception):
    """The mail server cannot be called; its text is a problem code."""


def message_id(message: OutboxMessage) -> str:
    """The Message-ID of a mail: the same at each attempt, so that a mail received twice is known as one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{message.pk}.{seals.token(MESSAGE_ID, message.key)}@{host}>"


def write(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail as it leaves, in the language of its reader. Raises what the writer raises, or SealBroken."""
    with translation.override(message.language):
        mail = outbox.writer(message.kind)(seals.unseal(message.payload))
    mail.to, mail.cc, mail.bcc = [message.recipient], [], []
    mail.extra_headers |= {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    return mail


class Line:
    """One connection to the mail server, opened when first needed."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection()
        self._open = False

    def open(self) -> bool:
        """Call the server unless the line is open; whether it was called. Raises Unreachable."""
        if self._open:
            return False
        try:
            self._backend.open()
        except TALK as error:
            raise Unreachable(code_of(error)) from error
        self._open = True
        return True

    def send(self, mail: EmailMultiAlternatives) -> Failure | None:
        """Hand one mail over; None when the server took charge of it.

        What the server says or does not say becomes a Failure. A mail that cannot be put into
        bytes (a forged header) raises, before anything was sent.
        """
        try:
            self._backend.send_messages([mail])
        except TALK as error:
            failure = judge(error)
            if failure.verdict is Verdict.HANG_UP:
                self.close()
            return failure
        return None

    def close(self) -> None:
        """End the conversation; a server that is gone already is no trouble."""
        self._open = False
        with suppress(*TALK):
            self._backend.close()


def judge(error: Exception) -> Failure:
    """What the server's answer means for the mail.

    Only an answer about the reader's address or about the mail itself decides over this mail. The
    rest (no answer, closing, sender or greeting refused) would meet every mail: hang up.
    """
    code = smtp_code(error)
    if code == 421 or not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        verdict = Verdict.HANG_UP
    elif 500 <= code < 600:
        verdict = Verdict.REFUSED
    else:
        verdict = Verdict.LATER
    return Failure(verdict, code_of(error))


def smtp_code(error: Exception) -> int:
    """The three digits of the server's answer; 0 when it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return max(int(error.smtp_code), 0) if isinstance(error, smtplib.SMTPResponseException) else 0


def code_of(error: Exception) -> str:
    """`smtp:550`, or `line:` and the kind of error when the server gave no code."""
    code = smtp_code(error)
    return f"smtp:{code}" if code else f"line:{type(error).__name__}"
