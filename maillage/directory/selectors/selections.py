"""What a directory or a map holds: one row for each published service at each of its places, as arrays.

Each process keeps what it worked out as long as no record changed (the index of the search says so), and drops all of
it at the first change.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from maillage.directory.enums import Status
from maillage.directory.models import CourseOffer, Directory, LegendEntry, OperatorMap, Program, Service, Term
from maillage.directory.models.selections import Selection
from maillage.directory.selectors.search import Knowledge, Wanted
from maillage.directory.selectors.search.index import Index
from maillage.directory.selectors.search.wanted import fitting
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

Kept = TypeVar("Kept")
Chosable = TypeVar("Chosable", bound=Selection)
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Chosen:
    """Rows, in order of the name of the service, then of its places; a service without a place has one row.

    `numbers`: the service's number in the index, `services`: its key; `nth`: which of its places (-1: none);
    `communes`: NIS code; `points`: latitude and longitude (degrees, WGS 84), of the commune where the place has none of
    its own (`exact` False) and NaN where not even that is known; `categories`: which line of the legend, as many as
    there are lines for none of them.
    """

    numbers: NDArray[np.int64]
    services: NDArray[np.int64]
    nth: NDArray[np.int64]
    communes: NDArray[np.str_]
    points: NDArray[np.float64]
    exact: NDArray[np.bool_]
    categories: NDArray[np.int16]

    @cached_property
    def size(self) -> int:
        """How many services there are."""
        return len(np.unique(self.services))

    @cached_property
    def located(self) -> NDArray[np.bool_]:
        """Which rows are somewhere."""
        return ~np.isnan(self.points[:, 0])


@dataclass
class _Shelf:
    """What was worked out from one index."""

    index: Index | None = None
    things: dict[Any, Any] = field(default_factory=dict)


MOST_KEPT = 2_048
_shelf = _Shelf()


def kept(index: Index, key: tuple[Any, ...], make: Callable[[], Kept]) -> Kept:
    """What `make` gives, made once for this `index`; all is dropped with the index it was made from."""
    global _shelf  # noqa: PLW0603 - one per process, exchanged whole
    shelf = _shelf
    if shelf.index is not index:
        shelf = _shelf = _Shelf(index)
    if key in (things := shelf.things):
        found: Kept = things[key]
        return found
    made = make()
    if len(things) >= MOST_KEPT:
        shelf.things = {}  # whoever reads the old ones reads on
    shelf.things[key] = made
    return made


def find(model: type[Chosable], user: Any, slug: str, known: Knowledge) -> Chosable | None:
    """The directory or the map at this address, with its words and its legend; None when there is none `user` may see.

    One query; what hangs on it is read again when it, a term or a record changes.
    """
    row = model._default_manager.visible_to(user).filter(slug=slug).values_list("pk", "modified_at").first()
    if row is None:
        return None
    key = ("selection", model._meta.model_name, *row, known.lexicon)
    return kept(known.index, key, lambda: _whole(model).get(pk=row[0]))


def listed(model: type[Chosable], user: Any) -> list[Chosable]:
    """The directories or the maps that `user` may see, in order, with their words."""
    return list(_whole(model).filter(pk__in=model._default_manager.visible_to(user)))


def named(model: type[Chosable], user: Any) -> list[Chosable]:
    """The same with their words alone: two queries."""
    return list(model._default_manager.visible_to(user).prefetch_related("words"))


def _whole(model: type[Chosable]) -> QuerySet[Chosable]:
    below = ["words", "terms", "programs", "municipalities"]
    return model._default_manager.prefetch_related(*below, *(["legend__term__words"] if model is OperatorMap else []))


def chosen(selection: Selection, known: Knowledge) -> Chosen:
    """The rows of a selection. `selection` must have its `legend` at hand where it is a map."""
    key = (
        "chosen",
        selection._meta.model_name,
        selection.pk,
        selection.modified_at,
        known.gazetteer.day,
        known.lexicon,
    )
    return kept(known.index, key, lambda: _rows(selection, known))


def chosen_by(thing: Any) -> list[Selection]:
    """The directories and maps whose filter names a term, a programme or a commune."""
    fields = {Term: "terms", Program: "programs", Municipality: "municipalities"}
    name = fields.get(type(thing))
    if name is None:
        return []
    models: tuple[type[Selection], ...] = (Directory, OperatorMap)
    return [one for model in models for one in _whole(model).filter(**{name: thing.pk})]


def services_of(selection: Selection) -> QuerySet[Service]:
    """The published services that a selection holds, each once, by name; none that exists no more."""
    found = Service.objects.filter(live=True, organization__live=True).exclude(status=Status.DEFUNCT)
    by_scheme: dict[str, list[int]] = {}
    for term in selection.terms.all():
        by_scheme.setdefault(term.scheme, []).append(term.pk)
    for keys in by_scheme.values():
        found = found.filter(pk__in=_with_terms(keys))
    if selection.tags:
        found = found.filter(pk__in=_with_tags(selection.tags))
    if programs := [program.pk for program in selection.programs.all()]:
        found = found.filter(program__in=programs)
    if selection.accreditations:
        found = found.filter(organization__accreditations__kind__in=selection.accreditations)
    if communes := [commune.pk for commune in selection.municipalities.all()]:
        found = found.filter(service_at_locations__location__municipality__in=communes)
    return found.distinct().order_by("name", "pk")


def fitting_rows(rows: Chosen, wanted: Wanted, known: Knowledge) -> Mask:
    """Which rows have what a reader asks for (language, level…); a commune keeps the places that are there."""
    mask = fitting(wanted, known.index, known.breaks)[rows.numbers]
    return mask & (rows.communes == wanted.commune.nis) if wanted.commune else mask


def _with_terms(keys: list[int]) -> QuerySet[Any, int]:
    return Service.terms.through.objects.filter(term__in=keys).order_by().values_list("service_id", flat=True)


def _with_tags(tags: list[str]) -> list[int]:
    """Lists of tags are JSON, which databases search each in their way: they are few, and read here."""
    told = CourseOffer.objects.exclude(tags=[]).order_by("pk").values_list("service_id", "tags")
    return [key for key, given in told if set(given) & set(tags)]


def _rows(selection: Selection, known: Knowledge) -> Chosen:
    index = known.index
    keys = np.array(services_of(selection).values_list("pk", flat=True), np.int64)
    numbers = np.flatnonzero(index.alive & np.isin(index.keys, keys))
    at = np.flatnonzero(np.isin(index.place_of, numbers))
    placed = index.place_of[at].astype(np.int64)
    bare = np.setdiff1d(numbers, placed)
    own = np.concatenate([placed, bare])
    nth = np.concatenate([_nth(placed), np.full(len(bare), -1, np.int64)])
    communes = np.concatenate([index.communes[at], np.full(len(bare), "", index.communes.dtype)])
    points = np.concatenate([index.points[at], np.full((len(bare), 2), np.nan)])
    by_name = np.empty(len(index.keys), np.int64)
    by_name[numbers] = _ranks(index.keys[numbers], keys)
    order = np.lexsort((nth, by_name[own]))
    if within := [commune.nis for commune in selection.municipalities.all()]:
        order = order[np.isin(communes[order], within)]
    own, communes = own[order], communes[order]
    points, exact = _points(points[order], communes, known.gazetteer)
    lines = list(selection.legend.all()) if isinstance(selection, OperatorMap) else []
    return Chosen(
        numbers=own,
        services=index.keys[own],
        nth=nth[order],
        communes=communes,
        points=points,
        exact=exact,
        categories=_categories(index.keys[own], lines),
    )


def _ranks(keys: NDArray[np.int64], in_order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each key stands in a list of them."""
    sorter = np.argsort(in_order)
    return sorter[np.searchsorted(in_order, keys, sorter=sorter)]


def _nth(owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each place which of its service's it is: 0, 1… Places of one service follow one another."""
    _owners, firsts, counts = np.unique(owners, return_index=True, return_counts=True)
    return np.arange(len(owners)) - np.repeat(firsts, counts)


def _points(
    own: NDArray[np.float64], communes: NDArray[np.str_], gazetteer: Gazetteer
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Each place's own point, else that of its commune; and whether it is its own."""
    exact = ~np.isnan(own[:, 0])
    points = own.copy()
    for nis in np.unique(communes[~exact]):
        town = gazetteer.by_nis(str(nis))
        if town and town.point:
            points[~exact & (communes == nis)] = town.point
    return points, exact


def _categories(services: NDArray[np.int64], lines: list[LegendEntry]) -> NDArray[np.int16]:
    """For each row the first line of the legend that fits its service."""
    found = np.full(len(services), len(lines), np.int16)
    for number, line in reversed(list(enumerate(lines))):
        keys = list(_with_terms([line.term_id])) if line.term_id else _with_tags([line.tag])
        found[np.isin(services, np.array(keys, np.int64))] = number
    return found
