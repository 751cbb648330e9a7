"""The documents of all services turned round: by mark, the services that have it, as arrays that a processor adds fast.

Each process keeps one, asks the database one thing at each search (did anything change?), and reads again only the
documents that changed. An index is never altered: a search that began on one ends on it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Count, Max
from numpy.typing import NDArray

from maillage.directory.models import SearchChange, SearchDocument

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]
CHUNK = 2_000  # documents read at once
WORTH_READING_ALL, MOST_DEAD = 0.2, 0.5  # of all documents: changed at once, or dead, from where on all is read anew
MOST_SHOWN = 4_096  # faces kept, some 3 kB each
NEVER, ALWAYS = 0, date.max.toordinal()


class Posting(NamedTuple):
    """The services that have a mark, by number in growing order, and how much of each it is."""

    numbers: Numbers
    weights: Weights


class Written(NamedTuple):
    """What a document says of a service to who sees it in a list; the same as long as `version` is."""

    version: str
    face: dict[str, Any]


NOWHERE = Posting(np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True, eq=False)  # each is one of its own: what is reckoned of it is kept with it
class Index:
    """Services by number (0, 1, …). A service that is written anew gets a new number; the old one is not `alive` any more.

    `place_of`: for each place the number of its service; `communes`, `points` (latitude, longitude in degrees, NaN where
    unknown or confidential): one row for each place. `free_until`: last day (ordinal) on which places are known to be
    left, NEVER where none are. `assured`: the day a person last stood for the record, or NEVER.
    """

    keys: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    alive: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    assured: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    free_until: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    place_of: Numbers = field(default_factory=lambda: np.empty(0, np.int32))
    communes: NDArray[np.str_] = field(default_factory=lambda: np.empty(0, "U5"))
    points: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    postings: dict[str, Posting] = field(default_factory=dict)
    hours: dict[tuple[Any, ...], Numbers] = field(default_factory=dict)
    shown: dict[int, Written] = field(default_factory=dict)  # by number, read lately; one for all that come of an index

    @cached_property
    def size(self) -> int:
        """How many services there are."""
        return int(self.alive.sum())

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words of records."""
        return frozenset(mark[2:] for mark in self.postings if mark.startswith("w:"))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The codes of all languages that are spoken somewhere."""
        return frozenset(mark[5:] for mark in self.postings if mark.startswith("lang:"))

    def of(self, mark: str) -> Posting:
        """Who has a mark; numbers of services that are no longer alive among them."""
        return self.postings.get(mark, NOWHERE)

    def written(self, numbers: Iterable[int]) -> dict[int, Written]:
        """What a list shows of some services, by number: read from their documents when it is first asked for."""
        wanted = [int(number) for number in numbers]
        if len(self.shown) + len(wanted) > MOST_SHOWN:
            self.shown.clear()
        if keys := {int(self.keys[number]): number for number in wanted if number not in self.shown}:
            documents = SearchDocument.objects.filter(service_key__in=list(keys))
            for key, version, face in documents.values_list("service_key", "version", "face"):
                face["hours"] = tuple(map(tuple, face["hours"]))  # what doors are told by is looked up by it
                self.shown[keys[key]] = Written(version, face)
        return self.shown

    def without(self, keys: Iterable[int]) -> "Index":
        """The same, but for the services with these keys."""
        return replace(self, alive=self.alive & ~np.isin(self.keys, list(keys)))

    def with_documents(self, documents: Iterable[tuple[int, dict[str, float], dict[str, Any]]]) -> "Index":
        """The same, and these services: (key, marks, face)."""
        new = _Gathered(len(self.keys))
        for key, marks, face in documents:
            new.add(key, marks, face)
        return Index(
            keys=np.concatenate([self.keys, np.array(new.keys, np.int64)]),
            alive=np.concatenate([self.alive, np.ones(len(new.keys), np.bool_)]),
            assured=np.concatenate([self.assured, np.array(new.assured, np.int32)]),
            free_until=np.concatenate([self.free_until, np.array(new.free_until, np.int32)]),
            place_of=np.concatenate([self.place_of, np.array(new.place_of, np.int32)]),
            communes=np.concatenate([self.communes, np.array(new.communes, "U5")]),
            points=np.concatenate([self.points, np.array(new.points, np.float64).reshape(-1, 2)]),
            postings=self.postings | {mark: self._longer(mark, *more) for mark, more in new.postings.items()},
            shown=self.shown,
            hours=self.hours | {line: self._later(line, more) for line, more in new.hours.items()},
        )

    def _longer(self, mark: str, numbers: "array[int]", weights: "array[float]") -> Posting:
        old = self.of(mark)
        return Posting(
            np.concatenate([old.numbers, np.array(numbers, np.int32)]),
            np.concatenate([old.weights, np.array(weights, np.float32)]),
        )

    def _later(self, line: tuple[Any, ...], numbers: "array[int]") -> Numbers:
        return np.concatenate([self.hours.get(line, NOWHERE.numbers), np.array(numbers, np.int32)])


class _Gathered:
    """Documents on their way into an index, as lists that grow."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.keys = array("q")
        self.assured, self.free_until, self.place_of = array("i"), array("i"), array("i")
        self.communes: list[str] = []
        self.points: list[tuple[float, float]] = []
        self.postings: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("i"), array("f")))
        self.hours: dict[tuple[Any, ...], array[int]] = defaultdict(lambda: array("i"))

    def add(self, key: int, marks: dict[str, float], face: dict[str, Any]) -> None:
        """One more document."""
        number = self.first + len(self.keys)
        self.keys.append(key)
        self.assured.append(_ordinal(face.get("assured"), NEVER))
        self.free_until.append(_free_until(face.get("capacity")))
        for place in face.get("at", ()):
            self.place_of.append(number)
            self.communes.append(place["nis"])
            self.points.append(tuple(place["point"] or (np.nan, np.nan)))
        for mark, weight in marks.items():
            numbers, weights = self.postings[mark]
            numbers.append(number)
            weights.append(weight)
        for line in face.get("hours", ()):
            self.hours[tuple(line)].append(number)


def load() -> Index:
    """The index of what is in the base now."""
    version = tuple(SearchChange.objects.aggregate(n=Count("pk"), last=Max("pk"), any=Max("stamp")).values())
    if version != _kept.version:
        stamps = frozenset(SearchChange.objects.values_list("stamp", flat=True))
        _keep(version, stamps, _followed(stamps - _kept.stamps) if _kept.stamps & stamps else _whole())
    return _kept.index


def _whole() -> Index:
    return Index().with_documents(_documents())


def _followed(stamps: frozenset[str]) -> Index:
    """The index that is kept, and what these acts changed; a new one where that is less work."""
    index = _kept.index
    told = SearchChange.objects.filter(stamp__in=stamps).order_by("pk").values_list("keys", flat=True)
    fresh = {key for keys in told for key in keys}
    small = len(fresh) <= WORTH_READING_ALL * index.size and len(index.keys) - index.size <= MOST_DEAD * index.size
    return index.without(fresh).with_documents(_documents(fresh)) if small else _whole()


def _documents(keys: Iterable[int] | None = None) -> Iterator[tuple[int, dict[str, float], dict[str, Any]]]:
    found = SearchDocument.objects.exclude(marks={}).order_by("service_key")
    rows = found.values_list("service_key", "marks", "face")
    if keys is None:
        yield from rows.iterator(chunk_size=CHUNK)
        return
    wanted = iter(sorted(keys))
    while chunk := list(islice(wanted, CHUNK)):
        yield from rows.filter(service_key__in=chunk)


def _free_until(capacity: dict[str, Any] | None) -> int:
    if not capacity or not capacity["free"]:
        return NEVER
    return _ordinal(capacity["until"], ALWAYS)


def _ordinal(day: str | None, otherwise: int) -> int:
    return date.fromisoformat(day).toordinal() if day else otherwise


@dataclass(frozen=True)
class _Kept:
    """What this process read last: which changes it knows, and the index made of them."""

    version: tuple[Any, ...]
    stamps: frozenset[str]
    index: Index


_kept = _Kept((), frozenset(), Index())


def _keep(version: tuple[Any, ...], stamps: frozenset[str], index: Index) -> None:
    global _kept  # noqa: PLW0603 - one per process, exchanged whole
    _kept = _Kept(version, stamps, index)
