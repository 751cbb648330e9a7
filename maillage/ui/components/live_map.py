"""A map that one can move: it takes the place of what stands in its block where there is a script, and gives it back."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.ui.addresses import static_address
from maillage.ui.maps.clusters import MOST_ZOOM, Bounds
from maillage.ui.maps.legend import Category

register = Library()


@register.simple_tag
def map_legend(legend: Sequence[Category], *, groups: bool = False, silent: bool = False) -> SafeString:
    """The signs of a map and what they mean, for screen and paper.

    `groups` explains markers that stand for several things, `silent` the ring of an address that is not published.
    """
    context = {"legend": legend, "groups": groups, "silent": silent}
    return render_to_string("ui/components/map_legend.html", context)


@register.simple_block_tag
def live_map(
    content: str,
    points: str,
    ground: str = "",
    *,
    legend: Sequence[Category] = (),
    title: str = "",
    bounds: Bounds | None = None,
    credit: str = "",
) -> SafeString:
    """A map of the things at the address `points`, over tiles where the site has some, else over `ground`.

    The block holds what stands there without script, on paper and when things cannot be fetched: a still map or a list.
    `points` answers GeoJSON for `zoom` and `bbox` (west, south, east, north) added to it, `ground` what `maps.ground`
    makes. `legend` names the categories by number. `bounds` is what is shown first, else the whole area. `credit` is
    the ground's, when it is not that of the area's outline.
    """
    tiled = bool(settings.TILE_URL)
    return render_to_string(
        "ui/components/live_map.html",
        {
            "content": content,
            "points": points,
            "ground": "" if tiled else ground,
            "tiles": settings.TILE_URL,
            "credit": settings.TILE_CREDIT if tiled else credit,
            "bounds": "" if bounds is None else ",".join(f"{side:.5f}" for side in bounds),
            "title": title or _("Carte"),
            "legend": legend,
            "told": {"words": _words(), "legend": [_told(category) for category in legend]},
            "files": _files(),
            "most_zoom": MOST_ZOOM,
        },
    )


def _files() -> dict[str, str]:
    """What the script fetches when the map is nearly in sight."""
    return {
        "leaflet": static_address("js_lib_leaflet/leaflet.js"),
        "icons": static_address("ui/icons.svg"),
        "style": static_address("ui/leaflet.css"),
    }


def _told(category: Category) -> dict[str, str]:
    """A category as the script draws it."""
    sign = category.sign
    return {"label": str(category.label), "tone": sign.tone, "path": sign.path, "icon": sign.icon}


def _words() -> dict[str, Any]:
    """What the script says, in the reader's language."""
    return {
        "skip": _("Passer la carte"),
        "zoomIn": _("Zoom avant"),
        "zoomOut": _("Zoom arrière"),
        "whole": _("Revoir toute la carte"),
        "fullScreen": _("Plein écran"),
        "leaveFullScreen": _("Quitter le plein écran"),
        "close": _("Fermer"),
        "loading": _("La carte se charge…"),
        "failed": _("La carte interactive ne répond pas. Voici la carte simple."),
        "again": _("Réessayer"),
        "inView": _("Résultats visibles sur la carte : %s"),
        "silent": _("montré au milieu de la commune"),
        "fingers": _("Deux doigts pour déplacer la carte"),
        "keys": _("Flèches : déplacer. Plus et moins : zoom. Tabulation : passer d’un repère à l’autre."),
        "comma": _(", "),
    }
