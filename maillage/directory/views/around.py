"""From one result to the next: the search that led to a record, read again from its address."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from maillage.directory.selectors.search import Knowledge, Result, search
from maillage.directory.views import asked as address
from maillage.directory.views.search import SHOWN


class Around(NamedTuple):
    """Addresses: the results that led here, the record before and the one after (empty where there is none)."""

    results: str
    previous: str
    following: str
    number: int
    total: int


def around(request: HttpRequest, slug: str) -> Around | None:
    """What is around this record in the search that led to it; None when none did."""
    number = request.GET.get("n", "")
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:6]) < 10_000):
        return None
    here = int(number)
    known = Knowledge.load()
    asked = address.read(request.GET, known)
    before = 1 if here > 1 else 0
    found = search(asked.wanted, known, limit=before + 2, offset=here - 1 - before)
    query = asked.address()
    page = (here - 1) // SHOWN + 1
    results = reverse("directory:search") + query
    if page > 1:
        results += f"{'&' if query else '?'}page={page}"
    shown = found.results
    if len(shown) <= before or shown[before].face["slug"] != slug:  # the records have changed since
        return Around(results, "", "", 0, found.total)

    def at(result: Result, place: int) -> str:
        return reverse("directory:service", args=[result.face["slug"]]) + f"{query}{'&' if query else '?'}n={place}"

    after = shown[before + 1 :]
    return Around(
        results + f"#service-{here}",
        at(shown[0], here - 1) if before else "",
        at(after[0], here + 1) if after else "",
        here,
        found.total,
    )
