"""The demo's postman: keeps each mail as a file in a folder, and reads them back for a page."""

import email
import email.parser
import email.policy
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMail
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from maillage.core import clock

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
MOST_SHOWN = 200
_CODE = re.compile(r"^    (\S{4,16})$", re.MULTILINE)  # as core/letter.txt sets it


class EmailBackend(BaseEmailBackend):
    """Writes each mail to a file of its own in settings.COURIER_DIR, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; returns how many."""
        folder = Path(settings.COURIER_DIR)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            target = folder / f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
            draft = target.with_suffix(".draft")
            draft.write_bytes(message.message().as_bytes())
            os.replace(draft, target)
        return len(email_messages)


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail; `number` is its place in the mail."""

    number: int
    name: str
    content_type: str
    is_picture: bool


@dataclass(frozen=True)
class Mail:
    """A kept mail, read for people. `code` is the sign-in code it carries; it and `language` may be empty."""

    name: str
    to: str
    subject: str
    language: str
    sent_at: datetime | None
    text: str = ""
    code: str = ""
    attached: tuple[Attached, ...] = ()


def newest() -> list[Mail]:
    """The kept mails without their bodies, newest first, at most MOST_SHOWN."""
    files = sorted(Path(settings.COURIER_DIR).glob("*.eml"), reverse=True)[:MOST_SHOWN]
    parser = email.parser.BytesHeaderParser(policy=email.policy.default)
    return [_mail(file.stem, parser.parsebytes(file.read_bytes())) for file in files if NAME.fullmatch(file.stem)]


def find(name: str) -> Mail | None:
    """The kept mail `name` with body and attachments; None when there is none."""
    parsed = _open(name)
    if parsed is None:
        return None
    body = parsed.get_body(("plain",))
    text = body.get_content() if body else ""
    code = _CODE.search(text)
    return _mail(name, parsed, text=text, code=code[1] if code else "", attached=tuple(_attached(parsed)))


def attachment(name: str, number: int) -> tuple[Attached, bytes] | None:
    """One file of the kept mail `name` and its bytes; None when there is none."""
    parsed = _open(name)
    if parsed is None:
        return None
    described = next((one for one in _attached(parsed) if one.number == number), None)
    if described is None:
        return None
    content = list(parsed.walk())[number].get_payload(decode=True)
    return described, content if isinstance(content, bytes) else b""


def _open(name: str) -> ParsedMail | None:
    file = Path(settings.COURIER_DIR) / f"{name}.eml"
    if not NAME.fullmatch(name) or not file.is_file():
        return None
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


def _attached(parsed: ParsedMail) -> Iterator[Attached]:
    for number, part in enumerate(parsed.walk()):
        if part.get_content_disposition() in {"attachment", "inline"}:
            kind = part.get_content_type()
            yield Attached(number, part.get_filename() or f"{number}", kind, is_picture=kind == "image/png")


def _aware(when: datetime) -> datetime:
    """A mail's `-0000` says UTC without saying where; Python reads it as no zone at all."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _mail(name: str, parsed: ParsedMail, text: str = "", code: str = "", attached: tuple[Attached, ...] = ()) -> Mail:
    date = parsed["Date"]
    return Mail(
        name=name,
        to=str(parsed.get("To", "")),
        subject=" ".join(str(parsed.get("Subject", "")).split()),  # a folded header begins with a space
        language=str(parsed.get("Content-Language", "")),
        sent_at=_aware(date.datetime) if date else None,
        text=text,
        code=code,
        attached=attached,
    )
