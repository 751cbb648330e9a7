"""What the agenda's mails have in common."""

from datetime import datetime
from email.mime.image import MIMEImage
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.agenda import selectors
from maillage.agenda.calendars import calendar
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event, Registration
from maillage.agenda.selectors import SeatStanding, Standing
from maillage.core import outbox
from maillage.core.audit import reference
from maillage.core.links import absolute
from maillage.ui import qr
from maillage.ui.moments import hours, moment

QR_ID = "inscription"


def promise(
    kind: str, registration: Registration, once: object = "", *, not_before: datetime | None = None, **payload: Any
) -> None:
    """Promise a mail to somebody registered; `once` tells apart mails of one kind. Nothing without an address."""
    if not registration.booking.email:
        return
    outbox.promise(
        kind,
        key=f"{kind}:{registration.pk}" + (f":{once}" if once != "" else ""),
        to=registration.booking.email,
        language=registration.booking.language,
        payload={"registration": registration.pk, **payload},
        about=reference(registration),
        not_before=not_before,
    )


def registration_of(payload: dict[str, Any]) -> Registration:
    """Whom the mail is about. Raises NothingToSay when they were erased in the meantime."""
    found = selectors.find_by_pk(payload["registration"])
    if found is None:
        raise outbox.NothingToSay
    return found


def private_link(registration: Registration) -> str:
    """The full address where the person changes or cancels, in the active language."""
    return absolute(reverse("agenda:registration", args=[registration.private_token]))


def cannot_come(registration: Registration) -> dict[str, str]:
    """The second link of every mail to somebody who is expected, as parts of a Letter."""
    link = absolute(reverse("agenda:cancel", args=[registration.private_token]))
    return {"other_label": _("Je ne peux pas venir"), "other_url": link}


def greeting(registration: Registration) -> str:
    """« Bonjour Anne, »"""
    return _("Bonjour %(name)s,") % {"name": registration.first_name}


def reason() -> str:
    """Why somebody registered is written to."""
    return _("Vous recevez ce courriel parce que cette adresse a été donnée lors d’une inscription sur notre site.")


def personal() -> str:
    """What to know of the private link."""
    return _("Ce lien est personnel : il permet de changer ou d’annuler votre inscription. Ne le transmettez pas.")


def place_of(event: Event) -> str:
    """Where, in one line."""
    place = ", ".join(filter(None, [event.venue_name, event.venue_address, str(event.municipality or "")]))
    return place or _("En ligne")


def event_facts(event: Event, standing: Standing | None = None) -> list[tuple[str, str]]:
    """What, when and where (for the person who stands so), as (label, value) in the active language."""
    when = moment(event.starts_at, event.ends_at)
    where = _("En ligne") if standing and standing.attends_online(event) else place_of(event)
    return [(_("Quoi"), event.title), (_("Quand"), when), (_("Où"), where)]


def workshop_facts(standing: Standing) -> list[tuple[str, str]]:
    """The person's workshops, as (label, value)."""
    return [(_("Atelier"), workshop_line(seat)) for seat in standing.workshops if seat.state != SeatState.CANCELLED]


def workshop_line(seat: SeatStanding) -> str:
    """« 10h45 – 12h00 : Accueillir, salle 2 », with the position of who waits."""
    line = _("%(hours)s : %(title)s") % {
        "hours": hours(seat.starts, seat.ends),
        "title": ", ".join(filter(None, [seat.title, seat.room])),
    }
    if seat.state == SeatState.WAITLISTED:
        return _("%(workshop)s (liste d’attente, position %(n)s)") % {"workshop": line, "n": seat.position}
    return line


def online_fact(event: Event, standing: Standing) -> list[tuple[str, str]]:
    """The private link of the meeting, for a place there."""
    if standing.attends_online(event) and standing.state == SeatState.CONFIRMED:
        return [(_("Lien de la réunion"), event.online_url)]
    return []


def attach_calendar(message: EmailMultiAlternatives, event: Event, standing: Standing | None = None) -> None:
    """The event for the person's calendar, with the meeting link if they have a place there; taken out of it when one
    of both was cancelled."""
    with_link = bool(standing and online_fact(event, standing))
    gone = event.cancelled_at or (standing and standing.state == SeatState.CANCELLED)
    method = "CANCEL" if gone else "PUBLISH"
    ics = calendar([event], with_online_link=with_link, state=standing.state if standing else None, method=method)
    message.attach("inscription.ics", ics, f"text/calendar; method={method}")


def attach_code(message: EmailMultiAlternatives, link: str) -> None:
    """The private link as a picture to show at the door."""
    image = MIMEImage(qr.png(link, 5), "png")
    image.add_header("Content-ID", f"<{QR_ID}>")
    image.add_header("Content-Disposition", "inline", filename="inscription.png")
    message.attach(image)
