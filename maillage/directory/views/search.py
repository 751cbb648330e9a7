"""Finding in the directory: what was asked and understood, services in order, and where they are."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.directory.rules.domains import DOMAINS
from maillage.directory.selectors.search import Found, Knowledge, count
from maillage.directory.selectors.search import search as find
from maillage.directory.views import asked as address
from maillage.directory.views.asked import Asked
from maillage.directory.views.cards import cards
from maillage.directory.views.choices import Chip, chips, filters, options
from maillage.directory.views.meaning import meaning
from maillage.directory.views.standing import towns

SHOWN = 20


@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """The services that the address asks for; without a word and without a choice, all of them and the ways in."""
    known = Knowledge.load()
    asked = address.read(request.GET, known)
    found, page = _found(asked, known)
    first = (page.number - 1) * SHOWN + 1
    narrowed = chips(asked, known.lexicon)
    shown = cards(found, first, asked.address(), known)
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "query": QueryDict(asked.address().removeprefix("?")),
        "cards": shown,
        "points": [card.point for card in shown if card.point],
        "towns": towns(known.gazetteer),
        "chips": narrowed,
        "filters": filters(asked, known),
        "communes": options(known.gazetteer),
        "domains": DOMAINS,
        "meaning": meaning(found, known.lexicon),
        "ways_out": [] if found.total else _ways_out(asked, narrowed, known),
    }
    return render(request, "directory/search.html", context)


def _found(asked: Asked, known: Knowledge) -> tuple[Found, Page[Any]]:
    """What is found, and which page of it is shown: the last one where the address asks for one beyond."""
    found = find(asked.wanted, known, SHOWN, (asked.page - 1) * SHOWN)
    paginator = Paginator(range(found.total), SHOWN)
    page = paginator.get_page(asked.page)
    if page.number != asked.page:
        found = find(asked.wanted, known, SHOWN, (page.number - 1) * SHOWN)
    return found, page


def _ways_out(asked: Asked, narrowed: list[Chip], known: Knowledge) -> list[tuple[str, str, int]]:
    """What would be found by asking one thing less: (the thing, the address, how many), the most first."""
    ways = []
    if asked.typed["q"] and asked.wanted.asks:
        ways.append((asked.typed["q"], asked.address(q=""), count(asked.wanted.without("query"), known)))
    for chip in narrowed:
        wanted = asked.wanted.without(chip.ask)
        if number := count(wanted, known):
            ways.append((chip.label, chip.address, number))
    return sorted(ways, key=lambda way: -way[2])
