"""A directory or a map as a list: what the address asks for, rows in order, what there is to choose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

import numpy as np
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.directory.enums import Level, Status
from maillage.directory.models.selections import Selection
from maillage.directory.rules import addresses, doors, sayings
from maillage.directory.selectors.listing import SORTS, Numbers, Row, rows_of, shown
from maillage.directory.selectors.search import Knowledge, Wanted
from maillage.directory.selectors.search.faces import Face, day_of
from maillage.directory.selectors.search.reasons import level
from maillage.directory.selectors.selections import chosen
from maillage.directory.views import asked as address
from maillage.directory.views.cards import door_of
from maillage.directory.views.choices import FIRST_LANGUAGES

SHOWN = 50
FILTERS = ("commune", "langue", "niveau", "public", "signe", "pres")
WITHOUT_FIELD = ("public", "signe", "pres", "tri")


class Sort(NamedTuple):
    """One way to put the list in order: its word in addresses, its name, the address, whether it is the one in use."""

    key: str
    label: str
    href: str
    used: bool


@dataclass(frozen=True)
class Listing:
    """`typed`: what the address says, by name; `errors`: what of it is wrong; `numbers`: the rows, in order."""

    selection: Selection
    typed: dict[str, str]
    errors: dict[str, str]
    suggestions: tuple[str, ...]
    wanted: Wanted
    sort: str
    numbers: Numbers
    services: int
    known: Knowledge

    def address(self, **changes: str) -> str:
        """The end of the address with these changes: `?commune=Dinant`, or nothing. The page is not kept."""
        said = urlencode({name: value for name, value in (self.typed | changes).items() if value})
        return f"?{said}" if said else ""

    @property
    def narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(self.typed[name] for name in FILTERS)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was chosen and has no field in the form: the next choice does not lose it."""
        names = [name for name in WITHOUT_FIELD if self.typed[name] and name not in self.errors]
        return [(name, self.typed[name]) for name in names]

    @property
    def remarks(self) -> list[str]:
        """What is wrong, but for the commune, which says it beside its field; each once."""
        return list(dict.fromkeys(words for name, words in self.errors.items() if name != "commune"))

    @property
    def query(self) -> QueryDict:
        """What the pages of the list keep in their addresses."""
        return QueryDict(self.address().removeprefix("?"))

    def page(self, number: str) -> Page[Any]:
        """One page of the numbers; the last one beyond it."""
        return Paginator(self.numbers, SHOWN).get_page(number or 1)

    def items_of(self, page: Page[Any]) -> list["Item"]:
        """What a page shows."""
        return self.items(np.asarray(page.object_list, np.int64))

    def items(self, numbers: Numbers) -> list["Item"]:
        """What the list says of rows: one query."""
        return [_item(row, self) for row in shown(self.selection, numbers, self.wanted, self.known)]

    def sorts(self) -> list[Sort]:
        """The ways to put it in order; by distance only from somewhere."""
        names = {
            "commune": _("par commune"),
            "nom": _("par nom"),
            "confirme": _("confirmés d’abord"),
            "distance": _("les plus proches d’abord"),
        }
        ways = [way for way in SORTS if way != "distance" or self.wanted.near]
        return [Sort(way, names[way], self.address(tri=way), way == self.sort) for way in ways]


class Item(NamedTuple):
    """One row in words. `group`: the name of its commune; `category`: its line in the legend; `point`: latitude and
    longitude in degrees (NaN where unknown), its own if `exact`, else of its commune; `hidden`: its address is not told."""

    key: str
    name: str
    href: str
    operator: str
    group: str
    where: str
    far: str
    phone: str
    languages: str
    levels: str
    door: doors.DoorSign
    fresh: sayings.Freshness
    category: int
    located: bool
    point: tuple[float, float]
    exact: bool
    hidden: bool
    example: bool
    alert: str


def read(get: Mapping[str, str], selection: Selection, legend: Mapping[str, int], known: Knowledge) -> Listing:
    """The rows that `request.GET` asks for. `legend`: the lines of the legend by key."""
    asked = address.read({name: get.get(name, "") for name in FILTERS}, known)
    typed = {name: asked.typed.get(name, "") for name in FILTERS}
    errors = dict(asked.errors)
    typed["signe"] = get.get("signe", "")[:40]
    if typed["signe"] and typed["signe"] not in legend:
        errors["signe"] = _("Ce choix n’existe pas ici : nous l’avons laissé de côté.")
    sort = get.get("tri", "")
    default = "distance" if asked.wanted.near else "commune"
    used = sort if sort in SORTS and (sort != "distance" or asked.wanted.near) else default
    typed["tri"] = used if used != default else ""
    wanted = replace(asked.wanted, query="")
    numbers = rows_of(selection, wanted, legend.get(typed["signe"]), used, known)
    services = len(set(chosen(selection, known).services[numbers].tolist()))
    return Listing(selection, typed, errors, asked.suggestions, wanted, used, numbers, services, known)


def choices(selection: Selection, known: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """What there is to choose here: communes, languages and levels that some row has, in the reader's words."""
    rows, index = chosen(selection, known), known.index
    held = set(rows.numbers.tolist())

    def there(mark: str) -> bool:
        return not held.isdisjoint(index.of(mark).numbers.tolist())

    towns = [known.gazetteer.by_nis(nis) for nis in sorted(set(rows.communes.tolist()))]
    codes = [code for code in index.languages if there(f"lang:{code}")]
    return {
        "communes": sorted((town.name, town.name) for town in towns if town),
        "languages": sorted(
            ((code, sayings.language_name(code)) for code in codes),
            key=lambda one: (one[0] not in FIRST_LANGUAGES, one[1].casefold()),
        ),
        "levels": [(value, level(value, known.lexicon)) for value in Level.values if there(f"level:{value}")],
    }


def _item(row: Row, listing: Listing) -> Item:
    face, place, known = row.face, row.place, listing.known
    town = known.gazetteer.by_nis(place["nis"]) if place else None
    rows = chosen(listing.selection, known)
    return Item(
        key=row_key(face["slug"], int(rows.nth[row.number])),
        name=face["name"],
        href=reverse("directory:service", args=[face["slug"]]),
        operator=face["operator"],
        group=town.name if town else "",
        where=addresses.of_face(place, town.name if town else ""),
        far="" if row.kilometres is None else sayings.far(row.kilometres),
        phone=face["phone"],
        languages=_(", ").join(sayings.language_name(code) for code in face["languages"]),
        levels=_(", ").join(level(value, known.lexicon) for value in face["levels"]),
        door=_door(face, known),
        fresh=sayings.freshness(day_of(face["assured"])),
        category=int(rows.categories[row.number]),
        located=bool(rows.located[row.number]),
        point=(float(rows.points[row.number, 0]), float(rows.points[row.number, 1])),
        exact=bool(rows.exact[row.number]),
        hidden=bool(place and place["hidden"]),
        example=face["example"],
        alert=face["alert"],
    )


def _door(face: Face, known: Knowledge) -> doors.DoorSign:
    """What hangs on the door of a service; of one that is paused that it is, whatever its hours."""
    if face["status"] != Status.ACTIVE:
        return doors.DoorSign("warn", "warning", _("En pause"))
    return door_of(face, known)


def row_key(slug: str, nth: int) -> str:
    """What a row is known by, in the list and on the map: the service, and which of its places (0: it has none)."""
    return f"{slug}-{nth + 1}"
