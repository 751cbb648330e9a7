"""Mails about one person's places: given, waited for, changed, given up; and the link that was lost."""

import uuid
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.agenda.emails import parts
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat
from maillage.agenda.selectors import Standing, standing
from maillage.core import outbox
from maillage.core.letters import Letter, compose
from maillage.core.links import absolute

RECEIPT, PROMOTION, CANCELLATION = "agenda.receipt", "agenda.promotion", "agenda.cancellation"
WORKSHOP, CHANGE, LINKS = "agenda.workshop", "agenda.change", "agenda.links"


def promise_receipt(registration: Registration, stands: Standing, *, again: bool = False) -> None:
    """Promise the mail that tells where the person stands, with the private link."""
    once = uuid.uuid4().hex if again else ""
    parts.promise(RECEIPT, registration, once, state=stands.state, position=stands.position, again=again)


def promise_promotion(registration: Registration, seat: Seat) -> None:
    """Promise the good news: a place for the day came free."""
    once = f"{seat.bucket_id}:{seat.number}"
    parts.promise(PROMOTION, registration, once, state=SeatState.CONFIRMED, position=None, again=False)


def promise_workshop(registration: Registration, bucket: Bucket, seat: Seat) -> None:
    """Promise the good news: a place in a workshop came free."""
    parts.promise(WORKSHOP, registration, f"{bucket.pk}:{seat.number}", workshop=bucket.title)


def promise_change(registration: Registration, note: str = "") -> None:
    """Promise the mail that says where the person stands after a change, theirs or the team's."""
    parts.promise(CHANGE, registration, uuid.uuid4().hex, note=note)


def promise_cancellation(registration: Registration) -> None:
    """Promise the acknowledgement of a cancellation."""
    parts.promise(CANCELLATION, registration)


def promise_links(email: str, language: str, registrations: list[Registration]) -> None:
    """Promise one mail with the private links of all that stands under an address."""
    outbox.promise(
        LINKS,
        key=f"{LINKS}:{uuid.uuid4().hex}",
        to=email,
        language=language,
        payload={"registrations": [registration.pk for registration in registrations]},
    )


@outbox.letter(RECEIPT)
@outbox.letter(PROMOTION)
def write_place(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """Confirmed (with calendar and QR) or waiting (with the position at the moment of the act)."""
    registration = parts.registration_of(payload)
    paragraphs = [_("Vous étiez déjà inscrit·e : rien n’a changé. Voici de nouveau votre lien.")] * payload["again"]
    paragraphs += _place_paragraphs(payload["state"], payload["position"])
    subject = _place_subject(payload["state"], registration.event)
    return _standing_letter(registration, subject, paragraphs, confirmed=payload["state"] == SeatState.CONFIRMED)


@outbox.letter(WORKSHOP)
def write_workshop(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """A place came free in a workshop that the person waited for."""
    registration = parts.registration_of(payload)
    names = {"workshop": payload["workshop"]}
    paragraphs = [
        _("Une place s’est libérée : vous participez à l’atelier « %(workshop)s ».") % names,
        _("Si vous aviez une place dans un autre atelier à la même heure, elle va à la personne suivante."),
    ]
    subject = _("Une place pour vous : %(workshop)s") % names
    return _standing_letter(registration, subject, paragraphs)


@outbox.letter(CHANGE)
def write_change(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """Where the person stands after a change."""
    registration = parts.registration_of(payload)
    paragraphs = [_("Votre inscription a changé. Voici où vous en êtes."), *filter(None, [payload["note"]])]
    stands = standing(registration)
    paragraphs += _place_paragraphs(stands.state, stands.position)[:1]
    subject = _("Inscription modifiée : %(event)s") % {"event": registration.event.title}
    return _standing_letter(registration, subject, paragraphs)


def _standing_letter(
    registration: Registration, subject: str, paragraphs: list[str], *, confirmed: bool | None = None
) -> EmailMultiAlternatives:
    event, stands = registration.event, standing(registration)
    confirmed = stands.state == SeatState.CONFIRMED if confirmed is None else confirmed
    link = parts.private_link(registration)
    facts = parts.event_facts(event, stands) + parts.workshop_facts(stands)
    if confirmed:  # what was true of the place when the mail was promised, and still is
        facts += parts.online_fact(event, stands)
    message = compose(
        Letter(
            subject=subject,
            greeting=parts.greeting(registration),
            paragraphs=paragraphs,
            facts=facts,
            action_label=_("Voir ou changer mon inscription"),
            action_url=link,
            **parts.cannot_come(registration),
            after=[parts.personal()],
            reason=parts.reason(),
            picture=parts.QR_ID if confirmed else "",
            picture_text=_("Code à présenter à l’accueil"),
        )
    )
    if confirmed:
        parts.attach_calendar(message, event, stands)
        parts.attach_code(message, link)
    return message


@outbox.letter(CANCELLATION)
def write_cancellation(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The person's place was given up."""
    registration = parts.registration_of(payload)
    event, stands = registration.event, standing(registration)
    message = compose(
        Letter(
            subject=_("Inscription annulée : %(event)s") % {"event": event.title},
            greeting=parts.greeting(registration),
            paragraphs=[_("Votre inscription est annulée. Merci de nous l’avoir dit : la place servira à quelqu’un.")],
            facts=parts.event_facts(event),
            action_label=_("Revoir l’événement"),
            action_url=absolute(event.get_absolute_url()),
            reason=parts.reason(),
        )
    )
    if stands.state == SeatState.CANCELLED:  # calendars take it out, unless the person came back in the meantime
        parts.attach_calendar(message, event, stands)
    return message


@outbox.letter(LINKS)
def write_links(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The private links of what stands under this address, one for each person and event."""
    found = Registration.objects.filter(pk__in=payload["registrations"], anonymised_at=None).order_by("pk")
    registrations = list(found.select_related("event"))
    if not registrations:
        raise outbox.NothingToSay
    lines = [(f"{one.event.title}, {one.full_name}", parts.private_link(one)) for one in registrations]
    return compose(
        Letter(
            subject=_("Vos liens d’inscription"),
            greeting=_("Bonjour,"),
            paragraphs=[_("Vous avez demandé de recevoir de nouveau vos liens. Chacun est personnel.")],
            facts=lines,
            action_label=_("Voir l’agenda"),
            action_url=absolute(reverse("agenda:events")),
            reason=_("Vous recevez ce courriel parce que vos liens d’inscription ont été demandés sur notre site."),
        )
    )


def _place_subject(state: str, event: Event) -> str:
    if state == SeatState.WAITLISTED:
        return _("Liste d’attente : %(event)s") % {"event": event.title}
    if state == SeatState.CANCELLED:
        return _("Inscription annulée : %(event)s") % {"event": event.title}
    return _("Inscription confirmée : %(event)s") % {"event": event.title}


def _place_paragraphs(state: str, position: int | None) -> list[str]:
    if state == SeatState.WAITLISTED:
        return [
            _("L’événement est complet. Vous êtes en liste d’attente, position %(n)s.") % {"n": position},
            _("Dès qu’une place se libère, la première personne de la liste la reçoit et nous lui écrivons."),
        ]
    if state == SeatState.CONFIRMED:
        return [
            _("Votre place est confirmée. Nous nous réjouissons de vous accueillir."),
            _("Si vous ne pouvez pas venir, annulez : votre place ira à la personne suivante."),
        ]
    return []
