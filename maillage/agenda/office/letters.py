"""Who would be told in which language, and the letters themselves, as the office shows them before anything leaves."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import ngettext, override

from maillage.agenda.models import Registration
from maillage.core import outbox, seals
from maillage.core.audit import reference
from maillage.core.languages import BY_CODE, LANGUAGES, Language
from maillage.core.models import OutboxMessage

FIRST = "fr"  # the language in which the team writes
HIDDEN = "…"  # stands for what opens somebody's registration: it travels only by mail


@dataclass(frozen=True)
class Readers:
    """People who are written to in one language, in the order of arrival."""

    language: Language
    people: tuple[Registration, ...]

    @property
    def words(self) -> str:
        """« 4 personnes »."""
        return counted(len(self.people))


@dataclass(frozen=True)
class Specimen:
    """One of the letters that would leave, to one of the readers of its language."""

    readers: Readers
    person: Registration
    subject: str
    text: str
    files: tuple[str, ...]


def counted(people: int) -> str:
    """« 12 personnes »."""
    return ngettext("%(n)s personne", "%(n)s personnes", people) % {"n": people}


def readers(people: Iterable[Registration]) -> list[Readers]:
    """Who has an address, by language: French first, then as the site lists its languages."""
    written = [person for person in people if person.booking.email]
    found = [
        Readers(language, tuple(person for person in written if person.booking.language == language.code))
        for language in LANGUAGES
    ]
    return [each for each in found if each.people]


def without_address(people: Iterable[Registration]) -> int:
    """How many cannot be written to."""
    return Counter(bool(person.booking.email) for person in people)[False]


def to_write_in(people: Iterable[Registration]) -> list[Language]:
    """French, and the other languages of those people."""
    others = [each.language for each in readers(people) if each.language.code != FIRST]
    return [BY_CODE[FIRST], *others]


def promised(kind: str, people: Iterable[Registration]) -> list[Specimen]:
    """The letters just promised to `people`, one for each language."""

    def write(person: Registration) -> EmailMultiAlternatives:
        mail = OutboxMessage.objects.filter(kind=kind, about=reference(person)).latest("pk")
        return outbox.writer(kind)(seals.unseal(mail.payload))

    return specimens(people, write)


def specimens(
    people: Iterable[Registration], write: Callable[[Registration], EmailMultiAlternatives]
) -> list[Specimen]:
    """What `write` says to the first reader of each language, without what opens their registration."""
    found = []
    for each in readers(people):
        person = each.people[0]
        with override(each.language.code):
            mail = write(person)
        text = str(mail.body).replace(person.private_token, HIDDEN)
        files = tuple(str(attached[0]) for attached in mail.attachments if isinstance(attached, tuple))
        found.append(Specimen(each, person, str(mail.subject), text, files))
    return found
