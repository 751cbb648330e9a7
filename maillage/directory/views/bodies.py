"""The body of a card: what a service is for, whose it is, when, where, in which languages, and how sure that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from html import escape  # Django's does the same, and looks for lazy texts, of which there are none here

from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from maillage.directory.enums import Status
from maillage.directory.rules import sayings
from maillage.directory.selectors.search import reasons as why
from maillage.directory.selectors.search.faces import Face, day_of
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.ui.components.signs import badge, icon

MOST_KEPT = 4_096
TERMS_SHOWN, LANGUAGES_SHOWN = 3, 4
FACT = '<div class="fact">%s<dt>%s</dt><dd>%%s</dd></div>'
Door = tuple[str, str, str]  # tone, sign, words


@dataclass(frozen=True, slots=True)
class Written:
    """What a list shows of a service: the same as long as its key and version are, and the names that people read."""

    key: int
    version: str
    name: str
    face: Face = field(compare=False)


@lru_cache(maxsize=MOST_KEPT)
def drawn(written: Written, where: str, door: Door, today: date, language: str, lexicon: Lexicon) -> str:
    """The body of a card, drawn once for each active `language` on a day: what is fresh or free changes with it."""
    face = written.face
    what = escape(capfirst(_listed(_needs(face["terms"], language, lexicon)[:TERMS_SHOWN])))
    fresh = sayings.freshness(day_of(face["assured"]))
    filled = {
        "what": f"<strong>{what}</strong><br>" if what else "",
        "operator": escape(face["operator"]),
        "alert": _alert(face["alert"]),
        "signs": _signs(face, door, today),
        "facts": "".join(_facts(face, where, language, lexicon)),
        "tone": fresh.tone,
        "fresh": escape(fresh.words),
    }
    return _frame() % filled


@lru_cache(maxsize=1)
def _frame() -> str:
    """A body with holes: the same for all."""
    return render_to_string("directory/parts/card_body.html")


def _alert(text: str) -> str:
    sign = icon("warning", size="small")
    return f'<p class="find__alert">{sign} <bdi lang="fr">{escape(text)}</bdi></p>' if text else ""


def _signs(face: Face, door: Door, today: date) -> str:
    """Whether one may come, and whether a place is left."""
    paused = face["status"] != Status.ACTIVE
    said = badge("warn", gettext("En pause")) if paused else badge(door[0], door[2], sign=door[1])
    tone, words = _places(face["capacity"], today)
    return f"{said} {badge(tone, words, sign='ticket')}" if words else said


def _facts(face: Face, where: str, language: str, lexicon: Lexicon) -> Iterator[str]:
    """Where, in which languages, for which levels, for how much: each as far as it is known."""
    fact = _fact_frames(language)
    if where:
        yield fact["place"] % f'<bdi lang="fr">{escape(where)}</bdi>'
    if face["languages"]:
        yield fact["language"] % escape(_spoken(face["languages"]))
    if face["levels"]:
        yield fact["book"] % escape(_listed(why.level(level, lexicon) for level in face["levels"]))
    if face["cents"] is not None:
        yield fact["euro"] % escape(capfirst(sayings.money(face["cents"])))
    if face["childcare"]:
        yield fact["child"] % escape(gettext("Avec garderie"))


@cache
def _fact_frames(language: str) -> dict[str, str]:
    """The facts of a card by their signs, with a hole for what is told; drawn once for each active `language`."""
    names = {
        "place": gettext("Où"),
        "language": gettext("Langues parlées"),
        "book": gettext("Niveaux"),
        "euro": gettext("Prix"),
        "child": gettext("Garderie"),
    }
    return {sign: FACT % (icon(sign), escape(name)) for sign, name in names.items()}


def _spoken(codes: list[str]) -> str:
    """« français, arabe et 2 autres langues »."""
    named = _listed(map(sayings.language_name, codes[:LANGUAGES_SHOWN]))
    more = len(codes) - LANGUAGES_SHOWN
    if more <= 0:
        return named
    return f"{named} " + ngettext("et %(n)s autre langue", "et %(n)s autres langues", more) % {"n": more}


def _needs(terms: Iterable[int], language: str, lexicon: Lexicon) -> list[str]:
    """What a service is for, in the reader's words: its needs, or its themes where nobody said which."""
    by_scheme = {
        scheme: [key for key in terms if lexicon.scheme.get(f"t:{key}") == scheme] for scheme in ("need", "theme")
    }
    return [lexicon.name(key, language) for key in by_scheme["need"] or by_scheme["theme"]]


def _listed(words: Iterable[str]) -> str:
    return gettext(", ").join(words)


def _places(told: Face | None, today: date) -> tuple[str, str]:
    """A tone and words: how many places are left, as far as that is still worth something."""
    if not told or told["free"] is None:
        return ("", "")
    until, free, weeks = day_of(told["until"]), told["free"], told["weeks"]
    if until and until < today:
        return ("muted", gettext("Places : à vérifier"))
    if free:
        return ("good", ngettext("%(n)s place libre", "%(n)s places libres", free) % {"n": free})
    if weeks:
        return ("warn", gettext("Complet, attente : %(weeks)s") % {"weeks": sayings.counted(weeks, "week")})
    return ("warn", gettext("Complet"))
