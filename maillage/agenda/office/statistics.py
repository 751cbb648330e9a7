"""Statistics of one event: when people registered, who, for what, how full; from what is stored, whoever was erased."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Bucket, Event, Registration, Seat, Wish
from maillage.agenda.office.charts import bar_chart, day_chart
from maillage.agenda.office.door import at_the_desk, show
from maillage.agenda.office.figures import Figure, figures
from maillage.agenda.office.people import plain, with_place
from maillage.core.audit import reference
from maillage.core.languages import own_name
from maillage.core.models import AuditEntry

Counts = list[tuple[str, int]]


class Filled(NamedTuple):
    """One bucket: whose first choice it was (workshops only), who sits there, waits, gave up; and its last place."""

    figure: Figure
    first_choices: int
    cancelled: int
    last_place_at: datetime | None

    @property
    def rate(self) -> int | None:
        """How full it is, in per cent; None without limit."""
        return round(100 * self.figure.taken / self.figure.capacity) if self.figure.capacity else None


@dataclass(frozen=True)
class Statistics:
    """Everything the page tells."""

    registered: dict[date, int]
    cancelled: dict[date, int]
    organizations: Counts
    languages: Counts
    filled: list[Filled]
    promotions: int
    first_wait_at: datetime | None

    @property
    def total(self) -> int:
        """All who registered, whatever became of it."""
        return sum(self.registered.values())

    @property
    def gave_up(self) -> int:
        """Those who cancelled."""
        return sum(self.cancelled.values())


def statistics_of(event: Event) -> Statistics:
    """Counted anew each time, by as many queries whatever the number of people."""
    people = list(with_place(event).order_by("pk"))
    standing = [person for person in people if person.state != SeatState.CANCELLED]
    traces = AuditEntry.objects.filter(subject__in=[reference(person) for person in people])
    return Statistics(
        registered=by_day(person.booking.created_at for person in people),
        cancelled=by_day(_given_up(event)),
        organizations=_organizations(standing),
        languages=[(own_name(code), n) for code, n in _most(person.booking.language for person in standing)],
        filled=_filled(event),
        promotions=traces.filter(act="agenda.promoted").count(),
        first_wait_at=_first_wait(traces),
    )


def by_day(moments: Iterable[datetime]) -> dict[date, int]:
    """How many on each day of the calendar of here."""
    return dict(sorted(Counter(timezone.localtime(when).date() for when in moments).items()))


def _given_up(event: Event) -> Iterable[datetime]:
    seats = Seat.objects.filter(bucket__event=event, state=SeatState.CANCELLED)
    day = seats.exclude(bucket__kind=BucketKind.WORKSHOP).order_by("changed_at", "pk")
    return day.values_list("changed_at", flat=True)


def _most(values: Iterable[str]) -> Counts:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def _organizations(people: list[Registration]) -> Counts:
    """By organisation, written as it was written first; those without one, or whose was erased, come last."""
    spelled: dict[str, str] = {}
    for person in people:
        spelled.setdefault(plain(person.booking.organization_name), person.booking.organization_name)
    counted = _most(plain(person.booking.organization_name) for person in people)
    named = [(spelled[folded], n) for folded, n in counted if folded]
    return named + [(_("sans organisation"), n) for folded, n in counted if not folded]


def _first_wait(traces: QuerySet[AuditEntry]) -> datetime | None:
    """When somebody had to wait for the day for the first time."""
    found = traces.filter(act="agenda.registered", changes__state=SeatState.WAITLISTED).order_by("at", "pk").first()
    return found.at if found else None


def _filled(event: Event) -> list[Filled]:
    found = figures(event)
    first = first_choices(event, {figure.bucket.pk: figure.bucket for figure in found})
    cancelled: Counter[int] = Counter()
    last: dict[int, datetime] = {}
    for bucket, state, when in _seats(event):
        cancelled[bucket] += state == SeatState.CANCELLED
        if state == SeatState.CONFIRMED:
            last[bucket] = when
    return [
        Filled(one, first[one.bucket.pk], cancelled[one.bucket.pk], last.get(one.bucket.pk) if one.left == 0 else None)
        for one in found
    ]


def _seats(event: Event) -> Iterable[tuple[int, str, datetime]]:
    seats = Seat.objects.filter(bucket__event=event).order_by("changed_at", "pk")
    return seats.values_list("bucket", "state", "changed_at")


def first_choices(event: Event, buckets: dict[int, Bucket]) -> Counter[int]:
    """For each workshop, for how many who stand it was the dearest of its time."""
    wishes = Wish.objects.filter(registration__event=event).exclude(registration__seats__state=SeatState.CANCELLED)
    dearest: dict[int, list[Bucket]] = {}
    for person, bucket in wishes.order_by("registration", "rank").values_list("registration", "bucket"):
        chosen = dearest.setdefault(person, [])
        if not any(buckets[bucket].overlaps(other) for other in chosen):
            chosen.append(buckets[bucket])
    return Counter(bucket.pk for chosen in dearest.values() for bucket in chosen)


def _bars(counts: Counts) -> Any:
    return bar_chart([(label, str(n), n, 0) for label, n in counts])


def _places_said(filled: Filled) -> str:
    figure = filled.figure
    taken = f"{figure.taken} / {figure.capacity}" if figure.capacity is not None else str(figure.taken)
    return _("%(taken)s, en attente : %(n)s") % {"taken": taken, "n": figure.waiting} if figure.waiting else taken


@require_safe
@at_the_desk
def statistics(request: HttpRequest, event: Event) -> HttpResponse:
    """A sentence, a chart, a table for each question."""
    found = statistics_of(event)
    places = [(one.figure.label, _places_said(one), one.figure.taken, one.figure.waiting) for one in found.filled]
    charts = {
        "days": day_chart(found.registered),
        "cancelled": day_chart(found.cancelled),
        "organizations": _bars(found.organizations[:12]),
        "languages": _bars(found.languages),
        "places": bar_chart(places),
    }
    return show(request, event, "statistics", _("Statistiques"), found=found, charts=charts)
