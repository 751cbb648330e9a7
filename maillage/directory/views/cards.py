"""Services in a list: what each card says, in the reader's language, and where it stands on the map beside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from maillage.core import clock
from maillage.directory.enums import Status
from maillage.directory.rules import doors, sayings
from maillage.directory.selectors.opening import Breaks, opening
from maillage.directory.selectors.search import Found, Knowledge
from maillage.directory.selectors.search import reasons as why
from maillage.directory.selectors.search.faces import Face, schedule_of
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer
from maillage.ui.components.signs import unbroken
from maillage.ui.maps.points import MapPoint

MOST_KEPT = 4_096
TERMS_SHOWN, LANGUAGES_SHOWN = 3, 4


@dataclass(frozen=True, slots=True)
class Written:
    """What a list shows of a service: the same as long as its key and version are, and the names that people read."""

    key: int
    version: str
    name: str
    face: Face = field(compare=False)


class Card(NamedTuple):
    """A service among the results, and where it stands on the map."""

    html: SafeString
    point: MapPoint | None


def cards(found: Found, first: int, query: str, known: Knowledge) -> list[Card]:
    """The cards of results, numbered from `first` on. `query` is the end of the address of the search, with its `?`."""
    now, base = clock.minute(), reverse("directory:search")
    today, language = clock.today(), get_language() or "fr"
    example = format_html(" <small>{}</small>", gettext("exemple"))
    made = []
    for number, result in enumerate(found.results, start=first):
        face = result.face
        place = _nearest(face, found, known.gazetteer)
        town = known.gazetteer.by_nis(place["nis"]) if place else None
        door = _door(tuple(map(tuple, face["hours"])), now, known.breaks, language)
        written = Written(result.key, result.version, face["name"], face)
        filled = {
            "number": number,
            "href": escape(f"{base}services/{face['slug']}/{query}{'&' if query else '?'}n={number}"),
            "name": escape(unbroken(face["name"])),
            "body": _drawn(written, _told(place, town), door, today, language, known.lexicon),
            "why": escape(" · ".join(why.reasons(result, found, known.lexicon))),
            "example": example if face["example"] else "",
        }
        made.append(Card(mark_safe(_frame() % filled), _point(number, face, place, town)))  # noqa: S308 - escaped above
    return made


@lru_cache(maxsize=1)
def _frame() -> str:
    """A card with holes: the same for all, and there are twenty on a page."""
    return render_to_string("directory/parts/card.html")


def _nearest(face: Face, found: Found, gazetteer: Gazetteer) -> Face | None:
    """The place of a service that a card tells: one in a commune that was named, else the first."""
    named = {commune.nis for commune in found.communes}
    return next((place for place in face["at"] if place["nis"] in named), next(iter(face["at"]), None))


@lru_cache(maxsize=MOST_KEPT)
def _door(hours: tuple[Any, ...], at: datetime, breaks: Breaks, language: str | None) -> tuple[str, str, str]:
    """What hangs on a door at a minute, said once in each `language`."""
    sign = doors.door_sign(opening(map(schedule_of, hours), at, breaks))
    return (sign.tone, sign.sign, sign.words)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    written: Written, where: str, door: tuple[str, str, str], today: date, language: str, lexicon: Lexicon
) -> SafeString:
    """The body of a card, drawn once for each active `language` on a day: what is fresh or free changes with it."""
    face = written.face
    spoken = [sayings.language_name(code) for code in face["languages"]]
    body = {
        "operator": face["operator"],
        "what": _listed(_needs(face["terms"], language, lexicon)[:TERMS_SHOWN]),
        "where": where,
        "door": door,
        "languages": _listed(spoken[:LANGUAGES_SHOWN]),
        "more_languages": max(0, len(spoken) - LANGUAGES_SHOWN),
        "levels": _listed(why.level(level, lexicon) for level in face["levels"]),
        "price": "" if face["cents"] is None else sayings.money(face["cents"]),
        "childcare": bool(face["childcare"]),
        "places": _places(face["capacity"], today),
        "fresh": sayings.freshness(_day(face["assured"])),
        "paused": face["status"] != Status.ACTIVE,
        "alert": face["alert"],
    }
    return render_to_string("directory/parts/card_body.html", body)


def _needs(terms: Iterable[int], language: str, lexicon: Lexicon) -> list[str]:
    """What a service is for, in the reader's words: its needs, or its themes where nobody said which."""
    by_scheme = {
        scheme: [key for key in terms if lexicon.scheme.get(f"t:{key}") == scheme] for scheme in ("need", "theme")
    }
    return [lexicon.name(key, language) for key in by_scheme["need"] or by_scheme["theme"]]


def _listed(words: Iterable[str]) -> str:
    return gettext(", ").join(words)


def _told(place: Face | None, town: Municipality | None) -> str:
    """« Rue de l’Exemple 1, 5500 Dinant »; of a confidential place its commune and that it is."""
    if place is None:
        return ""
    name = town.name if town else ""
    if place["hidden"]:
        return gettext("%(town)s (adresse confidentielle)") % {"town": name}
    village = place["locality"]
    written = name if not village or village == name else f"{village} ({name})" if name else village
    return ", ".join(filter(None, [place["address"], " ".join(filter(None, [place["postcode"], written]))]))


def _places(told: Face | None, today: date) -> tuple[str, str]:
    """A tone and words: how many places are left, as far as that is still worth something."""
    if not told or told["free"] is None:
        return ("", "")
    until, free, weeks = _day(told["until"]), told["free"], told["weeks"]
    if until and until < today:
        return ("muted", gettext("Places : à vérifier"))
    if free:
        return ("good", ngettext("%(n)s place libre", "%(n)s places libres", free) % {"n": free})
    if weeks:
        return ("warn", gettext("Complet, attente : %(weeks)s") % {"weeks": sayings.counted(weeks, "week")})
    return ("warn", gettext("Complet"))


def _point(number: int, face: Face, place: Face | None, town: Municipality | None) -> MapPoint | None:
    """Where a card stands on the map; a place without a point of its own in the middle of its commune."""
    if place is None:
        return None
    name = town.name if town else ""
    point = place["point"] or (town and town.point)
    if not point:
        return None
    label = gettext(", ").join(filter(None, [face["name"], name]))
    shape, tone = "area" if place["hidden"] else "point", "river" if place["point"] or place["hidden"] else "muted"
    return MapPoint(point[0], point[1], label, f"#service-{number}", number, tone, shape, name)


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
