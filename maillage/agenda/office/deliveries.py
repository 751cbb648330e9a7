"""What became of a message of the team, person by person, as the outbox knows it."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.agenda.emails.groups import message_key
from maillage.agenda.models import GroupMessage, Registration
from maillage.core import clock
from maillage.core.delivery import NOTHING
from maillage.core.housekeeping import DELIVERED_KEPT
from maillage.core.languages import own_name
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.problems import in_words


class Fate(models.TextChoices):
    """What became of the mail to one person."""

    WAITING = "waiting", _("en attente")
    LEAVING = "leaving", _("en train de partir")
    DELIVERED = "delivered", _("remis")
    BOUNCED = "bounced", _("refusé par la boîte du destinataire")
    GIVEN_UP = "given_up", _("abandonné après plusieurs essais")
    TAKEN_BACK = "taken_back", _("repris, jamais parti")
    NO_ADDRESS = "no_address", _("sans adresse, à prévenir autrement")
    FORGOTTEN = "forgotten", _("trace effacée")


@dataclass(frozen=True)
class Delivery:
    """One recipient, what became of their mail, and why if it did not arrive."""

    person: Registration
    fate: Fate
    problem: str = ""

    @property
    def language(self) -> str:
        """The language of their mail, in its own name."""
        return own_name(self.person.booking.language)


def deliveries(message: GroupMessage) -> list[Delivery]:
    """Every recipient in the order of arrival: two queries, whatever their number."""
    prefix = message_key(message)
    mails = {mail.key: mail for mail in OutboxMessage.objects.filter(key__startswith=prefix).defer("payload")}
    found = []
    for person in message.recipients.select_related("booking").order_by("pk"):
        mail = mails.get(f"{prefix}{person.pk}")
        fate = _fate(mail, message) if mail else _without_mail(person, message)
        shown = mail is not None and fate not in {Fate.DELIVERED, Fate.TAKEN_BACK}
        found.append(Delivery(person, fate, in_words(mail.problem) if mail and shown else ""))
    return found


def counted(found: list[Delivery]) -> list[tuple[Fate, int]]:
    """How many of each, in the order of Fate, without those that nobody met."""
    numbers = Counter(each.fate for each in found)
    return [(fate, numbers[fate]) for fate in Fate if numbers[fate]]


def _fate(mail: OutboxMessage, message: GroupMessage) -> Fate:
    match mail.state:
        case OutboxState.DELIVERED:
            return Fate.DELIVERED
        case OutboxState.BOUNCED:
            return Fate.BOUNCED
        case OutboxState.PENDING:
            held = mail.leased_until is not None and mail.leased_until > clock.now()
            return Fate.LEAVING if held else Fate.WAITING
    if (
        mail.problem == NOTHING
    ):  # a worker held it when it was taken back, and did not write it; or the person was erased
        return Fate.TAKEN_BACK if message.undone_at else Fate.FORGOTTEN
    return Fate.GIVEN_UP


def _without_mail(person: Registration, message: GroupMessage) -> Fate:
    if not person.booking.email:
        return Fate.FORGOTTEN if person.anonymised_at else Fate.NO_ADDRESS
    if message.undone_at and clock.now() < message.written_at + DELIVERED_KEPT:
        return Fate.TAKEN_BACK
    return Fate.FORGOTTEN
