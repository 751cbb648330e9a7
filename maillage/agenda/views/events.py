"""The agenda and one event, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.agenda import selectors
from maillage.agenda.calendars import calendar
from maillage.agenda.models import Event

PAST_SHOWN = 10


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Upcoming events, then the last ones that were held."""
    visible = Event.objects.visible_to(request.user).for_card()
    context = {"upcoming": selectors.cards(visible.upcoming()), "past": selectors.cards(visible.past()[:PAST_SHOWN])}
    return render(request, "agenda/events.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, and whether one may register."""
    return render(request, "agenda/event.html", selectors.cards([visible_event(request, slug)])[0])


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar (without the private meeting link)."""
    return ics_response(visible_event(request, slug))


def ics_response(found: Event, *, with_online_link: bool = False) -> HttpResponse:
    """The event as an .ics download."""
    body = calendar([found], with_online_link=with_online_link)
    disposition = f'attachment; filename="{found.slug}.ics"'
    return HttpResponse(body, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def visible_event(request: HttpRequest, slug: str, shown: selectors.Shown = "card") -> Event:
    """The event that this reader may see, or 404."""
    found = selectors.find_event(request.user, slug, shown)
    if found is None:
        raise Http404
    return found
