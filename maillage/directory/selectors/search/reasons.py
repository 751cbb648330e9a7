"""Why a service is among the results, in the reader's language: « à 4 km de Dinant », « A1 », « garderie »."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from maillage.directory.enums import Scheme
from maillage.directory.rules import sayings
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.directory.selectors.search.ranking import Found, Result

SLOTS = {
    "time.monday": gettext_lazy("le lundi"),
    "time.tuesday": gettext_lazy("le mardi"),
    "time.wednesday": gettext_lazy("le mercredi"),
    "time.thursday": gettext_lazy("le jeudi"),
    "time.friday": gettext_lazy("le vendredi"),
    "time.saturday": gettext_lazy("le samedi"),
    "time.sunday": gettext_lazy("le dimanche"),
    "time.morning": gettext_lazy("le matin"),
    "time.afternoon": gettext_lazy("l’après-midi"),
    "time.evening": gettext_lazy("le soir"),
    "time.weekend": gettext_lazy("le week-end"),
    "free": gettext_lazy("gratuit"),
    "childcare": gettext_lazy("garderie"),
}


def reasons(result: Result, found: Found, lexicon: Lexicon) -> list[str]:
    """Where the service is, seen from the place that was named, and what of the query it has, the weightiest first."""
    told = [place(result, found)] if result.kilometres is not None else []
    return list(dict.fromkeys(filter(None, [*told, *labels(result.marks, lexicon)])))


def place(result: Result, found: Found) -> str:
    """« à Dinant », « à 4 km de Dinant », « à 4 km »; nothing where nobody knows."""
    if result.kilometres is None:
        return ""
    town = found.communes[0].name if found.communes else ""
    if result.kilometres == 0 and town:
        return gettext("à %(town)s") % {"town": town}
    if not town:
        return sayings.far(result.kilometres)
    distance = max(1, round(result.kilometres))
    return ngettext("à %(n)s km de %(town)s", "à %(n)s km de %(town)s", distance) % {"n": distance, "town": town}


def label(mark: str, lexicon: Lexicon) -> str:
    """How a mark is said to the reader; words of the records are not."""
    return _label(mark, lexicon, get_language() or "fr")


@lru_cache(maxsize=4_096)
def _label(mark: str, lexicon: Lexicon, language: str) -> str:
    """Said once in each `language`."""
    kind, _colon, rest = mark.partition(":")
    if kind == "t":
        return lexicon.name(int(rest), language)
    if kind == "level":
        return level(rest, lexicon)
    if kind == "lang":
        return sayings.language_name(rest)
    return str(SLOTS.get(mark, ""))


def labels(marks: Iterable[str], lexicon: Lexicon) -> list[str]:
    """What marks say, each once; a theme only where no need says it more exactly."""
    said = list(marks)
    if any(lexicon.scheme.get(mark) == Scheme.NEED for mark in said):
        said = [mark for mark in said if lexicon.scheme.get(mark) != Scheme.THEME]
    return list(dict.fromkeys(filter(None, (label(mark, lexicon) for mark in said))))


def level(key: str, lexicon: Lexicon) -> str:
    """The name of a level of French: « alpha 2 », « A1 »."""
    return lexicon.name(lexicon.terms.get(("level", key), 0), get_language() or "fr") or key
