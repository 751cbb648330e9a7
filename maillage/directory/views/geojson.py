"""The points of a map as GeoJSON (RFC 7946), one by one or gathered for a view; each answer is made once for all."""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, cast

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from maillage.core.centre import current
from maillage.core.languages import READY
from maillage.core.links import absolute
from maillage.directory.models import OperatorMap, SearchDocument
from maillage.directory.rules import addresses
from maillage.directory.selectors.listing import Numbers
from maillage.directory.selectors.search import Knowledge
from maillage.directory.selectors.search.faces import Face
from maillage.directory.selectors.selections import Chosen, chosen, find, kept
from maillage.directory.views import listing
from maillage.directory.views.legend import categories, numbers_of
from maillage.directory.views.listing import Listing, row_key
from maillage.ui.kept import takes_gzip
from maillage.ui.maps.clusters import MOST_ZOOM, Bounds, Cloud, Cluster, clusters, separable

CHUNK = 2_000  # faces read at once
MOST_LISTED = 60  # things told of a marker that cannot be taken apart
LISTED = ("id", "name", "operator", "href", "category", "exact")  # of each of them
PLACES_NAMED = 3
CODES = frozenset(language.code for language in READY)
WORLD = (-180.0, -90.0, 180.0, 90.0)
Feature = dict[str, Any]


class View(NamedTuple):
    """What is looked at: `zoom` None is everything, one by one."""

    zoom: int | None
    bounds: Bounds | None


class Answer(NamedTuple):
    """A body, plain and compressed, and what it is known again by."""

    plain: bytes
    packed: bytes
    tag: str


@require_safe
def map_points(request: HttpRequest, slug: str) -> HttpResponse:
    """The points of a map: `zoom` (0 to 18) gathers them, `bbox` (west,south,east,north) narrows, so do the map's filters.

    400 says which of them cannot be read. Words are in `lang`, else in the language that is asked for.
    """
    asked = request.GET.get("lang", "")
    language = asked if asked in CODES else translation.get_language_from_request(request)
    with translation.override(language):
        response = _answered(request, slug, language)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", *([] if asked in CODES else ["Accept-Language"])])
    return response


def _answered(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    known = Knowledge.load()
    found = find(OperatorMap, request.user, slug, known)
    if found is None:
        raise Http404
    try:
        view = _view(request)
    except ValueError:
        told = _("« zoom » est un nombre de 0 à 18, « bbox » quatre nombres : ouest, sud, est, nord.")
        return JsonResponse({"detail": told}, status=400)
    filters = tuple(request.GET.get(name, "") for name in listing.FILTERS)
    key = ("geojson", slug, found.modified_at, known.lexicon, known.gazetteer, current().name, language, view, filters)
    if view.zoom is None and (view.bounds or any(filters)):  # large, and seldom asked twice
        return _sent(request, _made(request, found, view, known))
    return _sent(request, kept(known.index, key, lambda: _made(request, found, view, known)))


def _sent(request: HttpRequest, answer: Answer) -> HttpResponse:
    packed = takes_gzip(request)
    response = HttpResponse(answer.packed if packed else answer.plain, "application/geo+json")
    response["ETag"] = f'"{answer.tag}{"-gzip" if packed else ""}"'  # other bytes, another tag
    if packed:
        response["Content-Encoding"] = "gzip"
    return cast(HttpResponse, get_conditional_response(request, response["ETag"], response=response))


def _view(request: HttpRequest) -> View:
    """What the address looks at; bounds of a zoom are moved outwards to a grid, so that neighbours ask the same.

    ValueError where it cannot be read.
    """
    zoom_text, box = request.GET.get("zoom", ""), request.GET.get("bbox", "")
    zoom = int(zoom_text) if zoom_text else None
    if zoom is not None and not 0 <= zoom <= MOST_ZOOM:
        raise ValueError(zoom_text)
    if not box:
        return View(zoom, None)
    west, south, east, north = (float(side) for side in box.split(","))
    if not (west <= east and south <= north and np.isfinite([west, south, east, north]).all()):
        raise ValueError(box)
    if zoom is None:
        return View(zoom, (west, south, east, north))
    step = 180.0 / 2**zoom
    low = np.floor(np.array([west, south]) / step) * step
    high = np.ceil(np.array([east, north]) / step) * step
    left, bottom, right, top = np.clip([*low, *high], [*WORLD[:2]] * 2, [*WORLD[2:]] * 2).tolist()
    return View(zoom, (left, bottom, right, top))


def _made(request: HttpRequest, found: OperatorMap, view: View, known: Knowledge) -> Answer:
    told = listing.read(request.GET, found, numbers_of(found), known)
    rows = chosen(found, known)
    numbers = told.numbers[rows.located[told.numbers]]
    features = (
        _gathered(told, rows, numbers, view)
        if view.zoom is not None
        else _single(told, rows, _inside(rows, numbers, view))
    )
    legend = [{"label": str(one.label), **one.sign._asdict()} for one in categories(found)]
    body: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if view.zoom is None:
        body |= {"title": found.title, "publisher": current().name, "legend": legend}
    plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(plain, gzip.compress(plain, 6, mtime=0), hashlib.sha256(plain).hexdigest()[:32])


def _inside(rows: Chosen, numbers: Numbers, view: View) -> Numbers:
    if view.bounds is None:
        return numbers
    west, south, east, north = view.bounds
    latitudes, longitudes = rows.points[numbers].T
    return numbers[(longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)]


def _single(told: Listing, rows: Chosen, numbers: Numbers) -> Iterator[Feature]:
    """Each row by itself, with a full address: what leaves for other sites."""
    faces = _faces(rows.services[numbers].tolist())
    for number in numbers.tolist():
        if face := faces.get(int(rows.services[number])):
            told_of = _row(told, rows, number, face)
            latitude, longitude = rows.points[number].tolist()
            yield _feature(latitude, longitude, {**told_of, "href": absolute(told_of["href"])})


def _gathered(told: Listing, rows: Chosen, numbers: Numbers, view: View) -> Iterator[Feature]:
    """The markers of a view."""
    key = ("cloud", rows, hashlib.sha256(numbers.tobytes()).digest())
    points = rows.points[numbers]
    cloud = kept(told.known.index, key, lambda: Cloud(points[:, 0], points[:, 1], rows.categories[numbers]))
    markers = clusters(cloud, view.zoom or 0, view.bounds)
    listed = [marker for marker in markers if not separable(marker, view.zoom or 0)]
    wanted = [number for marker in listed for number in numbers[marker.members[:MOST_LISTED]].tolist()]
    faces = _faces(rows.services[wanted].tolist()) if wanted else {}
    for marker in markers:
        own = numbers[marker.members]
        if len(own) == 1:
            if face := faces.get(int(rows.services[own[0]])):
                yield _feature(marker.latitude, marker.longitude, _row(told, rows, int(own[0]), face))
        else:
            yield _feature(marker.latitude, marker.longitude, _group(told, rows, own, marker, faces, view))


def _row(told: Listing, rows: Chosen, number: int, face: Face) -> Feature:
    nth = int(rows.nth[number])
    place = face["at"][nth] if nth < len(face["at"]) else None  # None: changed while we look
    town = told.known.gazetteer.by_nis(str(rows.communes[number]))
    return {
        "id": row_key(face["slug"], nth),
        "name": face["name"],
        "operator": face["operator"],
        "place": addresses.of_face(place, town.name if town else ""),
        "href": reverse("directory:service", args=[face["slug"]]),
        "category": int(rows.categories[number]),
        "exact": bool(rows.exact[number]),
    }


def _group(told: Listing, rows: Chosen, own: Numbers, marker: Cluster, faces: dict[int, Face], view: View) -> Feature:
    """Several rows: how many, where, and, where looking closer does not take them apart, which."""
    group: Feature = {
        "count": len(own),
        "bounds": [round(side, 6) for side in marker.bounds],
        "category": marker.category,
        "name": _name(told, rows, own),
    }
    if not separable(marker, view.zoom or 0):
        items = [(number, faces.get(int(rows.services[number]))) for number in own[:MOST_LISTED].tolist()]
        told_of = [_row(told, rows, number, face) for number, face in items if face]
        group["items"] = [{name: one[name] for name in LISTED} for one in told_of]
        if more := len(own) - len(told_of):
            group["more"] = ngettext("et %(n)s autre, dans la liste", "et %(n)s autres, dans la liste", more) % {
                "n": more
            }
    return group


def _name(told: Listing, rows: Chosen, own: Numbers) -> str:
    """« 12 services : Namur, Jambes »: what a screen reader says of a group."""
    count = len(own)
    said = ngettext("%(n)s service", "%(n)s services", count) % {"n": count}
    most = Counter(rows.communes[own].tolist()).most_common(PLACES_NAMED)
    towns = [told.known.gazetteer.by_nis(nis) for nis, _count in most]
    places = _(", ").join(town.name for town in towns if town)
    return _("%(results)s : %(places)s") % {"results": said, "places": places} if places else said


def _faces(keys: Iterable[int]) -> dict[int, Face]:
    """What lists show of services: one query for 2 000 of them."""
    found: dict[int, Face] = {}
    wanted = iter(dict.fromkeys(keys))
    while chunk := list(islice(wanted, CHUNK)):
        found |= dict(SearchDocument.objects.filter(service_key__in=chunk).values_list("service_key", "face"))
    return found


def _feature(latitude: float, longitude: float, properties: Feature) -> Feature:
    place = {"type": "Point", "coordinates": [round(float(longitude), 5), round(float(latitude), 5)]}
    return {"type": "Feature", "geometry": place, "properties": properties}
