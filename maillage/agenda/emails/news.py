"""What everybody registered is told: the event was postponed, called off, moved; it comes soon."""

from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.agenda.emails import parts
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event, Registration
from maillage.agenda.selectors import reminder_key, standing
from maillage.core import outbox
from maillage.core.letters import Letter, compose
from maillage.core.links import absolute
from maillage.ui.moments import moment

POSTPONED, CALLED_OFF, NEWS, REMINDER = "agenda.postponed", "agenda.called_off", "agenda.news", "agenda.reminder"
Notes = dict[str, str]  # language → what the team adds


def promise_postponed(registration: Registration, event: Event, notes: Notes, was: datetime) -> None:
    """Promise the news that the event is put off from `was`, to its new date if it has one already."""
    parts.promise(POSTPONED, registration, event.sequence, notes=notes, was=was.isoformat())


def promise_called_off(registration: Registration, event: Event, notes: Notes) -> None:
    """Promise the news that the event will not take place."""
    parts.promise(CALLED_OFF, registration, event.sequence, notes=notes)


def promise_news(registration: Registration, event: Event, notes: Notes, *, restored: bool = False) -> None:
    """Promise the news that the time or the place changed; or, as the notes say, that the event takes place after all."""
    parts.promise(NEWS, registration, event.sequence, notes=notes, restored=restored)


def promise_reminder(registration: Registration, days: int) -> None:
    """Promise the reminder sent `days` before; each once for each date of the event."""
    parts.promise(REMINDER, registration, reminder_key(registration.event, days), days=days)


def note(notes: Notes, event: Event) -> list[str]:
    """What the team added, in the active language, or as they wrote it first."""
    text = notes.get(get_language() or "") or notes.get(event.language) or next(iter(notes.values()), "")
    return [text] if text else []


@outbox.letter(POSTPONED)
def write_postponed(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The event is put off; the registration stands."""
    registration = parts.registration_of(payload)
    event = registration.event
    was = moment(datetime.fromisoformat(payload["was"]))
    paragraphs = [_("La rencontre prévue le %(was)s est reportée.") % {"was": was}]
    if event.postponed_at:
        paragraphs.append(_("La nouvelle date n’est pas encore connue : nous vous l’écrirons."))
    subject = _("Reporté : %(event)s") % {"event": event.title}
    if standing(registration).state == SeatState.CONFIRMED:
        paragraphs.append(_("Votre inscription reste valable. Rien à faire si vous venez."))
    return _news(registration, subject, paragraphs + note(payload["notes"], event))


@outbox.letter(NEWS)
def write_news(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The time or the place changed, or the event was restored; the registration stands."""
    registration = parts.registration_of(payload)
    event = registration.event
    changed = [] if payload.get("restored") else [_("L’heure ou le lieu a changé. Voici ce qui vaut maintenant.")]
    subject = _("Changement : %(event)s") % {"event": event.title}
    return _news(registration, subject, changed + note(payload["notes"], event))


@outbox.letter(REMINDER)
def write_reminder(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The event is near. Raises NothingToSay when the place was given up or the event put off."""
    registration = parts.registration_of(payload)
    event = registration.event
    if standing(registration).state != SeatState.CONFIRMED or event.cancelled_at or event.postponed_at:
        raise outbox.NothingToSay
    when = _("C’est demain.") if payload["days"] == 1 else _("C’est dans une semaine.")
    paragraphs = [when, _("Si vous ne pouvez pas venir, dites-le : votre place ira à la personne suivante.")]
    if event.access_notes:
        paragraphs.append(event.access_notes)
    return _news(registration, _("Rappel : %(event)s") % {"event": event.title}, paragraphs)


def _news(registration: Registration, subject: str, paragraphs: list[str]) -> EmailMultiAlternatives:
    event, stands = registration.event, standing(registration)
    if stands.state == SeatState.CANCELLED:
        raise outbox.NothingToSay
    if stands.state == SeatState.WAITLISTED:
        paragraphs = [*paragraphs, _("Vous êtes en liste d’attente, position %(n)s") % {"n": stands.position}]
    facts = parts.event_facts(event, stands) + parts.workshop_facts(stands) + parts.online_fact(event, stands)
    if event.postponed_at:
        facts = facts[:1]
    message = compose(
        Letter(
            subject=subject,
            greeting=parts.greeting(registration),
            paragraphs=paragraphs,
            facts=facts,
            action_label=_("Voir ou changer mon inscription"),
            action_url=parts.private_link(registration),
            **parts.cannot_come(registration),
            after=[parts.personal()],
            reason=parts.reason(),
        )
    )
    if stands.state == SeatState.CONFIRMED:
        parts.attach_calendar(message, event, stands)
    return message


@outbox.letter(CALLED_OFF)
def write_called_off(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The event will not take place; calendars take it out. Raises NothingToSay when it was restored meanwhile."""
    registration = parts.registration_of(payload)
    event = registration.event
    if not event.cancelled_at:
        raise outbox.NothingToSay
    paragraphs = [_("Cette rencontre n’aura pas lieu. Nous en sommes désolés."), *note(payload["notes"], event)]
    message = compose(
        Letter(
            subject=_("Annulé : %(event)s") % {"event": event.title},
            greeting=parts.greeting(registration),
            paragraphs=paragraphs,
            facts=parts.event_facts(event),
            action_label=_("Revoir l’événement"),
            action_url=absolute(event.get_absolute_url()),
            reason=parts.reason(),
        )
    )
    parts.attach_calendar(message, event)
    return message
