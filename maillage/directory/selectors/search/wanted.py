"""What a reader asks for beside words: a place, a language, a level, an hour… Each narrows what is found."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maillage.core import clock
from maillage.directory.selectors.opening import Breaks, timetable
from maillage.directory.selectors.search.faces import schedule_of
from maillage.directory.selectors.search.index import Index
from maillage.territory.models import Municipality

Mask = NDArray[np.bool_]
ENOUGH = 0.3  # of a service that a term must be, where it is asked for by name
ASKS = ("terms", "public", "language", "level", "moment", "childcare", "free", "places", "open_at")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked. `terms` (themes and needs, any of which will do) and `public` are keys of terms; `moment` is a mark
    of time.

    `open_at`: an aware instant. `commune` and `near` (latitude and longitude in degrees) do not narrow: the nearest comes
    first, wherever it is.
    """

    query: str = ""
    terms: tuple[int, ...] = ()
    public: int | None = None
    language: str = ""
    level: str = ""
    moment: str = ""
    childcare: bool = False
    free: bool = False
    places: bool = False
    open_at: datetime | None = None
    commune: Municipality | None = None
    near: tuple[float, float] | None = None

    @property
    def asks(self) -> list[str]:
        """The names of what narrows."""
        return [name for name in ASKS if getattr(self, name)]

    @property
    def marks(self) -> tuple[str, ...]:
        """What every service has that fits, as far as it can be said of one in a word."""
        named = {"level:": self.level, "lang:": self.language, "": self.moment}
        told = [f"{kind}{value}" for kind, value in named.items() if value]
        return (*told, *(name for name in ("childcare", "free") if getattr(self, name)))

    def without(self, name: str) -> "Wanted":
        """The same, asking one thing less."""
        nothing: Any = {name: getattr(Wanted(), name)}
        return replace(self, **nothing)


def fitting(wanted: Wanted, index: Index, breaks: Breaks) -> Mask:
    """Which services have all that is asked, by number."""
    mask = index.alive.copy()
    for name in wanted.asks:
        mask &= _fits(name, getattr(wanted, name), index, breaks)
    return mask


def _fits(name: str, value: Any, index: Index, breaks: Breaks) -> Mask:
    if name == "places":
        return index.free_until >= clock.today().toordinal()
    if name == "open_at":
        return open_at(index, value, breaks)
    if name == "terms":
        return _having(index, *(f"t:{term}" for term in value))
    kinds = {"language": "lang:", "level": "level:", "public": "t:", "moment": ""}
    return _having(index, f"{kinds[name]}{value}" if name in kinds else name)


def _having(index: Index, *marks: str) -> Mask:
    """Which services have one of some marks."""
    mask = np.zeros(len(index.keys), np.bool_)
    for numbers, weights in map(index.of, marks):
        mask[numbers[weights >= ENOUGH]] = True
    return mask


@lru_cache(maxsize=4)
def open_at(index: Index, at: datetime, breaks: Breaks) -> Mask:
    """Which services receive at an instant, as far as their hours are known; each timetable is asked once for all."""
    mask = np.zeros(len(index.keys), np.bool_)
    for line, numbers in index.hours.items():
        table = timetable(schedule_of(line), breaks)
        if table is not None and table.is_open(at):
            mask[numbers] = True
    return mask
