"""Mails that come back."""

import io
import sys
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from maillage.core import bounces
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.transport import message_id
from tests.core.mails import again, promise

pytestmark = pytest.mark.django_db


def notification(original: str, *, action: str = "failed", status: str = "5.1.1", whole: bool = False) -> bytes:
    """What a mail server writes (RFC 3464): words, the machine's report, the original mail or its header."""
    report = MIMEBase("message", "delivery-status")
    about_server, about_reader = EmailMessage(), EmailMessage()
    about_server["Reporting-MTA"] = "dns; mx.example.org"
    about_reader["Final-Recipient"] = "rfc822; gone@example.org"
    about_reader["Action"] = action
    about_reader["Status"] = f"{status} (unknown)"
    report.set_payload([about_server, about_reader])
    mail = EmailMessage()
    mail["Message-ID"] = original
    mail["Subject"] = "Inscription confirmée"
    mail.set_content("…")
    head = f"Message-ID: {original}\nSubject: x\n"
    told = MIMEMultipart("report", report_type="delivery-status")
    told["Subject"] = "Undelivered Mail"
    told.attach(MIMEText("I'm sorry to have to inform you"))
    told.attach(report)
    told.attach(MIMEMessage(mail) if whole else MIMEText(head, "rfc822-headers", "us-ascii"))
    return told.as_bytes()


@pytest.fixture
def sent() -> OutboxMessage:
    message = promise()
    OutboxMessage.objects.filter(pk=message.pk).update(state=OutboxState.DELIVERED, payload="")
    return message


@pytest.mark.parametrize("whole", [True, False])
def test_bounce_marks_the_mail_with_its_code(sent: OutboxMessage, whole: bool) -> None:
    other = promise()
    bounces.record(notification(message_id(sent), whole=whole))
    assert (again(sent).state, again(sent).problem) == (OutboxState.BOUNCED, "dsn:5.1.1")
    assert again(other).state == OutboxState.PENDING


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_notification_of_anything_but_a_failure_changes_nothing(sent: OutboxMessage, action: str) -> None:
    with pytest.raises(bounces.NotABounce, match="no failure"):
        bounces.record(notification(message_id(sent), action=action, status="4.4.1"))
    assert again(sent).state == OutboxState.DELIVERED


def test_message_id_that_we_did_not_make_is_refused(sent: OutboxMessage) -> None:
    forged = f"<{sent.pk}.{'A' * 24}@localhost>"
    for wrong in [forged, "<x@y>", "", "<99999999.AAAAAAAAAAAAAAAAAAAAAAAA@localhost>"]:
        with pytest.raises(bounces.NotABounce, match="none of ours"):
            bounces.record(notification(wrong))
    assert again(sent).state == OutboxState.DELIVERED


@pytest.mark.parametrize(
    "text", [b"", b"Subject: hello\n\nI am on holiday", b"\xff\xfe\x00", b"Content-Type: multipart/report\n\n"]
)
def test_anything_else_is_no_bounce(text: bytes) -> None:
    with pytest.raises(bounces.NotABounce):
        bounces.record(text)


def test_command_reads_standard_input_and_never_fails(
    sent: OutboxMessage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in [b"Subject: on holiday\n\nback soon", notification(message_id(sent))]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        call_command("record_bounce")
    said = capsys.readouterr()
    assert "Ignoré" in said.err
    assert "dsn:5.1.1" in said.out
    assert sent.recipient not in said.out
    assert again(sent).state == OutboxState.BOUNCED
