"""What the desk tells of each person, once for the list, the print and the exports. Needs are not among it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.agenda.enums import BucketKind, SeatState
from maillage.agenda.models import Registration, Seat
from maillage.agenda.selectors import seats_counted
from maillage.core.languages import own_name
from maillage.ui.moments import moment


class Fact(NamedTuple):
    """One column: what it is called, what it says of a person read with `for_sheet`, how it may be sorted."""

    name: str
    label: Any
    say: Callable[[Any], str]
    sort_key: str | None = None


def waiting_before() -> Any:
    """How many wait before a seat in its bucket, as a subquery of seats."""
    before = Seat.objects.filter(bucket=OuterRef("bucket"), state=SeatState.WAITLISTED, number__lt=OuterRef("number"))
    return seats_counted(before)


def for_sheet(people: QuerySet[Registration]) -> QuerySet[Registration]:
    """With their `seats_held`, each with its `position` in the queue: one query more whatever the number."""
    seats = Seat.objects.select_related("bucket").annotate(position=waiting_before() + 1)
    ordered = seats.order_by("bucket__day", "bucket__starts", "bucket")
    return people.prefetch_related(Prefetch("seats", ordered, to_attr="seats_held"))


def name(person: Registration) -> str:
    """The person, or a word where the name was erased."""
    return person.full_name or _("(effacé)")


def _place(person: Any) -> str:
    return "; ".join(_stands(seat) for seat in person.seats_held if seat.bucket.kind != BucketKind.WORKSHOP)


def _stands(seat: Any) -> str:
    """The state, and the position of who waits; online places say so."""
    state = SeatState(seat.state)
    words = f"{state.label}, n° {seat.position}" if state == SeatState.WAITLISTED else str(state.label)
    return _("%(place)s (en ligne)") % {"place": words} if seat.bucket.kind == BucketKind.ONLINE else words


def workshops(person: Any, state: SeatState) -> list[str]:
    """The workshops where the person's seat is in `state`, with the position of who waits."""
    seats = [seat for seat in person.seats_held if seat.bucket.kind == BucketKind.WORKSHOP and seat.state == state]
    waits = state == SeatState.WAITLISTED
    return [f"{seat.bucket.title} (n° {seat.position})" if waits else seat.bucket.title for seat in seats]


FACTS = [
    Fact("number", gettext_lazy("N°"), lambda person: str(person.number or ""), "number"),
    Fact("name", pgettext_lazy("prénom et nom", "Nom"), name, "last_name"),
    Fact(
        "organization",
        gettext_lazy("Organisation"),
        lambda person: person.booking.organization_name,
        "booking__organization_name",
    ),
    Fact("role", gettext_lazy("Fonction"), lambda person: person.role, "role"),
    Fact("place", gettext_lazy("Place"), _place, "state"),
    Fact("workshops", gettext_lazy("Ateliers"), lambda person: "; ".join(workshops(person, SeatState.CONFIRMED))),
    Fact("waits", gettext_lazy("Attend"), lambda person: "; ".join(workshops(person, SeatState.WAITLISTED))),
    Fact("email", gettext_lazy("Courriel"), lambda person: person.booking.email, "booking__email"),
    Fact("language", gettext_lazy("Langue"), lambda person: own_name(person.booking.language), "booking__language"),
    Fact("message", gettext_lazy("Message"), lambda person: person.booking.message),
    Fact(
        "registered", gettext_lazy("Inscrit·e"), lambda person: moment(person.booking.created_at), "booking__created_at"
    ),
]
SORT_KEYS = [fact.sort_key for fact in FACTS if fact.sort_key]


def facts(has_workshops: bool) -> list[Fact]:
    """The columns of an event, without those on workshops where there are none."""
    return [fact for fact in FACTS if has_workshops or fact.name not in {"workshops", "waits"}]


FIRST_NAME = Fact("first_name", gettext_lazy("Prénom"), lambda person: person.first_name)
LAST_NAME = Fact("last_name", gettext_lazy("Nom"), lambda person: person.last_name)


def exported(has_workshops: bool) -> list[Fact]:
    """The columns of a sheet that other programs sort and print badges from: first and last name apart."""
    apart = {"name": [FIRST_NAME, LAST_NAME]}
    return [one for fact in facts(has_workshops) for one in apart.get(fact.name, [fact])]


def ordered(people: QuerySet[Registration], ordering: str | None) -> QuerySet[Registration]:
    """Sorted as the address asks, else in the order of arrival."""
    asked = ordering if ordering and ordering.removeprefix("-") in SORT_KEYS else None
    return people.order_by(*filter(None, [asked, "pk"]))


def rows(people: Iterable[Registration], columns: list[Fact]) -> list[list[str]]:
    """What the sheet says, line by line."""
    return [[fact.say(person) for fact in columns] for person in people]
