"""Maps of 1 000, 10 000 and 100 000 points: what gathering them takes, what travels, how smoothly they move.

`PARTS` are run one after the other; each writes its own lines.
"""

import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial

import django

from bench import maps_door, maps_panning
from bench.measure import measure, median, most, say

SIZES = (1_000, 10_000, 100_000)
WHOLE = (4.2, 49.7, 5.5, 50.7)  # west, south, east, north
TOWN = (4.80, 50.42, 4.94, 50.51)
VIEWS = {"whole": (9, WHOLE), "town": (13, TOWN)}
MOST_MS = 100  # of clusters for one view
MOST_BYTES = 60_000  # compressed, of what a view brings
ROUNDS = 15


def gathering() -> None:
    """Milliseconds in which the clusters of a view are found, and of the first view of a process."""
    from maillage.ui.gallery_map import cloud
    from maillage.ui.maps.clusters import Cloud, clusters

    for size in SIZES:
        points = cloud(size)
        fresh = Cloud(points.latitudes, points.longitudes, points.categories)
        measure(f"maps.clusters.{size}.first", timed(partial(clusters, fresh, *VIEWS["whole"])), "ms")
        for name, (zoom, bounds) in VIEWS.items():
            taken = [timed(partial(clusters, points, zoom, bounds)) for _ in range(ROUNDS)]
            measure(f"maps.clusters.{size}.{name}", median(taken), "ms", MOST_MS, most(1))


def payloads() -> None:
    """Bytes of a view, and of all points one by one, plain and compressed."""
    from maillage.ui.gallery_map import features, one_by_one

    for size in SIZES:
        bodies = {name: features(zoom, bounds, size) for name, (zoom, bounds) in VIEWS.items()}
        bodies["one_by_one"] = one_by_one(size)
        for name, body in bodies.items():
            plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            packed, view = len(gzip.compress(plain, 6)), name in VIEWS
            say(f"{size} {name}: {len(body['features'])} features")
            measure(f"maps.payload.{size}.{name}.raw", len(plain), "bytes")
            measure(
                f"maps.payload.{size}.{name}.gzip",
                packed,
                "bytes",
                MOST_BYTES if view else None,
                most(1) if view else None,
            )


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that `act` takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


PARTS = (gathering, payloads, maps_panning.main, maps_door.main)


def main() -> None:
    """Every part, with the site's code in this process and a data folder that goes at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MAILLAGE_DEMO": "1", "MAILLAGE_DATA_DIR": folder}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
        django.setup()
        for part in PARTS:
            part()
