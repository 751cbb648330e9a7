"""Where an address lies, from the names that people write: a gazetteer read once, asked any number of times."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Generic, NamedTuple, Self, TypeVar

from django.db.models import Model
from rapidfuzz import fuzz, process

from maillage.core import clock
from maillage.territory.enums import Precision
from maillage.territory.models import Locality, Municipality
from maillage.territory.rules.spelling import bare, fold, parts, postcode_in, without_postcode

MOST_SUGGESTIONS = 5
LIKE_ENOUGH = 80.0  # of 100, by rapidfuzz
Named = TypeVar("Named")
KEEP_SECONDS = 30.0
_TODAY = "today"
_kept: "dict[str, tuple[float, Gazetteer]]" = {}


class Place(NamedTuple):
    """Where an address lies, with a point in degrees (WGS 84), and how well that is known."""

    municipality: Municipality | None
    locality: Locality | None
    latitude: float | None
    longitude: float | None
    quality: Precision


class Suggestion(NamedTuple):
    """A name close to what was written, the commune it leads to, and how close: 100 is the same."""

    name: str
    municipality: Municipality
    score: float


class _Names(Generic[Named]):
    """Things by their names: as written first, else without articles."""

    def __init__(self, named: Iterable[tuple[str, Named]]) -> None:
        self._exact: dict[str, list[Named]] = defaultdict(list)
        self._loose: dict[str, list[Named]] = defaultdict(list)
        for name, thing in named:
            self._exact[fold(name)].append(thing)
            self._loose[bare(name)].append(thing)

    def find(self, text: str) -> list[Named]:
        return self._exact.get(fold(text)) or self._loose.get(bare(text)) or []


class Gazetteer:
    """Communes and localities by name and postcode, as they are on one day; asks the database nothing.

    The name of a commune that ended leads to its successor.
    """

    def __init__(self, municipalities: Iterable[Municipality], localities: Iterable[Locality], day: date) -> None:
        self.day = day
        municipalities, localities = list(municipalities), list(localities)
        self._facts = [_values(row) for row in (*municipalities, *localities)]
        today = _heirs({commune.pk: commune for commune in municipalities}, day)
        called = [(former.name, heir) for former, heir in today if heir]
        heirs = {former.pk: heir for former, heir in today}
        self._localities_of: dict[str, list[Locality]] = defaultdict(list)
        for locality in localities:
            if heir := heirs.get(locality.municipality_id):
                locality.municipality = heir
                self._localities_of[locality.postcode].append(locality)
        known = [locality for found in self._localities_of.values() for locality in found]
        self._communes = _Names(called)
        self._localities = _Names((locality.name, locality) for locality in known)
        self._of_postcode: dict[str, list[Municipality]] = defaultdict(list)
        self._by_nis = {heir.nis: heir for _name, heir in called}
        for commune in self._by_nis.values():
            for postcode in commune.postcodes:
                self._of_postcode[postcode].append(commune)
        spelled: dict[tuple[str, Municipality], str] = {}
        for name, commune in [*called, *((place.name, place.municipality) for place in known)]:
            spelled.setdefault((bare(name), commune), name)
        self._spellings = {(name, commune): written for (written, commune), name in spelled.items()}

    @classmethod
    def load(cls, day: date | None = None) -> Self:
        """The gazetteer of `day` (today): two queries."""
        day = day or clock.today()
        return cls(Municipality.objects.all(), Locality.objects.all(), day)

    @classmethod
    def kept(cls) -> "Gazetteer":
        """The gazetteer of today, kept by each process, which looks every half minute whether it still says the same.

        As long as it does it is the same object: what was worked out with it holds.
        """
        at, kept = _kept.get(_TODAY, (0.0, None))
        if kept is None or time.monotonic() - at >= KEEP_SECONDS or kept.day != clock.today():
            now = cls.load()
            if kept is None or (kept.day, kept._facts) != (now.day, now._facts):
                kept = now
            _kept[_TODAY] = (time.monotonic(), kept)
        return kept

    def commune(self, text: str, postcode: str = "") -> Municipality | None:
        """The one commune that `text` names, itself or by a locality of it.

        A name known to several is settled by the postcode, else it is None; a name known to one wins over a postcode
        of elsewhere (compare `right_postcodes`). Without any name the postcode decides, if it is of one commune.
        """
        postcode = postcode_in(postcode) or postcode_in(text)
        for written in _readings(text):
            for found in self._candidates(written, postcode):
                if found:
                    return _only(found)
        return None if fold(without_postcode(text)) else _only(self._of_postcode.get(postcode, []))

    def communes(self) -> list[Municipality]:
        """The communes of the day, in order of name."""
        return list(self._by_nis.values())

    def by_nis(self, nis: str) -> Municipality | None:
        """The commune with this NIS code."""
        return self._by_nis.get(nis)

    def of_postcode(self, postcode: str) -> list[Municipality]:
        """The communes that use this postcode, in order of name."""
        return list(self._of_postcode.get(postcode_in(postcode), []))

    def right_postcodes(self, municipality: Municipality) -> list[str]:
        """The postcodes of a commune, in order."""
        return sorted(municipality.postcodes)

    def locate(self, postcode: str, name: str, address: str = "") -> Place:
        """The best place for a postcode and the name of a locality or a commune; `address` may say what they do not.

        Never better than the centre of a locality: only a person confirms an address.
        """
        postcode = postcode_in(postcode) or postcode_in(name) or self._postcode_in(address)
        pieces = [without_postcode(piece) for piece in reversed(parts(address))]
        municipality = self.commune(name, postcode) or _only(self._of_postcode.get(postcode, []))
        if not municipality:
            municipality = next(filter(None, (self.commune(piece, postcode) for piece in pieces if piece)), None)
        if not municipality:
            return Place(None, None, None, None, Precision.UNKNOWN)
        locality = self._locality(municipality, postcode, [*_readings(name), *pieces])
        if locality and locality.latitude is not None:
            return Place(municipality, locality, locality.latitude, locality.longitude, Precision.LOCALITY)
        quality = Precision.UNKNOWN if municipality.latitude is None else Precision.MUNICIPALITY
        return Place(municipality, locality, municipality.latitude, municipality.longitude, quality)

    def suggest(self, text: str) -> list[Suggestion]:
        """At most five names close to `text`, the closest first, communes before localities."""
        written = bare(without_postcode(text))
        near = process.extract(
            written, self._spellings, scorer=fuzz.WRatio, limit=MOST_SUGGESTIONS, score_cutoff=LIKE_ENOUGH
        )
        return [Suggestion(*key, score) for _spelling, score, key in near]

    def _candidates(self, written: str, postcode: str) -> Iterator[list[Municipality]]:
        """Communes that a name may mean, the surest lists first."""
        communes = self._communes.find(written)
        yield [commune for commune in communes if postcode in commune.postcodes]
        around = [locality.municipality for locality in self._localities.find(written)]
        yield [commune for commune in around if postcode in commune.postcodes]
        yield communes
        yield around

    def _locality(self, municipality: Municipality, postcode: str, texts: Iterable[str]) -> Locality | None:
        """The locality that `texts` name in a commune, else the only one of the postcode."""
        whole = fold(municipality.name)

        def unfit(place: Locality) -> tuple[bool, bool]:
            # The commune's own name means the locality of that name only together with its postcode.
            return place.postcode != postcode, fold(place.name) == whole

        named = [place for text in texts for place in self._localities.find(text) if place.municipality == municipality]
        if fit := [place for place in named if not all(unfit(place))]:
            return min(fit, key=unfit)
        there = [place for place in self._localities_of.get(postcode, []) if place.municipality == municipality]
        return there[0] if len(there) == 1 else None

    def _postcode_in(self, address: str) -> str:
        """A postcode of ours that stands in an address, where any number of four digits may stand."""
        found = postcode_in(address)
        return found if found in self._of_postcode else ""


def _values(row: Model) -> tuple[object, ...]:
    """All that a row holds."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)


def forget() -> None:
    """Read communes and localities again at the next call (after they were changed in this process)."""
    _kept.clear()


def _heirs(known: dict[int, Municipality], day: date) -> list[tuple[Municipality, Municipality | None]]:
    """Each commune with the one that it is on `day`: itself, the successor of its successors, or none."""
    current = {commune.pk for commune in known.values() if commune.exists_on(day)}
    found = []
    for commune in known.values():
        heir: Municipality | None = commune
        passed: set[int] = set()
        while heir and heir.pk not in current:
            passed.add(heir.pk)
            heir = known.get(heir.successor_id or 0)
            heir = None if heir and heir.pk in passed else heir
        found.append((commune, heir))
    return found


def _readings(text: str) -> Iterator[str]:
    """What may be the name in `text`: all of it, then without its postcode, then each of its parts."""
    yield text
    name = without_postcode(text)
    yield name
    yield from (part for part in parts(name) if part != name)


def _only(found: list[Municipality]) -> Municipality | None:
    """The commune that `found` holds, once or several times; None when it holds several communes or none."""
    return found[0] if found and all(commune == found[0] for commune in found) else None
