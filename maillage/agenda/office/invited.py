"""Which of the invited organisations have answered: known by their name, however it was written."""

from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event
from maillage.agenda.office.door import at_the_desk, show
from maillage.agenda.office.people import plain, with_place
from maillage.directory.models import Organization


class Invited(NamedTuple):
    """An invited organisation: how many of its people are registered, how many gave up."""

    organization: Organization
    registered: int
    cancelled: int


def invited_of(event: Event) -> list[Invited]:
    """The invited organisations by name, known by their name or their other name, accents and case apart."""
    counted: Counter[tuple[str, bool]] = Counter()
    for written, state in with_place(event).order_by("pk").values_list("booking__organization_name", "state"):
        counted[plain(written), state == SeatState.CANCELLED] += 1
    found = []
    for organization in event.invited.order_by("name"):
        names = {plain(organization.name), plain(organization.alternate_name)} - {""}
        here, gone = (sum(counted[name, cancelled] for name in names) for cancelled in (False, True))
        found.append(Invited(organization, here, gone))
    return found


@require_safe
@at_the_desk
def invited(request: HttpRequest, event: Event) -> HttpResponse:
    """Who has not answered first, with the address to write to."""
    found = invited_of(event)
    silent = [one for one in found if not one.registered]
    answered = [one for one in found if one.registered]
    return show(request, event, "invited", _("Organisations invitées"), silent=silent, answered=answered)
