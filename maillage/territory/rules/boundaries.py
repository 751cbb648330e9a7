"""A file of limits of communes, read and checked: GeoJSON (RFC 7946), one feature a commune, known by its NIS code."""

import json
from collections.abc import Collection
from typing import Any

from maillage.territory.models import EAST, NORTH, SOUTH, WEST
from maillage.territory.rules.refusals import Problem, Refused

# How publishers call the NIS code among a feature's properties; Statbel's own name is the last.
NIS = ("nis", "nis5", "niscode", "nis_code", "ins", "code_ins", "refnis", "cd_munty_refnis")
DEPTHS = {"Polygon": 1, "MultiPolygon": 2}  # lists around the rings
FEWEST = 4  # positions of a ring, the first and the last being one

Geometry = dict[str, Any]


class _Wrong(Exception):
    """What is wrong with one feature: column and text."""


def read_boundaries(data: bytes, known: Collection[str]) -> dict[str, Geometry]:
    """NIS code → Polygon or MultiPolygon, in [longitude, latitude] degrees rounded to about one metre.

    `known` are the NIS codes of the communes that we have. Raises Refused with the first problem of each feature.
    """
    found: dict[str, Geometry] = {}
    problems = []
    for number, feature in enumerate(_features(data), start=1):
        try:
            nis = _nis(feature)
            if nis not in known:
                raise _Wrong("nis", f"aucune commune n’a le code {nis}")
            if nis in found:
                raise _Wrong("nis", f"le code {nis} est déjà plus haut")
            found[nis] = _geometry(feature.get("geometry"))
        except _Wrong as wrong:
            problems.append(Problem(f"Élément {number}", *wrong.args))
    if problems:
        raise Refused(problems)
    if not found:
        raise Refused([Problem("", "features", "Le fichier n’a aucun élément.")])
    return found


def _features(data: bytes) -> list[Any]:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused([Problem("", "", "Le fichier n’est pas du JSON.")]) from error
    features = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise Refused([Problem("", "type", "Le fichier n’est pas une FeatureCollection de GeoJSON.")])
    return features


def _nis(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    told = {name.casefold(): value for name, value in properties.items()} if isinstance(properties, dict) else {}
    nis = next((told[name] for name in NIS if told.get(name)), None)
    if nis is None:
        raise _Wrong("nis", "le code NIS manque")
    return str(nis)


def _geometry(told: Any) -> Geometry:
    sort = told.get("type") if isinstance(told, dict) else None
    if not isinstance(sort, str) or sort not in DEPTHS:
        raise _Wrong("geometry", f"un Polygon ou un MultiPolygon est attendu, pas {sort or 'rien'}")
    return {"type": sort, "coordinates": _rings(told.get("coordinates"), DEPTHS[sort])}


def _rings(told: Any, depth: int) -> list[Any]:
    if not isinstance(told, list) or not told:
        raise _Wrong("coordinates", "une liste d’anneaux est attendue")
    return [_rings(inner, depth - 1) if depth > 1 else _ring(inner) for inner in told]


def _ring(told: Any) -> list[list[float]]:
    if not isinstance(told, list) or len(told) < FEWEST:
        raise _Wrong("coordinates", f"un anneau a au moins {FEWEST} positions")
    ring = [_position(position) for position in told]
    if ring[0] != ring[-1]:
        raise _Wrong("coordinates", "un anneau n’est pas fermé : sa dernière position doit être la première")
    return ring


def _position(told: Any) -> list[float]:
    numbers = told[:2] if isinstance(told, list) else []
    if len(numbers) < 2 or not all(type(number) in {int, float} for number in numbers):
        raise _Wrong("coordinates", "une position est une liste de deux nombres")
    longitude, latitude = numbers
    if not _inside(longitude, latitude):
        swapped = " : la longitude vient avant la latitude" if _inside(latitude, longitude) else ""
        raise _Wrong("coordinates", f"[{longitude}, {latitude}] est hors de Belgique{swapped}")
    return [round(float(longitude), 5), round(float(latitude), 5)]


def _inside(longitude: float, latitude: float) -> bool:
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH
