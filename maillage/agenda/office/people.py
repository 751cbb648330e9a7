"""The people of one event: the desk's filters and search, for the list, exports and messages alike."""

import unicodedata
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from maillage.agenda import selectors
from maillage.agenda.enums import ATTENDANCE, BucketKind, SeatState
from maillage.agenda.models import Event, NeedAnswer, Registration, Seat
from maillage.core.languages import LANGUAGES

NONE = "-"  # stands for « without any » among short addresses and names
IN_WORKSHOP = [("confirmed", _("y a une place")), ("waitlisted", _("attend une place"))]
NEEDS = [("yes", _("oui")), ("no", _("non"))]
SEARCHED = ("first_name", "last_name", "role", "booking__organization_name", "booking__email")


def plain(text: str) -> str:
    """Letters and figures of a text without accents, case or spaces too many, to compare what people type."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    return " ".join(letters.split())


def with_place(event: Event) -> QuerySet[Any]:
    """Everybody who registered, with `state`, `number` and `attends` (a BucketKind) of their place for the day."""
    day = Seat.objects.filter(registration=OuterRef("pk"), bucket__kind__in=ATTENDANCE).order_by("pk")
    return event.registrations.select_related("booking").annotate(
        state=Subquery(day.values("state")[:1]),
        number=Subquery(day.values("number")[:1]),
        attends=Subquery(day.values("bucket__kind")[:1]),
    )


def search(found: QuerySet[Registration], words: str) -> QuerySet[Registration]:
    """Those whose name, function, organisation or address hold all the words; accents and case do not matter.

    Compared here: databases do not agree on what an accent is.
    """
    wanted = plain(words).split()
    if not wanted:
        return found
    rows = ((pk, plain(" ".join(texts))) for pk, *texts in found.order_by("pk").values_list("pk", *SEARCHED))
    return found.filter(pk__in=[pk for pk, text in rows if all(word in text for word in wanted)])


def _choice(label: Any, method: str, choices: Any = (), empty: Any = _("Tout")) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, method=method, choices=choices, empty_label=empty, widget=forms.RadioSelect
    )


class PeopleFilter(WagtailFilterSet):
    """By place, workshop, organisation, language, and whether something must be provided for (never what)."""

    state = _choice(_("Place"), "by_state", SeatState.choices)
    workshop = _choice(_("Atelier"), "by_workshop")
    seat = _choice(_("Dans cet atelier"), "by_seat", IN_WORKSHOP)
    organization = _choice(_("Organisation"), "by_organization")
    language = _choice(_("Langue"), "by_language", [(one.code, one.own_name) for one in LANGUAGES])
    needs = _choice(_("A signalé un besoin"), "by_needs", NEEDS)

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, with_place(event) if queryset is None else queryset, **kwargs)
        self.event = event
        workshops = [(one.slug, one.title) for one in selectors.workshops(event)]
        self.filters["workshop"].extra["choices"] = [*workshops, (NONE, _("aucun atelier"))] if workshops else []
        names = event.bookings.exclude(organization_name="").order_by().values_list("organization_name", flat=True)
        self.spellings: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            self.spellings.setdefault(plain(name), []).append(name)
        answered = [(folded, names[0]) for folded, names in sorted(self.spellings.items())]
        self.filters["organization"].extra["choices"] = [*answered, (NONE, _("aucune organisation"))]
        if not workshops:
            del self.filters["workshop"], self.filters["seat"]

    def by_state(self, found: QuerySet[Any], _name: str, state: str) -> QuerySet[Registration]:
        """Whose place for the day is in `state`."""
        return found.filter(state=state)

    def by_workshop(self, found: QuerySet[Registration], _name: str, slug: str) -> QuerySet[Registration]:
        """Who sits in, or waits for, the workshop; or nobody's."""
        seats = self._workshop_seats()
        if slug == NONE:
            return found.filter(~Exists(seats))
        return found.filter(Exists(seats.filter(bucket__slug=slug)))

    def by_seat(self, found: QuerySet[Registration], _name: str, state: str) -> QuerySet[Registration]:
        """Who has a place, or waits for one: in the workshop that is chosen, or in any."""
        slug = self.form.cleaned_data.get("workshop")
        seats = self._workshop_seats().filter(state=state)
        return found.filter(Exists(seats.filter(bucket__slug=slug) if slug else seats))

    def by_organization(self, found: QuerySet[Registration], _name: str, folded: str) -> QuerySet[Registration]:
        """Who works there, however they wrote it."""
        return found.filter(booking__organization_name__in=[""] if folded == NONE else self.spellings[folded])

    def by_language(self, found: QuerySet[Registration], _name: str, code: str) -> QuerySet[Registration]:
        """Whom the site writes to in the language."""
        return found.filter(booking__language=code)

    def by_needs(self, found: QuerySet[Registration], _name: str, told: str) -> QuerySet[Registration]:
        """Who told a need, or none."""
        needs = Exists(NeedAnswer.objects.filter(registration=OuterRef("pk")))
        return found.filter(needs if told == "yes" else ~needs)

    def _workshop_seats(self) -> QuerySet[Seat]:
        seats = Seat.objects.filter(registration=OuterRef("pk"), bucket__kind=BucketKind.WORKSHOP)
        return seats.exclude(state=SeatState.CANCELLED).order_by()


def people(event: Event, params: QueryDict) -> QuerySet[Registration]:
    """The registrations that the desk's address `params` shows, in the order of arrival; nobody for one that is wrong.

    Each has its booking, and `state`, `number`, `attends` of its place for the day.
    """
    chosen = PeopleFilter(params, event=event)
    if not chosen.is_valid():
        return event.registrations.none()
    return search(chosen.qs, params.get("q", "")).order_by("pk")
