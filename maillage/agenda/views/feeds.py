"""The agenda for programs that come back by themselves: a calendar to subscribe to, and news of announcements."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.agenda import calendars, selectors
from maillage.agenda.models import Event
from maillage.agenda.views import choices
from maillage.agenda.views.choices import LIST, Choices
from maillage.core import clock
from maillage.core.audit import reference
from maillage.core.centre import current
from maillage.core.links import absolute
from maillage.core.models import AuditEntry
from maillage.ui import moments

PAST_KEPT = timedelta(days=90)
NEWS_SHOWN = 50


@require_safe
def feed_ics(request: HttpRequest) -> HttpResponse:
    """What is to come and what was held in the last three months, for everybody; filters as on the page."""
    chosen = _chosen(request)
    recent = Event.objects.visible_to(None).filter(ends_at__gt=clock.now() - PAST_KEPT)
    events = list(chosen.narrow(recent).select_related("municipality").order_by("starts_at", "pk"))
    changes = last_changes(events)
    body = calendars.feed(events, _title(chosen), changes)
    return _fresh(request, body, changes.values(), "text/calendar; charset=utf-8")


@require_safe
def feed_atom(request: HttpRequest) -> HttpResponse:
    """The meetings announced last, in the language of the address; filters as on the page."""
    chosen = _chosen(request)
    visible = chosen.narrow(Event.objects.visible_to(None)).select_related("municipality")
    events = list(visible.order_by("-announced_at", "-pk")[:NEWS_SHOWN])
    changes = last_changes(events)
    feed = _atom(chosen, events, changes)
    return _fresh(request, feed.writeString("utf-8").encode(), changes.values(), "application/atom+xml; charset=utf-8")


def _chosen(request: HttpRequest) -> Choices:
    return choices.read(request.GET, selectors.tallies(None))


def _title(chosen: Choices) -> str:
    """`Agenda · CINL · formation · Namur`."""
    return " · ".join([_("Agenda"), current().short_name, *chosen.labels])


def _atom(chosen: Choices, events: Iterable[Event], changes: Mapping[int, datetime]) -> Atom1Feed:
    end = chosen.address(view=LIST)
    feed = Atom1Feed(
        title=_title(chosen),
        link=absolute(reverse("agenda:events")) + end,
        description=_("Les rencontres du réseau. On s’inscrit ici, sans compte."),
        language=get_language(),
        feed_url=absolute(reverse("agenda:feed_atom")) + end,
        author_name=current().name,
    )
    for event in events:
        feed.add_item(
            title=_told_title(event),
            link=absolute(event.get_absolute_url()),
            description=_told(event),
            unique_id=event.uid.urn,
            pubdate=event.announced_at,
            updateddate=changes[event.pk],
            categories=[str(event.get_kind_display())],
        )
    return feed


def _told_title(event: Event) -> str:
    """The title, and first what matters most when the meeting is not held as was said."""
    if event.cancelled_at:
        return _("Annulé : %(title)s") % {"title": event.title}
    return _("Reporté : %(title)s") % {"title": event.title} if event.postponed_at else event.title


def _told(event: Event) -> SafeString:
    """When, where and what, as the HTML that an Atom summary is read as."""
    commune = event.municipality.name if event.municipality else ""
    place = ", ".join(filter(None, [event.venue_name or _("En ligne"), commune]))
    lines = [moments.moment(event.starts_at, event.ends_at), place, event.summary]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


def last_changes(events: Iterable[Event]) -> dict[int, datetime]:
    """When each event was last saved by the team, or announced if that came later, by primary key."""
    names = {reference(event): event for event in events}
    traces = AuditEntry.objects.filter(subject__in=names).order_by().values_list("subject").annotate(last=Max("at"))
    saved = dict(traces)
    return {event.pk: max(filter(None, [event.announced_at, saved.get(name)])) for name, event in names.items()}


def _fresh(request: HttpRequest, body: bytes, changes: Iterable[datetime], kind: str) -> HttpResponse:
    """The answer, or 304 for who has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = max(changes, default=None)
    response = HttpResponse(body, kind, headers={"ETag": etag, "Cache-Control": "public, max-age=600"})
    if changed:
        response["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    stamp = int(changed.timestamp()) if changed else None
    return get_conditional_response(request, etag, stamp, response) or response
