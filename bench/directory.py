"""The directory's search at three sizes, on both databases: building it, one record changed, pages under load.

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
LINES, READS, ROUNDS = 8, 20, 5  # 800 pages
BUILD = 60.0  # seconds for LARGE
P95 = {SMALL: 60.0, LARGE: 250.0}  # ms
LEAST_RATIO = 0.2  # of the bare view's requests per second, at SMALL
WEIGHT = 80_000  # bytes of a page on the wire, without its map
# Drawings lie in the map's drawing; names of towns end it.
MAP = re.compile(rb"<svg\b[^>]*\bmap__drawing\b.*?</text>\s*</g>\s*</svg>", re.DOTALL)
BARE = "/fr/nu/"
PACKED = {**BROWSER, "Accept-Encoding": "gzip"}


class Pages(NamedTuple):
    """Search pages under load: waits in ms, requests per second, and those of the bare view beside it."""

    waits: list[float]
    rate: float
    bare: float


def main() -> None:
    """Every measure at every size, on a base of its own."""
    assert len(set(addresses())) >= 200
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


def pages(port: int, told: str) -> Pages:
    """Search pages and the bare view in turns, so that noise falls on both alike; every address once before that."""
    walk = cycle(addresses())
    load(port, [list(addresses()) for _ in range(LINES)])  # both processes have read what they keep
    waits: list[float] = []
    rates: dict[str, list[float]] = {"bare": [], "search": []}
    for number in islice(count(1), ROUNDS):
        rates["bare"].append(rate(port, BARE))
        trips = load(port, [list(islice(walk, READS)) for _ in range(LINES)])
        waits += [1_000 * wait for trip in trips for wait in trip.waits]
        rates["search"].append(LINES * READS / max(trip.seconds for trip in trips))
        say(f"{told} {number}: bare {rates['bare'][-1]:.0f}/s, search {rates['search'][-1]:.0f}/s")
    return Pages(sorted(waits), median(rates["search"]), median(rates["bare"]))


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


def tell(label: str, size: int, found: Pages) -> float:
    """How long a page is waited for and how many are served; the middle one in ms."""
    p50, p95 = median(found.waits), found.waits[int(0.95 * len(found.waits))]
    measure(f"{label}.page.p50", p50, "ms")
    measure(f"{label}.page.p95", p95, "ms", P95.get(size), most(1) if size in P95 else None)
    budget = least(LEAST_RATIO) if size == SMALL else None
    measure(f"{label}.page.rate", found.rate, "requests/s", round(found.bare, 3), budget)
    return p50


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
