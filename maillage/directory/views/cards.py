"""Services in a list: what each card says, in the reader's language, and where it stands on the map beside."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from maillage.core import clock
from maillage.directory.rules import addresses, doors
from maillage.directory.selectors.opening import Breaks, Opening, opening
from maillage.directory.selectors.search import Found, Knowledge
from maillage.directory.selectors.search import reasons as why
from maillage.directory.selectors.search.faces import Face, schedule_of
from maillage.directory.selectors.search.nearness import nearest_place
from maillage.directory.views import bodies
from maillage.territory.models import Municipality
from maillage.ui.components.signs import unbroken
from maillage.ui.maps.points import MapPoint

MOST_KEPT = 4_096


class Card(NamedTuple):
    """A service among the results, and where it stands on the map."""

    html: SafeString
    point: MapPoint | None


def cards(found: Found, first: int, query: str, known: Knowledge) -> list[Card]:
    """The cards of results, numbered from `first` on. `query` is the end of the address of the search, with its `?`."""
    base, today, language = reverse("directory:search"), clock.today(), get_language() or "fr"
    example = f" <small>{escape(gettext('exemple'))}</small>"
    made = []
    for number, result in enumerate(found.results, start=first):
        face = result.face
        place = nearest_place(face["at"], found.communes, found.near, known.gazetteer)
        town = known.gazetteer.by_nis(place["nis"]) if place else None
        where = addresses.of_face(place, town.name if town else "")
        written = bodies.Written(result.key, result.version, face["name"], face)
        filled = {
            "number": number,
            "href": escape(f"{base}services/{face['slug']}/{query}{'&' if query else '?'}n={number}"),
            "name": escape(unbroken(face["name"])),
            "body": bodies.drawn(written, where, door_of(face, known), today, language, known.lexicon),
            "why": escape(" · ".join(why.reasons(result, found, known.lexicon))),
            "example": example if face["example"] else "",
        }
        made.append(Card(SafeString(_frame() % filled), _point(number, face, place, town)))
    return made


@lru_cache(maxsize=1)
def _frame() -> str:
    """A card with holes: the same for all, and there are twenty on a page."""
    return render_to_string("directory/parts/card.html")


def door_of(face: Face, known: Knowledge) -> doors.DoorSign:
    """What hangs on the door of a service at this minute, by its hours."""
    state = _opening(face["hours"], clock.minute(), known.breaks)
    return _door(state, clock.today(), get_language() or "fr")


@lru_cache(maxsize=MOST_KEPT)
def _opening(hours: tuple[Any, ...], at: datetime, breaks: Breaks) -> Opening:
    """Whether one may come in at a minute, by the hours of a face."""
    return opening(map(schedule_of, hours), at, breaks)


@lru_cache(maxsize=MOST_KEPT)
def _door(state: Opening, today: date, language: str) -> doors.DoorSign:
    """What hangs on a door, said once in each active `language` on a day: many doors say the same."""
    return doors.door_sign(state)


def _point(number: int, face: Face, place: Face | None, town: Municipality | None) -> MapPoint | None:
    """Where a card stands on the map; a place without a point of its own in the middle of its commune."""
    if place is None:
        return None
    name = town.name if town else ""
    point = place["point"] or (town and town.point)
    if not point:
        return None
    label = gettext(", ").join(filter(None, [face["name"], name]))
    shape, tone = "area" if place["hidden"] else "point", "river" if place["point"] or place["hidden"] else "muted"
    return MapPoint(point[0], point[1], label, f"#service-{number}", number, tone, shape, name)
