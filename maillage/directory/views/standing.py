"""Where the places of a record stand on a map: one of which the address is kept silent in the middle of its commune."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import ngettext

from maillage.directory.selectors.places import Place
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer
from maillage.ui.maps.points import MapPoint
from maillage.ui.maps.towns import Town


def standing(places: Iterable[Place], gazetteer: Gazetteer) -> list[MapPoint]:
    """The points of places, without those of which nobody knows where they are."""
    found = []
    for place in places:
        town = gazetteer.commune(place.town) if place.town else None
        point = place.point or (town and town.point)
        if not point:
            continue
        shape, tone = ("area", "river") if place.confidential else ("point", "river" if place.point else "muted")
        found.append(MapPoint(*point, place.title or place.town, tone=tone, shape=shape, place=place.town))
    return found


def counted(town: Municipality, count: int, href: str, *, whole: str = "") -> MapPoint | None:
    """A commune as a point that says how many services are there; None where nobody knows where it is.

    `whole`: where a marker leads that it shares with others, if not to `href`.
    """
    if not town.point:
        return None
    said = ngettext("%(town)s : %(n)s service", "%(town)s : %(n)s services", count)
    label, tone = said % {"town": town.name, "n": count}, "river" if count else "muted"
    return MapPoint(*town.point, label, href, tone=tone, place=town.name, place_href=whole or href, count=count)


@lru_cache(maxsize=1)
def towns(gazetteer: Gazetteer) -> tuple[Town, ...]:
    """Names to find one's way by: the heads of arrondissements first."""
    known = sorted(gazetteer.communes(), key=lambda one: (one.name != one.arrondissement, one.name))
    return tuple((one.name, *one.point) for one in known if one.point)
