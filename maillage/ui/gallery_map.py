"""The live map of the gallery: services that do not exist around towns that do, and the answers a map asks for."""

from functools import cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ui.gallery import TOWNS
from maillage.ui.maps.clusters import Bounds, Cloud, Cluster, clusters, separable
from maillage.ui.maps.legend import Category, categories

MANY = 160  # services
SPREAD = 0.02  # degrees around a town
TOGETHER = 8  # every eighth stands where its town does: they cannot be taken apart


def legend() -> tuple[Category, ...]:
    """The seven categories."""
    labels = [_("Apprendre le français"), _("Papiers et droits"), _("Logement"), _("Travail et formation"), _("Santé")]
    return categories([*labels, _("École et enfants"), _("Rencontrer des gens")])


@cache
def cloud(many: int = MANY) -> Cloud:
    """So many points, the same each time, more of them around the first towns."""
    chance = np.random.default_rng(1997)
    towns = np.array([place for _name, *place in TOWNS])[_towns(many)]
    away = chance.normal(scale=SPREAD, size=(many, 2)) * (np.arange(many) % TOGETHER != 0)[:, None]
    places = (towns + away * [1, 1.5]).round(5)
    return Cloud(places[:, 0].copy(), places[:, 1].copy(), chance.integers(0, 7, many).astype(np.int16))


def features(zoom: int, bounds: Bounds | None, many: int = MANY) -> dict[str, Any]:
    """The GeoJSON of a view, as every door of points answers."""
    found = [_feature(cluster, zoom, many) for cluster in clusters(cloud(many), zoom, bounds)]
    return {"type": "FeatureCollection", "features": found}


def one_by_one(many: int = MANY) -> dict[str, Any]:
    """The GeoJSON of all points, none gathered."""
    points = cloud(many)
    places = zip(points.longitudes.tolist(), points.latitudes.tolist(), strict=True)
    found = [_point(_one(row, many), *place) for row, place in enumerate(places)]
    return {"type": "FeatureCollection", "features": found}


@cache
def _towns(many: int) -> Any:
    """The number of each point's town."""
    return (np.random.default_rng(1815).random(many) ** 2 * len(TOWNS)).astype(int)


def _feature(cluster: Cluster, zoom: int, many: int) -> dict[str, Any]:
    rows = cluster.members.tolist()
    properties = _one(rows[0], many) if len(rows) == 1 else _several(cluster, zoom, many)
    return _point(properties, round(cluster.longitude, 5), round(cluster.latitude, 5))


def _point(properties: dict[str, Any], longitude: float, latitude: float) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _one(row: int, many: int) -> dict[str, Any]:
    number = int(cloud(many).categories[row])
    return {
        "id": row,
        "name": _("Service %(number)d") % {"number": row + 1},
        "operator": _("Une maison qui n’existe pas"),
        "place": TOWNS[_towns(many)[row]][0],
        "href": f"#service-{row + 1}",
        "category": number,
        "exact": row % 11 != 5,
    }


def _several(cluster: Cluster, zoom: int, many: int) -> dict[str, Any]:
    rows = cluster.members.tolist()
    places = dict.fromkeys(TOWNS[town][0] for town in _towns(many)[rows].tolist())
    count = ngettext("%(count)d résultat", "%(count)d résultats", len(rows)) % {"count": len(rows)}
    told = {
        "count": len(rows),
        "bounds": cluster.bounds,
        "category": cluster.category,
        "name": _("%(results)s : %(places)s") % {"results": count, "places": _(", ").join(list(places)[:3])},
    }
    return told if separable(cluster, zoom) else told | {"items": [_one(row, many) for row in rows]}
