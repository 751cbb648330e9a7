"""The one shape of our mails: plain text and simple HTML made from the same parts."""

from dataclasses import dataclass, field
from email.headerregistry import Address

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi

from maillage.core.centre import current


@dataclass(frozen=True)
class Letter:
    """Parts of a mail in the reader's language. `facts` are (label, value); `reason` says why it came.

    `picture` is the Content-ID of an inline image that the caller attaches, `picture_text` its words.
    """

    subject: str
    greeting: str
    paragraphs: list[str]
    reason: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    code: str = ""
    action_label: str = ""
    action_url: str = ""
    other_label: str = ""
    other_url: str = ""
    after: list[str] = field(default_factory=list)
    picture: str = ""
    picture_text: str = ""


def compose(letter: Letter) -> EmailMultiAlternatives:
    """The message without recipient, from the centre, in the active language."""
    centre = current()
    context = {"letter": letter, "centre": centre, "phone": _phone(centre.phone)}
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("core/letter.txt", context),
        from_email=str(Address(" ".join(centre.name.split()), addr_spec=centre.email)),
    )
    message.attach_alternative(render_to_string("core/letter.html", context), "text/html")
    return message


def _phone(number: str) -> str:
    """Among letters written from the right, groups of digits would change places: isolate them."""
    if number and get_language_bidi():
        return f"\N{LEFT-TO-RIGHT ISOLATE}{number}\N{POP DIRECTIONAL ISOLATE}"
    return number
