"""The agenda as a list or a month, and one event, for everybody."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from maillage.agenda import selectors
from maillage.agenda.calendars import calendar
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event
from maillage.agenda.models.events import EventQuerySet
from maillage.agenda.rules import months
from maillage.agenda.rules.cards import card_face
from maillage.agenda.selectors import Tally
from maillage.agenda.views import choices
from maillage.agenda.views.choices import LIST, MONTH, WORDS, Choices
from maillage.agenda.views.structured import structured_data
from maillage.core import clock
from maillage.core.links import absolute
from maillage.ui.kept import answer, is_stranger, kept, packed, shown, values


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The events that the address asks for. What it says that nobody knows is left aside, and told."""
    found = selectors.tallies(request.user)
    chosen = choices.read(request.GET, found)
    context = {
        "chosen": chosen,
        "kinds": [(word, kind.label) for word, kind in WORDS.items()],
        "communes": list(dict.fromkeys((one.nis, one.commune) for one in found if one.nis)),
        "list_address": chosen.address(view=LIST),
        "month_address": chosen.address(view=MONTH),
        "whole_address": chosen.address(kind=None, nis=""),
        **feed_addresses(chosen),
    }
    if chosen.view == MONTH:
        visible = chosen.narrow(Event.objects.visible_to(request.user))
        return render(request, "agenda/month.html", {**context, **_month(visible, chosen)})
    listed = _list(request.user, chosen, found)

    def draw() -> str:
        return render_to_string("agenda/events.html", {**context, **listed}, request)

    if not is_stranger(request):
        return HttpResponse(draw())
    faces = [card_face(**item, past=past) for past in (False, True) for item in listed["past" if past else "upcoming"]]
    return answer(request, kept(shown(request.get_full_path(), request, *found, *faces), lambda: packed(draw())))


def _list(user: Any, chosen: Choices, found: list[Tally]) -> dict[str, Any]:
    """Upcoming events, then those that were held; from the second page on, only these."""
    upcoming: Sequence[Event] | EventQuerySet
    held: Sequence[Event] | EventQuerySet
    if user.is_anonymous and not chosen.is_narrow and chosen.page == 1:
        upcoming, held = selectors.front()
    else:
        cards = chosen.narrow(Event.objects.visible_to(user)).for_card()
        upcoming, held = cards.upcoming(), cards.past()
    page = _page(held, chosen.page, chosen.past_count(found))
    return {
        "upcoming": selectors.cards(upcoming) if page.number == 1 else [],
        "past": selectors.cards(page),
        "page": page,
        "query": QueryDict(chosen.address().removeprefix("?")),
    }


def _page(past: Sequence[Event] | EventQuerySet, number: int, count: int) -> Page[Event]:
    """A page of past events, the last one if there are fewer; they have been counted already."""
    paginator: Paginator[Event] = Paginator(past, selectors.PAST_SHOWN)
    paginator.__dict__["count"] = count
    return paginator.get_page(number)


def _month(visible: EventQuerySet, chosen: Choices) -> dict[str, Any]:
    """A month's weeks, and the addresses of the months beside it."""
    now = clock.now()
    first = chosen.month or timezone.localtime(now).date()
    begin, end = months.bounds(first)
    shown = visible.filter(starts_at__lt=end, ends_at__gt=begin).order_by("starts_at", "pk")
    beside = {"previous": months.following(first, -1), "next": months.following(first, 1)}
    addresses = {name: chosen.address(month=month) if month else "" for name, month in beside.items()}
    return {
        "month": months.month(first, timezone.localtime(now).date(), shown),
        "weekdays": list(WEEKDAYS.values()),
        "beside": beside,
        **addresses,
    }


def feed_addresses(chosen: Choices) -> dict[str, str]:
    """The full addresses of the feeds with the same choices; `webcal` is what calendars of phones subscribe to."""
    end = chosen.address(view=LIST)
    calendar_url, news_url = (absolute(reverse(f"agenda:feed_{kind}")) + end for kind in ("ics", "atom"))
    return {
        "calendar_url": calendar_url,
        "news_url": news_url,
        "webcal_url": "webcal:" + calendar_url.partition(":")[2],
    }


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, what happens there, and whether one may register."""
    context = selectors.cards([visible_event(request, slug, "page")])[0]
    found: Event = context["event"]

    def draw() -> str:
        whole = {**context, "structured": structured_data(**context)}
        return render_to_string("agenda/event.html", whole, request)

    # A link in the text leads to a page whose address may change by itself.
    if not is_stranger(request) or "linktype" in found.text:
        return HttpResponse(draw())
    rows = [found, found.municipality, found.organization, found.image, *selectors.page_rows(found)]
    told = [value for row in rows if row for value in values(row)]
    return HttpResponse(
        kept(shown(request.get_full_path(), request, context["state"], *told, context["places_left"]), draw)
    )


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar (without the private meeting link)."""
    return ics_response(visible_event(request, slug))


def ics_response(found: Event, *, with_online_link: bool = False, state: SeatState | None = None) -> HttpResponse:
    """The event as an .ics download."""
    body = calendar([found], with_online_link=with_online_link, state=state)
    disposition = f'attachment; filename="{found.slug}.ics"'
    return HttpResponse(body, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def visible_event(request: HttpRequest, slug: str, how: selectors.Shown = "card") -> Event:
    """The event that this reader may see, or 404."""
    found = selectors.find_event(request.user, slug, how)
    if found is None:
        raise Http404
    return found
