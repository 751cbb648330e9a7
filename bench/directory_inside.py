"""What only the site's own code can do, in a process with the site's environment: `python -m bench.directory_inside ACT`.

`fill N` makes a directory, `refresh` writes its documents, `first` is the first search of a process, `changed` one
record changed beside a warm search, `queries` counts those of a page. Each prints one line of JSON.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

QUERY = "cours de français du soir à Namur"
PAGE = "/fr/annuaire/?q=cours+de+fran%C3%A7ais&commune="
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def resident() -> float:
    """Megabytes that the process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_SIZE / 2**20


def fill(services: str) -> dict[str, Any]:
    """So many services, and how long writing their rows takes: no budget, for no one does this."""
    from bench.offer import fill as write

    start = time.perf_counter()
    write(int(services))
    return {"seconds": time.perf_counter() - start}


def refresh() -> dict[str, Any]:
    """All documents written, as after a large import."""
    from maillage.directory.actions import indexing

    start, before = time.perf_counter(), time.process_time()
    written = indexing.refresh()
    processor = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
    return {"documents": written, "seconds": time.perf_counter() - start, "processor": processor, "peak": peak}


def _search() -> Any:
    from maillage.directory.selectors.search import Knowledge, Wanted, search

    return search(Wanted(query=QUERY), Knowledge.load())


def first() -> dict[str, Any]:
    """What somebody waits who is the first to search after a start."""
    before, start = resident(), time.perf_counter()
    found = _search()
    seconds = time.perf_counter() - start
    assert found.total
    return {"seconds": seconds, "before": before, "after": resident()}


def changed() -> dict[str, Any]:
    """How long a saved record takes to be written, and to be found by a process that searched before."""
    from maillage.directory.actions import indexing
    from maillage.directory.models import Service
    from maillage.directory.selectors.search import Knowledge, Wanted, search

    _search()
    service = Service.objects.order_by("pk")[Service.objects.count() // 2]
    service.name = "Zythologie xylographique"
    start = time.perf_counter()
    service.save()
    indexing.refresh([service.pk])
    written = time.perf_counter()
    found = search(Wanted(query=service.name), Knowledge.load())
    seen = time.perf_counter()
    assert [result.key for result in found.results] == [service.pk]
    return {"written": written - start, "found": seen - written}


def queries() -> dict[str, Any]:
    """How often a page that nobody asked for asks the database, once the process has read what it keeps."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(PAGE + "Namur")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(PAGE + "Dinant")
    assert answer.status_code == 200
    return {"queries": len(asked)}


ACTS = {act.__name__: act for act in (fill, refresh, first, changed, queries)}


def main(act: str, *told: str) -> None:
    """Do `act` and say what it took."""
    print(json.dumps(ACTS[act](*told)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    main(*sys.argv[1:])
