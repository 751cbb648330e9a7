"""The filters of a search: what there is to choose, and what was chosen, each with the address that takes it away."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from maillage.directory.enums import Level
from maillage.directory.rules import sayings
from maillage.directory.rules.domains import BY_KEY, DOMAINS
from maillage.directory.selectors.search import Knowledge
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.directory.selectors.search.reasons import SLOTS, label, level
from maillage.directory.views.asked import MOMENTS, Asked
from maillage.territory.selectors.where import Gazetteer
from maillage.ui import moments

FIRST_LANGUAGES = ("fr", "en", "ar", "uk", "fa", "prs", "ps", "tr", "es", "nl", "de")
MOST_KEPT = 128
LISTS = {
    "domains": "theme", "needs": "theme", "publics": "public", "languages": "langue", "levels": "niveau",
    "moments": "moment",
}  # fmt: skip  # of options, and the name in the address of what is chosen
FILTERS = ("theme", "public", "langue", "niveau", "moment", "quand", "ouvert", "gratuit", "garderie", "places")
Option = tuple[str, str]  # value in the address, words


class Chip(NamedTuple):
    """One thing that was asked: which field of `Wanted` it is, its words, the address without it."""

    ask: str
    label: str
    address: str


def chips(asked: Asked, lexicon: Lexicon) -> list[Chip]:
    """Everything that narrows, to be seen and taken away one by one."""
    words = {
        "terms": _theme(asked, lexicon),
        "public": label(f"t:{asked.wanted.public}", lexicon) if asked.wanted.public else "",
        "language": sayings.language_name(asked.wanted.language) if asked.wanted.language else "",
        "level": level(asked.wanted.level, lexicon) if asked.wanted.level else "",
        "moment": str(SLOTS.get(asked.wanted.moment, "")),
        "childcare": str(SLOTS["childcare"]),
        "free": str(SLOTS["free"]),
        "places": gettext("places libres"),
        "open_at": _moment(asked),
    }
    return [Chip(ask, words[ask], asked.address(**dict.fromkeys(asked.names_of(ask), ""))) for ask in asked.wanted.asks]


def filters(asked: Asked, known: Knowledge) -> SafeString:
    """The fields that narrow a search, as they were filled in."""
    typed = tuple(asked.typed[name] for name in FILTERS)
    return _drawn(get_language() or "fr", typed, asked.errors.get("quand", ""), known.index.languages, known.lexicon)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    language: str, typed: tuple[str, ...], wrong: str, languages: frozenset[str], lexicon: Lexicon
) -> SafeString:
    """Drawn once for what many choose."""
    chosen = dict(zip(FILTERS, typed, strict=True))
    offered = _offered(language, languages, lexicon)
    lists = {name: _with_chosen(listed, chosen.get(LISTS[name], "")) for name, listed in offered.items()}
    return render_to_string("directory/parts/filters.html", {**lists, "typed": chosen, "wrong": wrong})


@lru_cache(maxsize=MOST_KEPT)
def _offered(language: str, languages: frozenset[str], lexicon: Lexicon) -> dict[str, SafeString]:
    """Hundreds of options in an active `language`, the same whatever is chosen of them."""
    needs = sorted(_terms(lexicon, "need", language), key=lambda option: option[1].casefold())
    spoken = [(code, sayings.language_name(code)) for code in sorted(languages, key=_by_use)]
    return {
        "domains": _listed((domain.key, str(domain.label)) for domain in DOMAINS),
        "needs": _listed(needs),
        "publics": _listed((value, capfirst(words)) for value, words in _terms(lexicon, "public", language)),
        "languages": _listed((value, capfirst(words)) for value, words in spoken),
        "levels": _listed((value, capfirst(level(value, lexicon))) for value in Level.values),
        "moments": _listed((word, capfirst(str(SLOTS[mark]))) for word, mark in MOMENTS.items()),
    }


def _listed(options: Iterable[Option]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', options)


def _with_chosen(options: SafeString, value: str) -> SafeString:
    """The options, the one of this value selected."""
    written = f'value="{escape(value)}"'
    return SafeString(options.replace(f"{written}>", f"{written} selected>", 1)) if value else options


@lru_cache(maxsize=1)
def options(gazetteer: Gazetteer) -> SafeString:
    """The names of all communes, for the field that asks where."""
    return format_html_join("", '<option value="{}"></option>', ((commune.name,) for commune in gazetteer.communes()))


def _terms(lexicon: Lexicon, scheme: str, language: str) -> list[Option]:
    return [(key, lexicon.name(term, language)) for (kind, key), term in lexicon.terms.items() if kind == scheme]


def _by_use(code: str) -> tuple[int, str]:
    """The languages that are asked for most come first, the others by name."""
    rank = FIRST_LANGUAGES.index(code) if code in FIRST_LANGUAGES else len(FIRST_LANGUAGES)
    return rank, sayings.language_name(code).casefold()


def _theme(asked: Asked, lexicon: Lexicon) -> str:
    if asked.typed["theme"] in BY_KEY:
        return str(BY_KEY[asked.typed["theme"]].label)
    return _first(label(f"t:{term}", lexicon) for term in asked.wanted.terms)


def _first(words: Iterable[str]) -> str:
    return next(filter(None, words), "")


def _moment(asked: Asked) -> str:
    if asked.wanted.open_at is None:
        return ""
    if not asked.typed["quand"] or "quand" in asked.errors:
        return gettext("ouvert maintenant")
    return gettext("ouvert : %(moment)s") % {"moment": moments.moment(asked.wanted.open_at)}
