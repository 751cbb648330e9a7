"""The communes of the territory: which there are, and what each has."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.directory.views import around_communes
from maillage.territory.models import Municipality
from maillage.territory.selectors import Gazetteer

CLOSE_KM = 12  # shown around a commune


@require_safe
@gzip_page
def territory(request: HttpRequest) -> HttpResponse:
    """All communes by arrondissement, on a map and in a list, with how many services each has."""
    context = {
        "points": around_communes.counted(lambda nis: reverse("commune", args=[nis])),
        "towns": around_communes.names(),
        "groups": around_communes.grouped(),
    }
    return render(request, "website/territory.html", context)


@require_safe
@gzip_page
def commune(request: HttpRequest, nis: str) -> HttpResponse:
    """What a commune has for each thing that people look for, and what is nearest for what it has not.

    A commune that merged into another leads there.
    """
    town = Gazetteer.kept().by_nis(nis)
    if town is None:
        former = Municipality.objects.filter(nis=nis, successor__isnull=False).select_related("successor").first()
        if former is None or former.successor is None:
            raise Http404
        return redirect("commune", former.successor.nis, permanent=True)
    context = {
        "town": town,
        "offer": around_communes.offer(town),
        "points": around_communes.points(town),
        "towns": around_communes.names(),
        "around_km": CLOSE_KM,
        "trail": [(_("Communes"), reverse("territory")), (town.name, "")],
    }
    return render(request, "website/commune.html", context)
