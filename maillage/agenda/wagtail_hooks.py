"""What the agenda adds to the office."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from maillage.agenda.models import Event, Registration
from maillage.agenda.office import EventViewSet

register_snippet(EventViewSet)


@hooks.register("before_delete_snippet")
def keep_events_with_registrations(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete an event that people registered for, alone or in bulk: they would lose their place unheard."""
    events = [instance for instance in instances if isinstance(instance, Event)]
    held = Registration.objects.filter(event__in=events).order_by("event__title")
    titles = list(dict.fromkeys(held.values_list("event__title", flat=True)))
    if not titles:
        return None
    messages.error(
        request,
        _("Des personnes sont inscrites : %(events)s. On ne supprime pas un tel événement ; annulez-le.")
        % {"events": ", ".join(f"«\u00a0{title}\u00a0»" for title in titles)},
    )
    if len(events) == 1:
        return redirect("agenda_office:edit", events[0].pk)
    return redirect("agenda_office:list")
