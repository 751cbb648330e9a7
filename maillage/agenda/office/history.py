"""What happened to a registration, and what was written about it, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Event, Registration
from maillage.core.audit import reference
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.core.problems import in_words

Titles = Mapping[str, str]  # how a bucket is named in traces → how people call it
SEAT_WORDS = {
    (None, SeatState.CONFIRMED): gettext_lazy("Une place : %(where)s (n° %(number)s)."),
    (None, SeatState.WAITLISTED): gettext_lazy("Sur la liste d’attente : %(where)s (n° %(number)s)."),
    (SeatState.WAITLISTED, SeatState.CONFIRMED): gettext_lazy("De la liste d’attente à une place : %(where)s."),
    (SeatState.CONFIRMED, SeatState.WAITLISTED): gettext_lazy("D’une place à la liste d’attente : %(where)s."),
    (SeatState.CONFIRMED, None): gettext_lazy("Place rendue : %(where)s."),
    (SeatState.WAITLISTED, None): gettext_lazy("N’attend plus : %(where)s."),
    (SeatState.CONFIRMED, SeatState.CANCELLED): gettext_lazy("Place rendue : %(where)s."),
    (SeatState.WAITLISTED, SeatState.CANCELLED): gettext_lazy("N’attend plus : %(where)s."),
}
ACT_WORDS = {
    "agenda.changed": gettext_lazy("Données ou ateliers changés."),
    "agenda.moved": gettext_lazy("Mis·e dans un atelier par l’équipe : %(where)s."),
    "agenda.promoted": gettext_lazy("Appelé·e de la liste d’attente : %(where)s."),
    "agenda.cancelled": gettext_lazy("Inscription annulée."),
    "agenda.link_sent": gettext_lazy("Lien envoyé de nouveau."),
}
MAILS = {
    "agenda.receipt": gettext_lazy("Confirmation avec le lien personnel"),
    "agenda.promotion": gettext_lazy("Une place s’est libérée"),
    "agenda.workshop": gettext_lazy("Une place dans un atelier"),
    "agenda.change": gettext_lazy("Inscription modifiée"),
    "agenda.cancellation": gettext_lazy("Annulation"),
    "agenda.reminder": gettext_lazy("Rappel"),
    "agenda.news": gettext_lazy("Changement d’heure ou de lieu"),
    "agenda.postponed": gettext_lazy("Report"),
    "agenda.called_off": gettext_lazy("Événement annulé"),
    "agenda.message": gettext_lazy("Message de l’équipe"),
}


class Moment(NamedTuple):
    """One line of the history: when, what, and who did it when it was the team."""

    at: datetime
    words: str
    by: str


class Mail(NamedTuple):
    """One mail: when it was promised, what it is, where it stands, and why it did not arrive."""

    at: datetime
    kind: str
    state: str
    problem: str


def titles(event: Event) -> dict[str, str]:
    """How people call each bucket of an event, by its name in traces."""
    found = event.buckets.filter(kind=BucketKind.WORKSHOP).order_by("pk").values_list("slug", "title")
    return {BucketKind.DAY: _("journée"), BucketKind.ONLINE: _("en ligne"), **dict(found)}


def history(registration: Registration, called: Titles) -> list[Moment]:
    """What happened, the first act first; `called` as from `titles`."""
    entries = AuditEntry.objects.filter(subject=reference(registration)).select_related("actor").order_by("pk")
    found = ((entry, in_plain_words(entry.act, entry.changes, called)) for entry in entries)
    return [Moment(entry.at, words, str(entry.actor or "")) for entry, words in found if words]


def in_plain_words(act: str, changes: dict[str, Any], called: Titles) -> str:
    """What a trace says, or nothing for an act that means nothing to people."""
    bucket = str(changes.get("bucket", ""))
    facts = {"where": called.get(bucket, f"« {bucket} »"), "number": changes.get("number")}
    if act == "agenda.registered":
        words = _("Inscription confirmée (n° %(number)s).")
        waits = _("Inscription en liste d’attente (n° %(number)s).")
        return (waits if changes.get("state") == SeatState.WAITLISTED else words) % facts
    if act == "agenda.seat":
        before, after = changes["state"]
        return str(SEAT_WORDS.get((before, after), "")) % facts
    return str(ACT_WORDS.get(act, "")) % facts


def mails(registration: Registration) -> list[Mail]:
    """What was written to the person, the latest first."""
    found = OutboxMessage.objects.filter(about=reference(registration)).order_by("-pk")
    return [
        Mail(
            mail.finished_at or mail.created_at,
            str(MAILS.get(mail.kind, mail.kind)),
            mail.get_state_display(),
            in_words(mail.problem),
        )
        for mail in found
    ]
