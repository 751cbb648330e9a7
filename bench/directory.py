"""The directory's search at three sizes, on both databases: building it, one record changed, pages under load.

Pages are of two sorts: `page`, asked for again, and `new`, each asked for once, by words that nobody typed before.

BENCH_SIZES=2000 and BENCH_ENGINES=sqlite narrow it.
"""

import gzip
import json
import os
import re
from itertools import count, cycle, islice
from typing import Any, NamedTuple

from bench.directory_asked import addresses
from bench.measure import ENGINES, POSTGRES_URL, least, measure, median, most, say
from bench.registration import rate
from tests.burst.client import BROWSER
from tests.burst.site import Home, home, serving
from tests.burst.wire import Trip, Walk, release, request

SMALL, LARGE = 2_000, 100_000  # services
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", f"{SMALL},20000,{LARGE}").split(","))
LINES, READS, NEW_READS, ROUNDS = 8, 20, 6, 5  # 800 pages that were read before, 240 that were not
NEW = [path for path in addresses(1) if path not in set(addresses())][: ROUNDS * LINES * NEW_READS]
BUILD = 60.0  # seconds for LARGE
P95 = {SMALL: 60.0, LARGE: 250.0}  # ms
LEAST_RATIO = 0.2  # of the bare view's requests per second, at SMALL
WEIGHT = 80_000  # bytes of a page on the wire, without its map
# Drawings lie in the map's drawing; names of towns end it.
MAP = re.compile(rb"<svg\b[^>]*\bmap__drawing\b.*?</text>\s*</g>\s*</svg>", re.DOTALL)
BARE = "/fr/nu/"
PACKED = {**BROWSER, "Accept-Encoding": "gzip"}


class Pages(NamedTuple):
    """Pages under load: waits in ms, and requests per second."""

    waits: list[float]
    rate: float


def main() -> None:
    """Every measure at every size, on a base of its own."""
    assert len(set(addresses())) >= 200
    assert len(NEW) == ROUNDS * LINES * NEW_READS
    for engine in os.environ.get("BENCH_ENGINES", ",".join(ENGINES)).split(","):
        middles: dict[int, float] = {}
        asked: dict[int, float] = {}
        for size in SIZES:
            with home(engine, POSTGRES_URL) as place:
                asked[size] = inside(place, size)
                with serving(place, "bench.bare") as port:
                    middles[size] = tell(f"directory.{size}.{engine}", size, pages(port, f"{engine} {size}"))
                    weigh(f"directory.{size}.{engine}", port)
        if len(SIZES) > 1:
            few, many = min(SIZES), max(SIZES)
            measure(f"directory.queries.growth.{engine}", asked[many], "queries", asked[few], most(1))
            measure(f"directory.p50.growth.{engine}", middles[many], "ms", round(middles[few], 3))


def inside(place: Home, size: int) -> float:
    """What is measured in processes of their own; the number of queries of a page."""
    label = f"directory.{size}.{place.engine}"

    def run(*act: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(place.run("bench.directory_inside", *act).splitlines()[-1])
        say(f"{label} {' '.join(act)}: {found}")
        return found

    run("fill", str(size))
    built = run("refresh")
    assert built["documents"] == size
    large = size == LARGE
    measure(f"{label}.build.seconds", built["seconds"], "s", BUILD if large else None, most(1) if large else None)
    measure(f"{label}.build.processor", built["processor"], "s")
    measure(f"{label}.build.peak", built["peak"], "MB")
    first = run("first")
    measure(f"{label}.first.seconds", first["seconds"], "s")
    measure(f"{label}.first.memory", first["after"], "MB", round(first["before"], 3))
    changed = run("changed")
    measure(f"{label}.changed.written", 1_000 * changed["written"], "ms")
    measure(f"{label}.changed.found", 1_000 * changed["found"], "ms")
    queries = float(run("queries")["queries"])
    measure(f"{label}.queries", queries, "queries")
    return queries


def pages(port: int, told: str) -> dict[str, Pages]:
    """The bare view, search pages that were read before by both processes, and such as nobody asked for yet (each once),
    in turns, so that noise falls on all alike."""
    walk, fresh = cycle(addresses()), iter(NEW)
    load(port, [list(addresses()) for _ in range(LINES)])  # both processes have read what they keep
    waits: dict[str, list[float]] = {"page": [], "new": []}
    rates: dict[str, list[float]] = {"bare": [], "page": [], "new": []}
    for number in islice(count(1), ROUNDS):
        rates["bare"].append(rate(port, BARE))
        for name, paths, reads in (("page", walk, READS), ("new", fresh, NEW_READS)):
            trips = load(port, [list(islice(paths, reads)) for _ in range(LINES)])
            waits[name] += [1_000 * wait for trip in trips for wait in trip.waits]
            rates[name].append(LINES * reads / max(trip.seconds for trip in trips))
        say(f"{told} {number}: " + ", ".join(f"{name} {values[-1]:.0f}/s" for name, values in rates.items()))
    return {name: Pages(sorted(waits.get(name, [])), median(values)) for name, values in rates.items()}


def load(port: int, asked: list[list[str]]) -> list[Trip]:
    """One client for each list of addresses, all at once; every answer must be a page."""
    trips = release(port, [_reads(paths) for paths in asked], patience=600)
    for trip, paths in zip(trips, asked, strict=True):
        assert not trip.problem, trip.problem
        assert trip.statuses == [200] * len(paths), [
            path for path, status in zip(paths, trip.statuses, strict=False) if status != 200
        ]
    return trips


def _reads(paths: list[str]) -> Walk:
    for path in paths:
        yield request("GET", path, PACKED)


def tell(label: str, size: int, found: dict[str, Pages]) -> float:
    """How long pages are waited for and how many are served; the middle wait of those read before, in ms."""
    for name in ("page", "new"):
        waits = found[name].waits
        measure(f"{label}.{name}.p50", median(waits), "ms")
        measure(
            f"{label}.{name}.p95", waits[int(0.95 * len(waits))], "ms", P95.get(size), most(1) if size in P95 else None
        )
        budget = least(LEAST_RATIO) if size == SMALL else None
        measure(f"{label}.{name}.rate", found[name].rate, "requests/s", round(found["bare"].rate, 3), budget)
    return median(found["page"].waits)


def weigh(label: str, port: int) -> None:
    """The heaviest of some pages on the wire, its map and what it asks for besides left out."""
    bodies = [trip.result for trip in release(port, [_body(path) for path in addresses()[: 5 * LINES]])]
    assert any(MAP.search(body) for body in bodies)
    heaviest = max(len(gzip.compress(MAP.sub(b"", body), 6)) for body in bodies)
    measure(f"{label}.page.weight", heaviest, "bytes", WEIGHT, most(1))


def _body(path: str) -> Walk:
    answer = yield request("GET", path, PACKED)
    assert answer.headers.get("content-encoding") == "gzip"
    return gzip.decompress(answer.body)
