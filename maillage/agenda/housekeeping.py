"""What the agenda erases once its time is over, and what it has checked."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.agenda.models import Booking, Event, NeedAnswer, Registration
from maillage.agenda.selectors import drifted_buckets
from maillage.core import clock
from maillage.core.checkups import Finding, checkup
from maillage.core.purges import purges


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
    Booking.objects.filter(event__in=events).update(email="", organization_name="", message="")
    return named.update(first_name="", last_name="", role="", identity=None, anonymised_at=clock.now())


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
