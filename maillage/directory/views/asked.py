"""What the address of a search says: words, a place, filters, a page. Nothing it may say is an error of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from maillage.core import clock
from maillage.directory.enums import Level
from maillage.directory.rules.domains import BY_KEY
from maillage.directory.selectors.search import Knowledge, Wanted
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

LONGEST = 300  # letters of a query; what comes after is not read
# Words in addresses are French, and the same in every language.
MOMENTS = {
    "matin": "time.morning",
    "apres-midi": "time.afternoon",
    "soir": "time.evening",
    "week-end": "time.weekend",
    "lundi": "time.monday",
    "mardi": "time.tuesday",
    "mercredi": "time.wednesday",
    "jeudi": "time.thursday",
    "vendredi": "time.friday",
    "samedi": "time.saturday",
    "dimanche": "time.sunday",
}
CHECKS = {"garderie": "childcare", "gratuit": "free", "places": "places"}
NAMES = ("q", "commune", "pres", "theme", "public", "langue", "niveau", "moment", *CHECKS, "ouvert", "quand")
NAME_OF = {
    "terms": "theme", "public": "public", "language": "langue", "level": "niveau", "moment": "moment",
    "childcare": "garderie", "free": "gratuit", "places": "places",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """`typed`: each value as it was written, to be shown again; `errors`: what is wrong, by name; `wanted`: what is right."""

    typed: dict[str, str]
    wanted: Wanted
    page: int = 1
    errors: dict[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was asked at all."""
        return not any(self.typed.values())

    @property
    def remarks(self) -> list[str]:
        """What is wrong and is not told beside a field; each once."""
        return list(dict.fromkeys(words for name, words in self.errors.items() if name not in {"commune", "quand"}))

    def address(self, **changes: Any) -> str:
        """The same, changed, as the end of an address: `?q=cours&commune=Dinant`, or nothing. The page is not kept."""
        said = urlencode({name: value for name, value in (self.typed | changes).items() if value})
        return f"?{said}" if said else ""

    def names_of(self, ask: str) -> tuple[str, ...]:
        """The names in the address that ask a thing."""
        return ("ouvert", "quand") if ask == "open_at" else (NAME_OF[ask],)


def read(get: Mapping[str, str], known: Knowledge) -> Asked:
    """What `request.GET` asks, as far as it can be understood."""
    typed = {name: " ".join(get.get(name, "").replace("\x00", "").split())[:LONGEST] for name in NAMES}
    errors: dict[str, str] = {}
    gazetteer, lexicon = known.gazetteer, known.lexicon
    commune, suggestions = _commune(typed["commune"], gazetteer, errors)
    near = None if commune else _point(typed["pres"], errors)
    wanted = Wanted(
        query=typed["q"],
        terms=_terms(typed["theme"], lexicon, errors),
        public=lexicon.terms.get(("public", typed["public"])),
        language=typed["langue"] if f"lang:{typed['langue']}" in lexicon.languages else "",
        level=next((level for level in Level.values if level.casefold() == typed["niveau"].casefold()), ""),
        moment=MOMENTS.get(typed["moment"], ""),
        open_at=_instant(typed, errors),
        commune=commune,
        near=near,
        **{name: bool(typed[word]) for word, name in CHECKS.items()},
    )
    for name, value in (
        ("public", wanted.public),
        ("langue", wanted.language),
        ("niveau", wanted.level),
        ("moment", wanted.moment),
    ):
        if typed[name] and not value:
            errors[name] = _("Ce choix n’existe pas ici : nous l’avons laissé de côté.")
    return Asked(typed, wanted, _page(get.get("page", "")), errors, suggestions)


def _commune(text: str, gazetteer: Gazetteer, errors: dict[str, str]) -> tuple[Municipality | None, tuple[str, ...]]:
    """The commune that a NIS code, a name, a locality or a postcode means; else what it may have meant."""
    if not text:
        return None, ()
    found = gazetteer.by_nis(text) or gazetteer.commune(text)
    if found:
        return found, ()
    shared = gazetteer.of_postcode(text)
    names = [one.name for one in shared] or [f"{one.name}" for one in gazetteer.suggest(text)]
    errors["commune"] = _(
        "Nous ne connaissons pas « %(place)s ». Écrivez une commune, un village ou un code postal."
    ) % {"place": text}
    return None, tuple(dict.fromkeys(names))


def _point(text: str, errors: dict[str, str]) -> tuple[float, float] | None:
    """`50.46,4.87` as degrees."""
    if not text:
        return None
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = 1000.0
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return latitude, longitude
    errors["pres"] = _("Cette position ne se lit pas. Écrivez plutôt une commune.")
    return None


def _terms(text: str, lexicon: Lexicon, errors: dict[str, str]) -> tuple[int, ...]:
    """One of the eight domains, a theme or a need, by its key."""
    if not text:
        return ()
    wanted = BY_KEY[text].terms if text in BY_KEY else (("theme", text), ("need", text))
    found = tuple(lexicon.terms[key] for key in wanted if key in lexicon.terms)
    if not found:
        errors["theme"] = _("Ce choix n’existe pas ici : nous l’avons laissé de côté.")
    return found


def _instant(typed: dict[str, str], errors: dict[str, str]) -> datetime | None:
    """Now, or a moment of the wall clock of here (an hour that does not exist is the one that clocks show then)."""
    if typed["quand"]:
        try:
            planned = parse_datetime(typed["quand"].replace("\u2011", "-"))  # as the example is written from the right
        except ValueError:
            planned = None
        if planned is not None and 1 < planned.year < 9999:
            return planned if planned.tzinfo else timezone.make_aware(planned)
        errors["quand"] = _("Écrivez une date et une heure, comme 2027-01-15 14:00.")
    return clock.minute() if typed["ouvert"] else None


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
