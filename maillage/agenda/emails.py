"""Mails about registrations: promised in the act's transaction, written when they leave."""

import io
import uuid
from email.mime.image import MIMEImage
from typing import Any

import segno
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.agenda.calendars import calendar
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event, Registration
from maillage.agenda.selectors import Standing, standing
from maillage.core import outbox
from maillage.core.audit import reference
from maillage.core.letters import Letter, compose
from maillage.core.links import absolute
from maillage.ui.moments import moment

RECEIPT, PROMOTION, CANCELLATION = "agenda.receipt", "agenda.promotion", "agenda.cancellation"
QR_ID = "inscription"


def promise_receipt(registration: Registration, stands: Standing, *, again: bool = False) -> None:
    """Promise the mail that tells where the person stands, with the private link."""
    _promise(RECEIPT, registration, stands.state, stands.position, again=again)


def promise_promotion(registration: Registration) -> None:
    """Promise the good news: a place came free."""
    _promise(PROMOTION, registration, SeatState.CONFIRMED, None)


def promise_cancellation(registration: Registration) -> None:
    """Promise the acknowledgement of a cancellation."""
    _promise(CANCELLATION, registration, SeatState.CANCELLED, None)


def _promise(
    kind: str, registration: Registration, state: SeatState, position: int | None, *, again: bool = False
) -> None:
    about = reference(registration)
    outbox.promise(
        kind,
        key=f"{kind}:{registration.pk}" + (f":{uuid.uuid4().hex}" if again else ""),
        to=registration.booking.email,
        language=registration.booking.language,
        payload={"registration": registration.pk, "state": state, "position": position, "again": again},
        about=about,
    )


def private_link(registration: Registration) -> str:
    """The full address where the person changes or cancels, in the active language."""
    return absolute(reverse("agenda:registration", args=[registration.private_token]))


@outbox.letter(RECEIPT)
@outbox.letter(PROMOTION)
def write_place(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """Confirmed (with calendar and QR) or waiting (with the position at the moment of the act)."""
    registration = _registration(payload)
    event, confirmed = registration.event, payload["state"] == SeatState.CONFIRMED
    link = private_link(registration)
    facts = event_facts(event)
    # The mail may leave after the place was given up again.
    has_place = confirmed and standing(registration).state == SeatState.CONFIRMED
    if has_place and event.online_url:
        facts.append((_("Lien de la réunion"), event.online_url))
    message = compose(
        Letter(
            subject=_place_subject(payload, event),
            greeting=_greeting(registration),
            paragraphs=_place_paragraphs(payload),
            facts=facts,
            action_label=_("Voir ou annuler mon inscription"),
            action_url=link,
            after=[_("Ce lien est personnel : il permet d’annuler votre inscription. Ne le transmettez pas.")],
            reason=_reason(),
            picture=QR_ID if confirmed else "",
            picture_text=_("Code à présenter à l’accueil"),
        )
    )
    if confirmed:
        ics = calendar([event], with_online_link=has_place)
        message.attach("inscription.ics", ics, "text/calendar; method=PUBLISH")
        message.attach(_qr(link))
    return message


@outbox.letter(CANCELLATION)
def write_cancellation(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The person's place was given up."""
    registration = _registration(payload)
    event = registration.event
    return compose(
        Letter(
            subject=_("Inscription annulée : %(event)s") % {"event": event.title},
            greeting=_greeting(registration),
            paragraphs=[_("Votre inscription est annulée. Merci de nous l’avoir dit : la place servira à quelqu’un.")],
            facts=event_facts(event),
            action_label=_("Revoir l’événement"),
            action_url=absolute(event.get_absolute_url()),
            reason=_reason(),
        )
    )


def event_facts(event: Event) -> list[tuple[str, str]]:
    """What, when and where, as (label, value) in the active language."""
    place = ", ".join(filter(None, [event.venue_name, event.venue_address, str(event.municipality or "")]))
    when = moment(event.starts_at, event.ends_at)
    return [(_("Quoi"), event.title), (_("Quand"), when), (_("Où"), place or _("En ligne"))]


def _place_subject(payload: dict[str, Any], event: Event) -> str:
    if payload["state"] == SeatState.WAITLISTED:
        return _("Liste d’attente : %(event)s") % {"event": event.title}
    if payload["state"] == SeatState.CANCELLED:
        return _("Inscription annulée : %(event)s") % {"event": event.title}
    return _("Inscription confirmée : %(event)s") % {"event": event.title}


def _place_paragraphs(payload: dict[str, Any]) -> list[str]:
    paragraphs = []
    if payload["again"]:
        paragraphs.append(_("Vous étiez déjà inscrit·e : rien n’a changé. Voici de nouveau votre lien."))
    if payload["state"] == SeatState.WAITLISTED:
        paragraphs.append(
            _("L’événement est complet. Vous êtes en liste d’attente, position %(n)s.") % {"n": payload["position"]}
        )
        paragraphs.append(
            _("Dès qu’une place se libère, la première personne de la liste la reçoit et nous lui écrivons.")
        )
    elif payload["state"] == SeatState.CONFIRMED:
        paragraphs.append(_("Votre place est confirmée. Nous nous réjouissons de vous accueillir."))
        paragraphs.append(_("Si vous ne pouvez pas venir, annulez : votre place ira à la personne suivante."))
    return paragraphs


def _registration(payload: dict[str, Any]) -> Registration:
    found = Registration.objects.select_related("booking", "event__municipality").filter(
        pk=payload["registration"], anonymised_at=None
    )
    registration = found.first()
    if registration is None:
        raise outbox.NothingToSay
    return registration


def _greeting(registration: Registration) -> str:
    return _("Bonjour %(name)s,") % {"name": registration.first_name}


def _reason() -> str:
    return _("Vous recevez ce courriel parce que cette adresse a été donnée lors d’une inscription sur notre site.")


def _qr(link: str) -> MIMEImage:
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=5, border=4)
    image = MIMEImage(picture.getvalue(), "png")
    image.add_header("Content-ID", f"<{QR_ID}>")
    image.add_header("Content-Disposition", "inline", filename="inscription.png")
    return image
