"""The real door of a map of 1 000 points: requests per second beside the bare view, weight, a change, a PDF of 500 entries."""

import gzip
import json
import time
from functools import partial

from bench.directory import BARE, LINES, PACKED, load
from bench.measure import least, measure, median, most, say
from bench.registration import rate
from tests.burst.site import Home, home, serving
from tests.burst.wire import Walk, release, request

POINTS, ENTRIES = 1_000, 500
SERVICES = 830  # a fifth of them stands at two places: as many points
SLUG = "tout"
POINTS_PATH = f"/api/v1/cartes/{SLUG}.geojson?lang=fr"
VIEW_PATH = f"{POINTS_PATH}&zoom=9&bbox=4.2,49.7,5.5,50.7"
PDF_PATH = f"/fr/repertoires/{SLUG}.pdf"
LEAST_RATE, MOST_BYTES, MOST_PDF_SECONDS = 300, 60_000, 3.0
READS, ROUNDS, CHANGES, PAPERS, WARMING = 60, 5, 10, 3, 6
PATIENCE = 30.0  # seconds


def main() -> None:
    """Every measure on one base for the map, and one for the paper."""
    with home("sqlite") as place:
        filled(place, SERVICES)
        with serving(place, "bench.bare") as port:
            rates(port)
            weigh(port)
            changes(place, port)
    with home("sqlite") as place:
        filled(place, ENTRIES)
        with serving(place) as port:
            papers(place, port)


def filled(place: Home, services: int) -> None:
    """So many services, indexed, all of them on a map and in a directory."""
    place.run("bench.directory_inside", "fill", str(services))
    place.run("bench.directory_inside", "refresh")
    place.run("bench.maps_door_inside", "select", SLUG)


def rates(port: int) -> None:
    """Requests per second from two processes, in turns with the bare view."""
    found: dict[str, list[float]] = {"bare": [], "points": [], "view": []}
    for path in (POINTS_PATH, VIEW_PATH):
        load(port, [[path] * 4 for _ in range(LINES)])  # both processes have made it
    for number in range(1, ROUNDS + 1):
        found["bare"].append(rate(port, BARE))
        for name, path in (("points", POINTS_PATH), ("view", VIEW_PATH)):
            trips = load(port, [[path] * READS for _ in range(LINES)])
            found[name].append(LINES * READS / max(trip.seconds for trip in trips))
        say(f"{number}: " + ", ".join(f"{name} {values[-1]:.0f}/s" for name, values in found.items()))
    bare = median(found["bare"])
    measure(f"maps.door.{POINTS}.bare.rate", bare, "requests/s")
    for name in ("points", "view"):
        measure(f"maps.door.{POINTS}.{name}.rate", median(found[name]), "requests/s", LEAST_RATE, least(1))
        measure(f"maps.door.{POINTS}.{name}.beside_bare", median(found[name]), "requests/s", round(bare, 3))


def weigh(port: int) -> None:
    """Bytes on the wire, and how many points they bring."""
    for name, path in (("points", POINTS_PATH), ("view", VIEW_PATH)):
        body = asked(port, path)
        say(f"{name}: {len(json.loads(gzip.decompress(body))['features'])} features")
        measure(f"maps.door.{POINTS}.{name}.gzip", len(body), "bytes", MOST_BYTES, most(1))


def changes(place: Home, port: int) -> None:
    """Seconds from a record that another process saved until both servers say it, and of the request that makes it anew."""
    waits: list[float] = []
    for number in range(CHANGES):
        name = f"Nom tout neuf {number}"
        saved = float(place.run("bench.maps_door_inside", "change", name).splitlines()[-1])
        while name not in (body := gzip.decompress(asked(port, POINTS_PATH)).decode()):
            assert time.time() - saved < PATIENCE, body[:200]
        waits.append(time.time() - saved)
    measure(f"maps.door.{POINTS}.changed", median(waits), "s", 1.0, most(1))
    start = time.perf_counter()
    place.run("bench.maps_door_inside", "change", "Un autre nom")
    say(f"a process that changes one: {time.perf_counter() - start:.1f} s")
    took = timed(partial(asked, port, POINTS_PATH))
    measure(f"maps.door.{POINTS}.made_anew", 1_000 * took, "ms")


def papers(place: Home, port: int) -> None:
    """Seconds of a PDF that nobody asked for since a record changed."""
    taken = []
    for number in range(WARMING):  # each server process reads words, records and fonts once
        asked(port, f"{PDF_PATH}?par=theme&commune={number}", packed=False)
    for number in range(PAPERS):
        place.run("bench.maps_door_inside", "change", f"Édition {number}")
        taken.append(timed(partial(asked, port, PDF_PATH, packed=False)))
    measure(f"maps.door.pdf.{ENTRIES}", median(taken), "s", MOST_PDF_SECONDS, most(1))


def asked(port: int, path: str, *, packed: bool = True) -> bytes:
    """The body of one answer."""
    (trip,) = release(port, [_body(path, packed)], patience=60)
    assert not trip.problem, trip.problem
    body: bytes = trip.result
    return body


def _body(path: str, packed: bool) -> Walk:
    answer = yield request("GET", path, PACKED)
    assert answer.status == 200, path
    assert (answer.headers.get("content-encoding") == "gzip") == packed
    return answer.body


def timed(act: partial[bytes]) -> float:
    """Seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
