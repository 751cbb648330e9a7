"""Maps of operators: the map, the same as a list, on paper, inside other sites."""

from collections import Counter
from math import hypot
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.core.links import absolute
from maillage.directory.models import OperatorMap
from maillage.directory.selectors.search import Knowledge
from maillage.directory.selectors.selections import chosen, find, kept, listed
from maillage.directory.views import legend, listing
from maillage.directory.views.listing import Item, Listing
from maillage.directory.views.standing import counted, towns
from maillage.territory.models import Boundary
from maillage.ui.maps.clusters import Bounds
from maillage.ui.maps.ground import extent, ground
from maillage.ui.maps.points import MapPoint

CLOSE_KM = 8  # around the place that was chosen, at least
DEGREE_KM = (111.2, 71.0)  # how long a degree of latitude and one of longitude are here
GROUND_SECONDS = 3600
BELGIUM = (2.5, 49.4, 6.5, 51.6)  # west, south, east, north


@require_safe
@gzip_page
def maps(request: HttpRequest) -> HttpResponse:
    """All maps."""
    known = Knowledge.load()
    shown = [{"map": one, "size": chosen(one, known).size} for one in listed(OperatorMap, request.user)]
    return render(request, "directory/maps.html", {"maps": shown})


@require_safe
@gzip_page
def operator_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The map and the equal list beside it."""
    context = _context(request, slug)
    context["trail"] = [(_("Cartes"), reverse("directory:maps")), (context["map"].title, "")]
    context["embed"] = absolute(reverse("directory:map_embed", args=[slug]))
    return render(request, "directory/map.html", context)


@require_safe
@gzip_page
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def map_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The map alone, for a frame in another site: the one page that may stand in one."""
    return render(request, "directory/map_embed.html", _context(request, slug, reverse("directory:map", args=[slug])))


@require_safe
@gzip_page
def map_ground(request: HttpRequest) -> HttpResponse:
    """What maps are drawn on: the outline of the area, limits of communes where they were imported, names of towns."""
    response = JsonResponse(_ground(Knowledge.load()))
    patch_cache_control(response, public=True, max_age=GROUND_SECONDS)
    return response


def _context(request: HttpRequest, slug: str, leads_to: str = "") -> dict[str, Any]:
    """What both pages show. `leads_to`: the page that links lead to, where it is not the one they stand on."""
    known = Knowledge.load()
    found = find_map(request, slug, known)
    told = listing.read(request.GET, found, legend.numbers_of(found), known)
    page = told.page(request.GET.get("page", ""))
    items = told.items_of(page)
    lines = legend.lines(found, told)
    rows = chosen(found, known)
    points = _points(told, items, leads_to)
    located = int(rows.located[told.numbers].sum())
    return {
        "map": found,
        "leads_to": leads_to,
        "framed": bool(leads_to),
        "listing": told,
        "page": page,
        "items": items,
        "choices": listing.choices(found, known),
        "lines": lines,
        "categories": legend.categories(found),
        "located": located,
        "unlocated": len(told.numbers) - located,
        "points": points,
        "around_km": _close_km(points) if told.wanted.commune else None,
        "towns": towns(known.gazetteer),
        "points_url": f"{reverse('map_points', args=[slug])}{told.address(tri='', pres='', lang=get_language() or 'fr')}",
        "bounds": _bounds(told),
    }


def find_map(request: HttpRequest, slug: str, known: Knowledge) -> OperatorMap:
    """The map at this address. Http404 where there is none for this reader."""
    found = find(OperatorMap, request.user, slug, known)
    if found is None:
        raise Http404
    return found


def _points(told: Listing, items: list[Item], leads_to: str) -> list[MapPoint]:
    """The map without script: what a commune has as one point; in a commune that was chosen each row of the page by itself.

    What is too near each other for two markers shares one, which leads to the whole list.
    """
    if told.wanted.commune:
        page = f"{leads_to}{told.address()}" if leads_to else ""
        return [_point(item, page) for item in items if item.located]
    rows, gazetteer = chosen(told.selection, told.known), told.known.gazetteer
    found, whole = [], f"{leads_to}{told.address()}#liste"
    for nis, count in Counter(rows.communes[told.numbers].tolist()).items():
        if town := gazetteer.by_nis(nis):
            found.append(counted(town, count, f"{leads_to}{told.address(commune=town.name)}", whole=whole))
    return [point for point in found if point]


def _close_km(points: list[MapPoint]) -> float:
    """Kilometres around the first of the points that show them all."""
    first, *_others = points or [MapPoint(0, 0, "")]
    ways = [((one.latitude - first.latitude), (one.longitude - first.longitude)) for one in points]
    far = max((hypot(up * DEGREE_KM[0], aside * DEGREE_KM[1]) for up, aside in ways), default=0.0)
    return max(CLOSE_KM, 1.2 * far)


def _point(item: Item, page: str) -> MapPoint:
    shape, tone = ("area", "river") if item.hidden else ("point", "river" if item.exact else "muted")
    label, href = f"{item.name}, {item.group}", f"{page}#{item.key}"
    whole = f"{page}#liste"
    return MapPoint(*item.point, label, href, tone=tone, shape=shape, place=item.group, place_href=whole)


def _bounds(told: Listing) -> Bounds:
    """West, south, east, north of what the map shows first: around the commune or the reader, else the whole area."""
    middle = told.wanted.commune.point if told.wanted.commune else told.wanted.near
    if middle:
        latitude, longitude = middle
        high, wide = (CLOSE_KM / km for km in DEGREE_KM)
        return (longitude - wide, latitude - high, longitude + wide, latitude + high)
    return extent(_ground(told.known)) or BELGIUM


def _ground(known: Knowledge) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        here = {town.pk for town in known.gazetteer.communes()}
        limits = Boundary.objects.filter(municipality__in=here).order_by("pk").values_list("geometry", flat=True)
        return ground(towns(known.gazetteer), list(limits))

    return kept(known.index, ("ground", known.gazetteer, settings.MAP_OUTLINES), make)
