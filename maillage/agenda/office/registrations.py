"""Who registered for an event: to read, by the team alone. Needs are counted, never shown beside a name."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from maillage.agenda import selectors
from maillage.agenda.actions.register import NEEDS
from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event, NeedAnswer, Seat
from maillage.core.languages import BY_CODE
from maillage.core.seals import unseal


def name(seat: Seat) -> str:
    """The person, or a word where the name was erased."""
    person = seat.registration
    return f"{person.first_name} {person.last_name}".strip() or _("(effacé)")


def place(seat: Any) -> str:
    """Where the person stands: the state, and the position in the queue."""
    state = SeatState(seat.state)
    return f"{state.label}, n° {seat.position}" if state == SeatState.WAITLISTED else str(state.label)


def needs_counted(event: Event) -> list[tuple[str, int]]:
    """What to provide for, as (need, how many people), languages of interpreting apart; cancelled ones left out."""
    answers = NeedAnswer.objects.filter(registration__event=event).exclude(
        registration__seats__bucket__kind=BucketKind.DAY, registration__seats__state=SeatState.CANCELLED
    )
    counted: Counter[tuple[str, str]] = Counter()
    for sealed in answers.order_by("pk").values_list("sealed", flat=True):
        for need, text in unseal(sealed).items():
            counted[need, text if need == "needs_interpreting" else ""] += 1
    labels = RegistrationForm(event=event).fields
    return [
        (f"{labels[need].label} ({BY_CODE[code].own_name})" if code in BY_CODE else str(labels[need].label), count)
        for (need, code), count in sorted(counted.items(), key=lambda item: (NEEDS.index(item[0][0]), item[0][1]))
    ]


class RegistrationsView(generic.IndexView):
    """The registrations of one event, in the order of arrival."""

    model = Seat
    index_url_name = "agenda_office:registrations"
    index_results_url_name = "agenda_office:registrations_results"
    template_name = "agenda/office/registrations.html"
    header_icon = "group"
    paginate_by = 100
    default_ordering = "number"
    list_filter = ["state"]
    search_fields = ["registration__first_name", "registration__last_name", "registration__booking__organization_name"]
    search_backend_name = None
    columns = [
        Column("number", label=gettext_lazy("N°"), accessor="number", sort_key="number"),
        Column("name", label=pgettext_lazy("prénom et nom", "Nom"), accessor=name, sort_key="registration__last_name"),
        Column(
            "organization",
            label=gettext_lazy("Organisation"),
            accessor="registration.booking.organization_name",
            sort_key="registration__booking__organization_name",
        ),
        Column("role", label=gettext_lazy("Fonction"), accessor="registration.role"),
        Column("place", label=gettext_lazy("Place"), accessor=place, sort_key="state"),
        Column("message", label=gettext_lazy("Message"), accessor="registration.booking.message"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for everybody but the team; 404 without such an event."""
        if not getattr(request.user, "is_team", False):
            raise PermissionDenied
        self.event = get_object_or_404(Event, pk=kwargs["pk"])
        self.page_title = _("Inscriptions : %(event)s") % {"event": self.event.title}
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[Seat]:
        """The seats of the day with their persons; `position` counts those who wait."""
        before = (
            Seat.objects.filter(bucket=OuterRef("bucket"), state=SeatState.WAITLISTED, number__lt=OuterRef("number"))
            .order_by()
            .values("bucket")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return (
            Seat.objects.filter(bucket=selectors.day_bucket(self.event))
            .select_related("registration__booking")
            .annotate(position=Coalesce(Subquery(before), 0) + 1)
        )

    def get_index_url(self) -> str:
        """This list."""
        return reverse(self.index_url_name, args=[self.event.pk])

    def get_index_results_url(self) -> str:
        """The list alone, for searches as one types."""
        return reverse(self.index_results_url_name, args=[self.event.pk])

    def get_edit_url(self, instance: Seat) -> None:
        """Nothing is changed here."""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Agenda, the event, its registrations."""
        return [
            {"url": reverse("agenda_office:list"), "label": _("Agenda")},
            {"url": reverse("agenda_office:edit", args=[self.event.pk]), "label": self.event.title},
            {"url": "", "label": _("Inscriptions")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the event and its needs, counted."""
        return {**super().get_context_data(**kwargs), "event": self.event, "needs": needs_counted(self.event)}
