"""The desk's door and frame: the team alone comes in; every screen says where it stands and where else to go."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import team_only
from maillage.accounts.models import User
from maillage.agenda.models import Event

# The screens of the desk, in the order of its menu: name of the address, label.
SCREENS = [
    ("registrations", _("Inscriptions")),
    ("places", _("Places")),
    ("workshops", _("Ateliers")),
    ("phone", _("Inscrire")),
    ("invited", _("Invitées")),
    ("statistics", _("Statistiques")),
    ("messages", _("Messages")),
]
Screen = Callable[..., HttpResponse]
Crumb = tuple[str, str]  # address, label


def at_the_desk(screen: Screen) -> Screen:
    """A view of one event for the team alone: it is given the event instead of its key. 404 without such an event."""

    @never_cache
    @team_only
    @wraps(screen)
    def view(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        return screen(request, get_object_or_404(Event, pk=pk), **kwargs)

    return view


def who(request: HttpRequest) -> User:
    """Who acts, once the door let them in."""
    return cast("User", request.user)


def menu(event: Event, here: str) -> list[dict[str, Any]]:
    """The desk's menu, as address, label, and whether one is there."""
    return [
        {"url": reverse(f"agenda_office:{name}", args=[event.pk]), "label": label, "here": name == here}
        for name, label in SCREENS
    ]


def crumbs(event: Event, *trail: Crumb) -> list[dict[str, Any]]:
    """Agenda, the event, its registrations, then `trail`; the last one is where one is."""
    found: list[tuple[str, Any]] = [
        (reverse("agenda_office:list"), _("Agenda")),
        (reverse("agenda_office:edit", args=[event.pk]), event.title),
        (reverse("agenda_office:registrations", args=[event.pk]), _("Inscriptions")),
        *trail,
    ]
    last = len(found) - 1
    return [{"url": "" if rank == last else url, "label": label} for rank, (url, label) in enumerate(found)]


def show(
    request: HttpRequest,
    event: Event,
    here: str,
    title: str,
    *,
    trail: tuple[Crumb, ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The screen `agenda/office/<template or here>.html` in Wagtail's frame, called `title`."""
    template = context.pop("template", here)
    frame = {
        "event": event,
        "menu": menu(event, here),
        "title": title,
        "header_title": f"{title} : {event.title}",
        "header_icon": "group",
        "breadcrumbs_items": crumbs(event, *trail, ("", title)),
    }
    return render(request, f"agenda/office/{template}.html", {**frame, **context}, status=status)
