"""Where the places of a record stand on a map: one of which the address is kept silent in the middle of its commune."""

from collections.abc import Iterable
from functools import lru_cache

from maillage.directory.selectors.places import Place
from maillage.territory.selectors.where import Gazetteer
from maillage.ui.maps.points import MapPoint
from maillage.ui.maps.towns import Town


def standing(places: Iterable[Place], gazetteer: Gazetteer) -> list[MapPoint]:
    """The points of places, without those of which nobody knows where they are."""
    found = []
    for place in places:
        town = gazetteer.commune(place.town) if place.town else None
        point = place.point or ((town.latitude, town.longitude) if town else (None, None))
        if point[0] is None or point[1] is None:
            continue
        shape, tone = ("area", "river") if place.confidential else ("point", "river" if place.point else "muted")
        found.append(MapPoint(point[0], point[1], place.title or place.town, tone=tone, shape=shape, place=place.town))
    return found


@lru_cache(maxsize=1)
def towns(gazetteer: Gazetteer) -> tuple[Town, ...]:
    """Names to find one's way by: the heads of arrondissements first."""
    known = [one for one in gazetteer.communes() if one.latitude is not None and one.longitude is not None]
    known.sort(key=lambda one: (one.name != one.arrondissement, one.name))
    return tuple((one.name, one.latitude or 0.0, one.longitude or 0.0) for one in known)
