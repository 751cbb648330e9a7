"""The gallery of components, and what its live map asks for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.ui import gallery as samples
from maillage.ui import gallery_map
from maillage.ui.maps.ground import ground


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who draw pages and for the tests."""
    return render(request, "ui/gallery.html", samples.context() | {"live_legend": gallery_map.legend()})


@require_safe
def sample_points(request: HttpRequest) -> HttpResponse:
    """The points of the gallery's live map at `zoom` within `bbox`; 400 when they are no numbers."""
    try:
        zoom = int(request.GET.get("zoom", "9"))
        west, south, east, north = (float(side) for side in request.GET.get("bbox", "-180,-90,180,90").split(","))
        return JsonResponse(gallery_map.features(zoom, (west, south, east, north)))
    except ValueError:
        return JsonResponse({"detail": "zoom, bbox"}, status=400)


@require_safe
def sample_ground(request: HttpRequest) -> HttpResponse:
    """The ground of the gallery's live map."""
    return JsonResponse(ground(samples.TOWNS))
