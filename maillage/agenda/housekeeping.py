"""What the agenda erases once its time is over, and what it has checked."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.agenda.models import Booking, Event, GroupMessage, Interest, NeedAnswer, Registration
from maillage.agenda.selectors import drifted_buckets
from maillage.core import clock
from maillage.core.checkups import Finding, checkup
from maillage.core.purges import purges

TOLD_KEPT = timedelta(days=1)
UNPROVED_KEPT = timedelta(days=7)


@purges(gettext_lazy("besoins particuliers dont le délai est passé"))
def needs(dry_run: bool) -> int:
    """What people needed to take part."""
    old = NeedAnswer.objects.filter(erase_after__lt=clock.now())
    return old.count() if dry_run else old.delete()[0]


@purges(gettext_lazy("inscriptions rendues anonymes"))
def people(dry_run: bool) -> int:
    """Names, functions, addresses, messages and needs of events past their retention.

    Seats and languages stay, for statistics. Links to the registration open nothing from then on.
    """
    events = [event.pk for event in past_retention()]
    named = Registration.objects.filter(event__in=events, anonymised_at=None)
    if dry_run:
        return named.count()
    NeedAnswer.objects.filter(registration__event__in=events).delete()
    GroupMessage.objects.filter(event__in=events).delete()
    Booking.objects.filter(event__in=events).update(email="", organization_name="", message="")
    return named.update(first_name="", last_name="", role="", identity=None, anonymised_at=clock.now())


@purges(gettext_lazy("adresses de personnes à prévenir d’une ouverture"))
def interests(dry_run: bool) -> int:
    """Addresses that were told or never proved, and those of events that opened and closed, or will not take place."""
    now = clock.now()
    told = Q(told_at__lt=now - TOLD_KEPT)
    unproved = Q(proved_at=None, created_at__lt=now - UNPROVED_KEPT)
    too_late = Q(event__closes_at__lt=now) | Q(event__cancelled_at__isnull=False)
    old = Interest.objects.filter(told | unproved | too_late)
    return old.count() if dry_run else old.delete()[0]


def past_retention() -> list[Event]:
    """Events that still hold names although the retention they were given is over."""
    now = clock.now()
    named = Registration.objects.filter(anonymised_at=None)
    ended = Event.objects.filter(ends_at__lt=now, pk__in=named.values("event"))
    return [event for event in ended if event.ends_at + timedelta(days=event.retention_days) < now]


@checkup(gettext_lazy("Agenda"))
def places() -> Iterator[Finding]:
    """The places counted as taken are the confirmed seats."""
    drifted = list(drifted_buckets().values_list("event__slug", flat=True))
    if drifted:
        yield Finding(_("Compteurs de places faux : %(events)s.") % {"events": ", ".join(drifted)}, wrong=True)
    else:
        yield Finding(_("Les places comptées sont les places confirmées."))
