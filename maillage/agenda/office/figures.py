"""The desk's live figures: places taken, left and waited for, and what came today."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Bucket, Event
from maillage.agenda.office.door import at_the_desk
from maillage.core import clock
from maillage.ui.moments import hours


@dataclass(frozen=True)
class Figure:
    """One bucket as the desk sees it: what it is called, its places, how many wait."""

    bucket: Bucket
    label: str
    taken: int
    capacity: int | None
    waiting: int

    @property
    def left(self) -> int | None:
        """Free places; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken


def label(bucket: Bucket) -> str:
    """« Journée », « En ligne », « 10h00 – 11h30 : Récits »."""
    if bucket.kind == BucketKind.WORKSHOP:
        return _("%(hours)s : %(title)s") % {"hours": hours(bucket.starts, bucket.ends), "title": bucket.title}
    return _("En ligne") if bucket.kind == BucketKind.ONLINE else _("Journée")


def figures(event: Event) -> list[Figure]:
    """Every bucket of the event: the day, online, the workshops in the order of the day. One query."""
    waiting = Count("seats", filter=Q(seats__state=SeatState.WAITLISTED))
    found: Any = Bucket.objects.filter(event=event).annotate(waiting=waiting).order_by("day", "starts", "ends", "pk")
    ranked = sorted(found, key=lambda one: BucketKind.values.index(one.kind))
    return [Figure(one, label(one), one.taken, one.capacity, one.waiting) for one in ranked]


def figures_context(event: Event) -> dict[str, Any]:
    """What the block of figures shows: places, who came today, and the hour at which this was counted."""
    now = clock.now()
    midnight = datetime.combine(timezone.localtime(now).date(), time(), timezone.get_current_timezone())
    counts = event.bookings.aggregate(all=Count("pk"), today=Count("pk", filter=Q(created_at__gte=midnight)))
    return {"event": event, "figures": figures(event), "registered": counts, "counted_at": now}


@require_safe
@at_the_desk
def live(request: HttpRequest, event: Event) -> HttpResponse:
    """The block of figures alone, for the page that refreshes it."""
    return render(request, "agenda/office/figures.html", figures_context(event))
