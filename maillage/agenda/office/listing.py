"""The list of events: state, places and queue of each, with filters that stay in the address."""

from typing import Any

import django_filters
from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from maillage.agenda import selectors
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Event, Seat
from maillage.core import clock
from maillage.ui.moments import moment

STANDS = [
    ("draft", _("brouillons")),
    ("upcoming", _("à venir")),
    ("open", _("inscriptions ouvertes, complets compris")),
    ("full", _("complets")),
    ("held", _("passés")),
    ("off", _("reportés ou annulés")),
]


def events(*_: Any) -> QuerySet[Event]:
    """Events with `taken`, `capacity` and `waiting`, whatever their number in one query."""
    queue = Seat.objects.filter(bucket__event=OuterRef("pk"), bucket__kind=BucketKind.DAY, state=SeatState.WAITLISTED)
    return Event.objects.for_card().annotate(waiting=selectors.seats_counted(queue))


def standing(queryset: QuerySet[Event], _name: str, value: str) -> QuerySet[Event]:
    """The events that stand at `value`, one of STANDS."""
    now = clock.now()
    on = Q(cancelled_at=None, postponed_at=None)
    is_open = on & Q(announced_at__lte=now, opens_at__lte=now, closes_at__gt=now, ends_at__gt=now)
    meanings = {
        "draft": on & (Q(announced_at=None) | Q(announced_at__gt=now)),
        "upcoming": on & Q(starts_at__gt=now),
        "open": is_open,
        "full": is_open & Q(capacity__isnull=False, taken__gte=F("capacity")),
        "held": Q(ends_at__lte=now),
        "off": ~on,
    }
    return queryset.filter(meanings[value])


class EventFilter(WagtailFilterSet):
    """By where it stands, kind and commune."""

    stands = django_filters.ChoiceFilter(label=_("État"), choices=STANDS, method=standing)

    class Meta:
        model = Event
        fields = ["stands", "kind", "municipality"]


def state(event: Event) -> str:
    """The state in words."""
    return str(selectors.state_of(event, selectors.card_places_left(event)).label)


def places(event: Any) -> str:
    """`17 / 40`, or `17` when there is no limit."""
    return f"{event.taken or 0} / {event.capacity}" if event.capacity is not None else str(event.taken or 0)


def registrations_url(event: Event) -> str:
    """Where the event's registrations are listed."""
    return reverse("agenda_office:registrations", args=[event.pk])


class EventsView(snippets.IndexView):
    """The list, with the ways from an event to its desk, its workshops and its copy."""

    def get_list_more_buttons(self, instance: Event) -> list[Any]:
        """Wagtail's own, and ours after « Modifier »."""
        doors = [
            ("registrations", _("Guichet"), "group"),
            ("workshops", _("Ateliers"), "list-ul"),
            ("duplicate", _("Copier pour une autre année"), "copy"),
        ]
        buttons: list[Any] = super().get_list_more_buttons(instance)
        for rank, (name, label, icon) in enumerate(doors):
            url = reverse(f"agenda_office:{name}", args=[instance.pk])
            buttons.append(Button(label, url=url, icon_name=icon, priority=15 + rank))
        return buttons


COLUMNS = [
    "title",
    Column("state", label=_("État"), accessor=state),
    Column("starts_at", label=_("Quand"), accessor=lambda event: moment(event.starts_at), sort_key="starts_at"),
    TitleColumn("places", label=_("Inscrits / places"), accessor=places, get_url=registrations_url),
    Column("waiting", label=_("File d’attente"), accessor="waiting", sort_key="waiting"),
]
