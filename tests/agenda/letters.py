"""Promised mails as their reader gets them, and what is inside."""

import io
from email.message import EmailMessage

import vobject
import zxingcpp
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import override
from PIL import Image

from maillage.agenda.models import Registration
from maillage.core import outbox, seals
from maillage.core.audit import reference
from maillage.core.models import OutboxMessage


class Mail:
    """A written mail, read again from its bytes as any mail program does."""

    def __init__(self, written: EmailMultiAlternatives) -> None:
        from email import message_from_bytes, policy

        self.written = written
        self.message: EmailMessage = message_from_bytes(written.message().as_bytes(), policy=policy.default)
        self.subject = str(self.message["Subject"])
        self.text = self.message.get_body(["plain"]).get_content()
        self.html = self.message.get_body(["html"]).get_content()
        self.soup = BeautifulSoup(self.html, "lxml")

    def parts(self, content_type: str) -> list[EmailMessage]:
        return [part for part in self.message.walk() if part.get_content_type() == content_type]

    def calendar(self) -> vobject.base.Component:
        (part,) = self.parts("text/calendar")
        return vobject.readOne(part.get_payload(decode=True).decode())

    def qr_code(self) -> str:
        """What a telephone reads in the mail's picture."""
        (part,) = self.parts("image/png")
        (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(part.get_payload(decode=True))))
        return code.text


def messages(registration: Registration, kind: str = "") -> list[OutboxMessage]:
    """The promises made about a registration, the first first."""
    found = OutboxMessage.objects.filter(about=reference(registration)).order_by("pk")
    return [message for message in found if message.kind.endswith(kind)]


def write(message: OutboxMessage) -> Mail:
    """The mail of a promise, in the language that it names."""
    with override(message.language):
        written = outbox.writer(message.kind)(seals.unseal(message.payload))
    written.to = [message.recipient]
    return Mail(written)


def only_mail(registration: Registration, kind: str = "") -> Mail:
    (message,) = messages(registration, kind)
    return write(message)
