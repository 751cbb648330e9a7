"""Mails to people who asked to be told, and messages that the team writes."""

import uuid
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.agenda.emails import parts
from maillage.agenda.enums import EventState, SeatState
from maillage.agenda.models import Event, GroupMessage, Interest, Registration
from maillage.agenda.selectors import standing
from maillage.core import outbox
from maillage.core.audit import reference
from maillage.core.letters import Letter, compose
from maillage.core.links import absolute
from maillage.ui.moments import moment

PROOF, OPENING, MESSAGE = "agenda.interest", "agenda.opening", "agenda.message"


def promise_proof(interest: Interest) -> None:
    """Promise the link that proves the address of somebody who wants to be told."""
    _promise(PROOF, interest, f":{uuid.uuid4().hex}")


def promise_opening(interest: Interest) -> None:
    """Promise the news that registrations are open; once."""
    _promise(OPENING, interest)


def _promise(kind: str, interest: Interest, once: str = "") -> None:
    outbox.promise(
        kind,
        key=f"{kind}:{interest.pk}{once}",
        to=interest.email,
        language=interest.language,
        payload={"interest": interest.pk},
        about=reference(interest),
    )


def message_key(message: GroupMessage) -> str:
    """How the keys of a message's mails begin."""
    return f"{MESSAGE}:m{message.pk}:"


def promise_message(message: GroupMessage, registration: Registration) -> None:
    """Promise the team's message to one person, not before it may leave. Nothing without an address."""
    if not registration.booking.email:
        return
    outbox.promise(
        MESSAGE,
        key=f"{message_key(message)}{registration.pk}",
        to=registration.booking.email,
        language=registration.booking.language,
        payload={"registration": registration.pk, "message": message.pk},
        about=reference(registration),
        not_before=message.leaves_at,
    )


@outbox.letter(PROOF)
def write_proof(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """Please confirm that you want to be told."""
    interest = _interest(payload)
    event = interest.event
    return compose(
        Letter(
            subject=_("Confirmez : vous prévenir de l’ouverture de « %(event)s »") % {"event": event.title},
            greeting=_("Bonjour,"),
            paragraphs=[_("Confirmez votre adresse, et nous vous écrirons une fois, à l’ouverture des inscriptions.")],
            facts=[*parts.event_facts(event), (_("Ouverture"), moment(event.opens_at))],
            action_label=_("Confirmer mon adresse"),
            action_url=absolute(reverse("agenda:interest_proof", args=[interest.token])),
            after=[_("Si vous n’avez rien demandé, ne faites rien : cette adresse sera effacée.")],
            reason=_("Vous recevez ce courriel parce que cette adresse a demandé à être prévenue sur notre site."),
        )
    )


@outbox.letter(OPENING)
def write_opening(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """Registrations are open. Raises NothingToSay when they are closed again."""
    interest = _interest(payload)
    event = interest.event
    if event.phase() != EventState.OPEN:
        raise outbox.NothingToSay
    return compose(
        Letter(
            subject=_("Les inscriptions sont ouvertes : %(event)s") % {"event": event.title},
            greeting=_("Bonjour,"),
            paragraphs=[
                _("Vous vouliez être prévenu·e : les inscriptions sont ouvertes."),
                _("C’est notre seul message à ce sujet ; votre adresse sera ensuite effacée."),
            ],
            facts=[*parts.event_facts(event), (_("Clôture"), moment(event.closes_at))],
            action_label=_("M’inscrire"),
            action_url=absolute(reverse("agenda:register", args=[event.slug])),
            reason=_("Vous recevez ce courriel parce que cette adresse a demandé à être prévenue sur notre site."),
        )
    )


def _interest(payload: dict[str, Any]) -> Interest:
    interest = Interest.objects.select_related("event__municipality").filter(pk=payload["interest"]).first()
    if interest is None:
        raise outbox.NothingToSay
    return interest


@outbox.letter(MESSAGE)
def write_message(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """What the team wrote, in the person's language where they did. Raises NothingToSay once it was taken back."""
    registration = parts.registration_of(payload)
    message = GroupMessage.objects.get(pk=payload["message"])
    if message.undone_at:
        raise outbox.NothingToSay
    return message_letter(message, registration)


def message_letter(message: GroupMessage, registration: Registration) -> EmailMultiAlternatives:
    """The mail of `message` to one person, in the active language."""
    text = text_for(message, get_language() or "")
    expected = standing(registration).state != SeatState.CANCELLED
    event = registration.event
    return compose(
        Letter(
            subject=text["subject"],
            greeting=parts.greeting(registration),
            paragraphs=[line for line in text["body"].splitlines() if line.strip()],
            facts=parts.event_facts(event),
            **(_links(registration) if expected else _event_link(event)),
            reason=parts.reason(),
        )
    )


def _links(registration: Registration) -> dict[str, Any]:
    label = _("Voir ou changer mon inscription")
    link = parts.private_link(registration)
    return {"action_label": label, "action_url": link, **parts.cannot_come(registration)}


def _event_link(event: Event) -> dict[str, Any]:
    return {"action_label": _("Revoir l’événement"), "action_url": absolute(event.get_absolute_url())}


def text_for(message: GroupMessage, language: str) -> dict[str, str]:
    """Subject and body for readers of `language`: theirs, else French, else one that was written.

    Which one was written first is not known: PostgreSQL keeps the languages in an order of its own.
    """
    texts: dict[str, dict[str, str]] = message.texts
    return texts.get(language) or texts.get("fr") or next(iter(texts.values()))
