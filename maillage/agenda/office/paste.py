"""A list of people pasted at the desk, one a line: understood, checked line by line, registered all or none."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.agenda.actions.register import Answers
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Bucket, Event, Registration
from maillage.core.validators import refuse_national_number

SEPARATORS = ("\t", ";", ",")
MOST_LINES = 200


class LineForm(RegistrationForm):
    """What one line may hold, checked as everybody's answers are; without needs, and the address may miss."""

    consent = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["last_name"].error_messages["required"] = _("Écrivez le prénom, puis le nom.")


@dataclass
class Line:
    """One line as it was understood, and what is wrong with it."""

    number: int
    told: dict[str, Any]
    problems: list[str] = field(default_factory=list)
    answers: Answers | None = None

    @property
    def shown(self) -> list[str]:
        """First name, last name, organisation, address, workshops."""
        told = self.told
        return [
            told["first_name"],
            told["last_name"],
            told["organization"],
            told["email"],
            ", ".join(told["workshops"]),
        ]


def understood(text: str) -> dict[str, Any]:
    """The parts of « Prénom Nom; organisation; courriel; ateliers », whichever of tab, semicolon, comma parts them.

    The first word is the first name. An address is known by its @, so that the organisation may be left out.
    """
    separator = next((sign for sign in SEPARATORS if sign in text), SEPARATORS[-1])
    name, *parts = [" ".join(part.split()) for part in text.split(separator)]
    address = next((rank for rank, part in enumerate(parts[:2]) if "@" in part), None)
    before = parts[:1] if address != 0 else []
    rest = parts[2:] if address is None else parts[address + 1 :]
    first, _space, last = name.partition(" ")
    return {
        "first_name": first,
        "last_name": last,
        "organization": before[0] if before else "",
        "email": parts[address] if address is not None else "".join(parts[1:2]),
        "workshops": [slug for part in rest for slug in part.replace(",", " ").casefold().split()],
    }


def read(text: str, event: Event, workshops: list[Bucket]) -> list[Line]:
    """Every line that is not empty, under its number in the text, with what is wrong: nobody twice, nor once more."""
    found = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    lines = [_checked(number, line, event, workshops) for number, line in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines[-1].problems.append(_("Au plus %(n)s lignes à la fois.") % {"n": MOST_LINES})
    _refuse_twice(lines, event)
    return lines


def _checked(number: int, text: str, event: Event, workshops: list[Bucket]) -> Line:
    told = understood(text)
    form = LineForm(told, event=event, workshops=workshops)
    line = Line(number, told)
    for name, messages in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        line.problems += [f"{label} : {message}" if label else str(message) for message in messages]
    try:
        refuse_national_number(text)
    except ValidationError as refusal:
        line.problems = [*refusal.messages, *(told for told in line.problems if told not in refusal.messages)]
    if not line.problems:
        line.answers = form.answers()
    return line


def _refuse_twice(lines: list[Line], event: Event) -> None:
    identities = {line.number: line.answers.identity for line in lines if line.answers}
    known = Registration.objects.filter(event=event, identity__in=identities.values()).order_by("pk")
    there = set(known.values_list("identity", flat=True))
    first: dict[str, int] = {}
    for line in lines:
        identity = identities.get(line.number)
        if identity is None:
            continue
        if identity in there:
            already(line)
        elif identity in first:
            line.problems.append(_("La même personne qu’à la ligne %(n)s.") % {"n": first[identity]})
        first.setdefault(identity, line.number)


def already(line: Line) -> None:
    """Say of a line that this person is registered."""
    line.problems.append(_("Cette personne est déjà inscrite, sous ce nom et ce courriel."))
