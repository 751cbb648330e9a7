"""What the pages of the site bring together from the rooms below."""

from typing import Any

from maillage.agenda import selectors as agenda
from maillage.agenda.models import Event

NEXT_SHOWN = 4


def next_events(user: Any) -> list[dict[str, Any]]:
    """The next meetings as cards: event, state, places left."""
    return agenda.cards(Event.objects.visible_to(user).for_card().upcoming()[:NEXT_SHOWN])
