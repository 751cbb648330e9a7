"""What the ground floor itself erases, and after how long."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from maillage.core import beats, clock
from maillage.core.models import AuditEntry, Beat, LimitCounter, OutboxMessage, OutboxState
from maillage.core.purges import purges

DELIVERED_KEPT = timedelta(days=30)
UNDELIVERED_KEPT = timedelta(days=90)
ACTOR_KEPT = timedelta(days=730)
SILENT_WORKER_KEPT = timedelta(days=7)


def erase(rows: QuerySet[Any], dry_run: bool) -> int:
    """Delete `rows`, or only count them."""
    return rows.count() if dry_run else rows.delete()[0]


@purges(_("courriels remis depuis plus de 30 jours"))
def delivered_mails(dry_run: bool) -> int:
    """The rows of delivered mails; their bodies went at delivery."""
    old = OutboxMessage.objects.filter(state=OutboxState.DELIVERED, finished_at__lt=clock.now() - DELIVERED_KEPT)
    return erase(old, dry_run)


@purges(_("adresses et contenus de courriels non remis depuis plus de 90 jours"))
def undelivered_mails(dry_run: bool) -> int:
    """Address and body; the row stays to be counted."""
    old = OutboxMessage.objects.filter(
        state__in=[OutboxState.BOUNCED, OutboxState.FAILED], finished_at__lt=clock.now() - UNDELIVERED_KEPT
    ).exclude(recipient="", payload="")
    return old.count() if dry_run else old.update(recipient="", payload="")


@purges(_("noms dans les traces de plus de deux ans"))
def actors(dry_run: bool) -> int:
    """Who did it; what was done stays."""
    old = AuditEntry.objects.filter(at__lt=clock.now() - ACTOR_KEPT, actor__isnull=False)
    return old.count() if dry_run else old.update(actor=None)


@purges(_("compteurs de limites échus"))
def limit_counters(dry_run: bool) -> int:
    """Windows that are over."""
    return erase(LimitCounter.objects.filter(until__lt=clock.now()), dry_run)


@purges(_("sessions échues"))
def sessions(dry_run: bool) -> int:
    """Sign-ins that have expired."""
    return erase(Session.objects.filter(expire_date__lt=clock.now()), dry_run)


@purges(_("signes de vie d’expéditeurs disparus"))
def silent_workers(dry_run: bool) -> int:
    """Workers that died without a word."""
    old = Beat.objects.filter(name__startswith=beats.WORKER, at__lt=clock.now() - SILENT_WORKER_KEPT)
    return erase(old, dry_run)
