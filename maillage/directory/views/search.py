"""Finding in the directory: what was asked and understood, services in order, and where they are."""

from dataclasses import replace
from html import escape
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.core import clock
from maillage.directory.rules.domains import DOMAINS
from maillage.directory.selectors.search import Found, Knowledge, count
from maillage.directory.selectors.search import search as find
from maillage.directory.views import asked as address
from maillage.directory.views.asked import Asked
from maillage.directory.views.cards import cards
from maillage.directory.views.choices import Chip, chips, filters, options
from maillage.directory.views.meaning import meaning
from maillage.directory.views.standing import towns
from maillage.ui.kept import answer, filled, is_stranger, kept, mark, packed, shown

SHOWN = 20
WORDS, PLACE, QUERY, FILTERS, RESULTS = (mark() for _ in range(5))


@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """The services that the address asks for; without a word and without a choice, all of them and the ways in."""
    known = Knowledge.load()
    if not is_stranger(request):
        return HttpResponse(_page(request, known))
    key = shown(request.get_full_path(), request, known.edition, clock.minute())
    return answer(request, kept(key, lambda: packed(_page(request, known))))


def _page(request: HttpRequest, known: Knowledge) -> str:
    """The whole page: its frame, filled with what is this search's alone."""
    asked = address.read(request.GET, known)
    found, page = _found(asked, known)
    commune = asked.wanted.commune
    by_code = commune is not None and commune.nis == asked.typed["commune"]
    words = {
        QUERY: escape(request.META.get("QUERY_STRING", "")),
        WORDS: escape(asked.typed["q"]),
        PLACE: escape(commune.name if commune and by_code else asked.typed["commune"]),
        FILTERS: filters(asked, known),
        RESULTS: _results(asked, found, page, known, request),
    }
    return filled(_frame(request, asked, known, first=page.number == 1), words)


def _frame(request: HttpRequest, asked: Asked, known: Knowledge, *, first: bool) -> str:
    """The page with marks for what was asked and what was found: the same for nearly all searches in a language."""
    typed = {"q": WORDS if asked.typed["q"] else "", "commune": PLACE, "pres": asked.typed["pres"]}
    queried, near = bool(request.META.get("QUERY_STRING")), asked.wanted.near
    facts = (queried, typed["q"], asked.is_nothing, first, near, tuple(asked.errors.items()), asked.suggestions)

    def draw() -> str:
        context = {
            "asked": replace(asked, typed=typed),
            "is_nothing": asked.is_nothing,
            "welcome": asked.is_nothing and first,
            "page_query": QUERY if queried else "",
            "communes": options(known.gazetteer),
            "domains": DOMAINS,
            "filters": FILTERS,
            "results": RESULTS,
        }
        return render_to_string("directory/search.html", context, request)

    if not is_stranger(request):
        return draw()
    return kept(shown(request.path, request, known.edition, typed["pres"] if near else "", *facts), draw)


def _results(asked: Asked, found: Found, page: Page[Any], known: Knowledge, request: HttpRequest) -> str:
    """How many there are, what was understood, the services of the page and the map beside them."""
    narrowed = chips(asked, known.lexicon)
    made = cards(found, (page.number - 1) * SHOWN + 1, asked.address(), known)
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "query": QueryDict(asked.address().removeprefix("?")),
        "cards": SafeString("".join(card.html for card in made)),
        "points": [card.point for card in made if card.point],
        "towns": towns(known.gazetteer),
        "chips": narrowed,
        "domains": DOMAINS,
        "meaning": meaning(found, known.lexicon),
        "ways_out": [] if found.total else _ways_out(asked, narrowed, known),
    }
    return render_to_string("directory/parts/results.html", context, request)


def _found(asked: Asked, known: Knowledge) -> tuple[Found, Page[Any]]:
    """What is found, and which page of it is shown: the last one where the address asks for one beyond."""
    found = find(asked.wanted, known, SHOWN, (asked.page - 1) * SHOWN)
    paginator = Paginator(range(found.total), SHOWN)
    page = paginator.get_page(asked.page)
    if page.number != asked.page:
        found = find(asked.wanted, known, SHOWN, (page.number - 1) * SHOWN)
    return found, page


def _ways_out(asked: Asked, narrowed: list[Chip], known: Knowledge) -> list[tuple[str, str, int]]:
    """What would be found by asking one thing less: (the thing, the address, how many), the most first. The thing may
    be of another script than the page: it is isolated."""
    less = []
    if asked.typed["q"] and asked.wanted.asks:
        less.append((asked.typed["q"], asked.address(q=""), "query"))
    less += [(chip.label, chip.address, chip.ask) for chip in narrowed]
    counted = ((label, address, count(asked.wanted.without(ask), known)) for label, address, ask in less)
    ways = [(f"\u2068{label}\u2069", address, number) for label, address, number in counted if number]
    return sorted(ways, key=lambda way: -way[2])
