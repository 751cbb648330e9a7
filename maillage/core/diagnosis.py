"""The ground floor's own checkups: database, mail, settings, translations, disk."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.core import beats, clock
from maillage.core.checkups import Finding, checkup
from maillage.core.delivery import NOTHING
from maillage.core.models import OutboxMessage, OutboxState
from maillage.core.transport import Line, Unreachable

LATE = timedelta(minutes=10)
LEASE_FORGOTTEN = timedelta(minutes=10)
WORKER_SILENT = timedelta(minutes=2)
LOOK_BACK = timedelta(days=7)
MOST_BOUNCED = 0.2  # of what left in the last week, from five on: then our own settings are suspect
LEAST_DISK = 500_000_000  # bytes


@checkup(gettext_lazy("Base de données"))
def database() -> Iterator[Finding]:
    """Vendor and version; migrations that were not run."""
    version = ".".join(str(part) for part in connection.get_database_version())
    yield Finding(f"{connection.display_name} {version}")
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _backwards in pending[:5])
        text = _("%(n)s migrations à faire (maillage migrate) : %(names)s") % {"n": len(pending), "names": names}
        yield Finding(text, wrong=True)


@checkup(gettext_lazy("Envoi des courriels"))
def worker() -> Iterator[Finding]:
    """A worker is alive, and the mail server answers."""
    seen = beats.last_worker()
    if seen is None:
        yield Finding(_("Aucun « maillage worker » en marche."), wrong=True)
    else:
        silent = clock.now() - seen > WORKER_SILENT
        yield Finding(_("Dernier signe de vie il y a %(time)s.") % {"time": timesince(seen, clock.now())}, silent)
    line = Line()
    try:
        line.open()
        yield Finding(_("Le serveur de messagerie répond."))
    except Unreachable as error:
        yield Finding(_("Le serveur de messagerie ne répond pas (%(code)s).") % {"code": error}, wrong=True)
    finally:
        line.close()


@checkup(gettext_lazy("Courriels"))
def mails() -> Iterator[Finding]:
    """What waits, what is late, what was abandoned."""
    now = clock.now()
    pending = OutboxMessage.objects.filter(state=OutboxState.PENDING)
    yield Finding(_("En attente : %(n)s.") % {"n": pending.count()})
    late = pending.filter(due_at__lt=now - LATE, leased_until__isnull=True).aggregate(
        n=Count("pk"), first=Min("due_at")
    )
    if late["n"]:
        since = timesince(late["first"], now)
        yield Finding(_("En retard : %(n)s, le plus ancien de %(time)s.") % {"n": late["n"], "time": since}, wrong=True)
    forgotten = pending.filter(leased_until__lt=now - LEASE_FORGOTTEN).count()
    if forgotten:
        yield Finding(_("Pris par un expéditeur disparu et jamais repris : %(n)s.") % {"n": forgotten}, wrong=True)
    yield from _undelivered()


def _undelivered() -> Iterator[Finding]:
    week = OutboxMessage.objects.filter(finished_at__gte=clock.now() - LOOK_BACK)
    finished = week.count()
    rows = (
        week.filter(state__in=[OutboxState.BOUNCED, OutboxState.FAILED])
        .exclude(problem=NOTHING)
        .order_by("state", "kind")
        .values_list("state", "kind")
        .annotate(n=Count("pk"))
    )
    bounced = sum(n for state, _kind, n in rows if state == OutboxState.BOUNCED)
    suspect = bounced >= 5 and bounced > finished * MOST_BOUNCED
    for state, kind, n in rows:
        text = _("Cette semaine, %(kind)s, %(state)s : %(n)s.") % {
            "kind": kind,
            "state": OutboxState(state).label,
            "n": n,
        }
        yield Finding(text, wrong=state == OutboxState.FAILED or suspect)


@checkup(gettext_lazy("Réglages"))
def safety() -> Iterator[Finding]:
    """What Django's deployment checks say, outside the demo."""
    if settings.DEMO:
        yield Finding(_("Démonstration : réglages relâchés, à ne pas ouvrir au public."))
        return
    found = checks.run_checks(include_deployment_checks=True)
    serious = [message for message in found if message.level >= checks.WARNING and not message.is_silenced()]
    for message in serious:
        yield Finding(f"{message.id} {message.msg}".splitlines()[0], wrong=True)
    if not serious:
        yield Finding(_("Rien à signaler."))


@checkup(gettext_lazy("Traductions"))
def translations() -> Iterator[Finding]:
    """Each language on offer is compiled (the sources themselves are French)."""
    missing = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE and not _compiled(code)]
    if missing:
        yield Finding(_("Traductions non compilées : %(codes)s.") % {"codes": ", ".join(missing)}, wrong=True)
    else:
        n = len(settings.LANGUAGES)
        yield Finding(ngettext("%(n)s langue prête.", "%(n)s langues prêtes.", n) % {"n": n})


def _compiled(code: str) -> bool:
    return any((Path(folder) / code / "LC_MESSAGES" / "django.mo").exists() for folder in settings.LOCALE_PATHS)


@checkup(gettext_lazy("Disque"))
def disk() -> Iterator[Finding]:
    """Room left where data are kept."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield Finding(_("%(gb).1f Go libres.") % {"gb": free / 1e9}, wrong=free < LEAST_DISK)
