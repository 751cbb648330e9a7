"""Finding in the directory: what was asked and understood, services in order, and where they are."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.directory.rules.domains import DOMAINS
from maillage.directory.selectors.search import Found, count
from maillage.directory.selectors.search import search as find
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.directory.views import asked as address
from maillage.directory.views.asked import Asked
from maillage.directory.views.cards import cards, towns
from maillage.directory.views.choices import chips, choices
from maillage.directory.views.meaning import meaning
from maillage.territory.selectors.where import Gazetteer

SHOWN = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The services that the address asks for; without a word and without a choice, all of them and the ways in."""
    gazetteer, lexicon = Gazetteer.kept(), Lexicon.load()
    asked = address.read(request.GET, gazetteer, lexicon)
    found, page = _found(asked)
    first = (page.number - 1) * SHOWN + 1
    shown = cards(found, first, asked.address(), gazetteer, lexicon)
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "query": QueryDict(asked.address().removeprefix("?")),
        "cards": shown,
        "points": [card.point for card in shown if card.point],
        "towns": towns(gazetteer),
        "chips": chips(asked, lexicon),
        "choices": choices(asked, lexicon),
        "communes": gazetteer.communes(),
        "domains": DOMAINS,
        "meaning": meaning(found, lexicon),
        "ways_out": [] if found.total else _ways_out(asked, lexicon),
    }
    return render(request, "directory/search.html", context)


def _found(asked: Asked) -> tuple[Found, Page[Any]]:
    """What is found, and which page of it is shown: the last one where the address asks for one beyond."""
    found = find(asked.wanted, SHOWN, (asked.page - 1) * SHOWN)
    paginator = Paginator(range(found.total), SHOWN)
    page = paginator.get_page(asked.page)
    if page.number != asked.page:
        found = find(asked.wanted, SHOWN, (page.number - 1) * SHOWN)
    return found, page


def _ways_out(asked: Asked, lexicon: Lexicon) -> list[tuple[str, str, int]]:
    """What would be found by asking one thing less: (the thing, the address, how many), the most first."""
    ways = []
    for chip in chips(asked, lexicon):
        wanted = asked.wanted.without(chip.ask)
        if number := count(wanted):
            ways.append((chip.label, chip.address, number))
    return sorted(ways, key=lambda way: -way[2])
