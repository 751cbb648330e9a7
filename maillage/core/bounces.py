"""Mails that come back after the mail server took charge of them (delivery status notifications, RFC 3464)."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

from maillage.core import clock, seals
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.transport import MESSAGE_ID

_OURS = re.compile(r"<(?P<pk>\d{1,18})\.(?P<proof>[\w-]{24})@[^>]+>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


class NotABounce(Exception):
    """What was read says of none of our mails that it was definitely not delivered; the text says why."""


@dataclass(frozen=True)
class Report:
    """What a notification says: the enhanced status code and the Message-ID of the mail that came back."""

    status: str
    message_id: str


def record(notification: bytes) -> OutboxMessage:
    """Mark the mail that `notification` speaks of as bounced. Raises NotABounce.

    The proof in the Message-ID keeps anybody from marking a mail that they did not receive.
    """
    report = read(notification)
    found = _OURS.search(report.message_id)
    message = OutboxMessage.objects.filter(pk=found["pk"]).first() if found else None
    if not found or not message or not seals.token_is_right(MESSAGE_ID, message.key, found["proof"]):
        raise NotABounce("the Message-ID is none of ours")
    OutboxMessage.objects.filter(pk=message.pk).exclude(state=OutboxState.FAILED).update(
        state=OutboxState.BOUNCED, problem=f"dsn:{report.status}", finished_at=clock.now(), lease="", leased_until=None
    )
    message.refresh_from_db()
    return message


def read(notification: bytes) -> Report:
    """The permanent failure that `notification` tells of. Raises NotABounce for anything else."""
    parsed = email.message_from_bytes(notification, policy=email.policy.default)
    report = next((part for part in parsed.walk() if part.get_content_type() == "message/delivery-status"), None)
    if report is None:
        raise NotABounce("this is no delivery status notification")
    blocks = [part for part in report.walk() if part is not report]
    failed = [block for block in blocks if str(block.get("Action", "")).strip().lower() == "failed"]
    if not failed:
        raise NotABounce("no failure is told (a delay, or a success)")
    status = _STATUS.search(str(failed[0].get("Status", "")))
    return Report(status[1] if status else "5.0.0", _original_message_id(parsed))


def _original_message_id(parsed: EmailMessage) -> str:
    """The Message-ID in the part that repeats the original mail, or its header; empty when there is none."""
    for part in parsed.walk():
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            return str(email.message_from_bytes(headers).get("Message-ID", "")) if isinstance(headers, bytes) else ""
        if part.get_content_type() == "message/rfc822":
            original = part.get_payload(0)
            return str(original.get("Message-ID", "")) if isinstance(original, Message) else ""
    return ""
