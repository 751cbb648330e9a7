"""What a phrase says: blocks of hours on days, with the marks, seasons and closures that hold for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from maillage.directory.hours.grammar import Closure, Unsure
from maillage.directory.hours.osm import Day


@dataclass
class Block:
    """Hours on days. `marks`: kind, appointment (bool), weeks (`alternate`, `even`, `odd`); absent when not said."""

    days: frozenset[Day]
    hours: tuple[str, ...]
    marks: dict[str, object]
    season: str = ""
    closures: tuple[Closure, ...] = ()
    school: bool = False

    def take_out(self) -> None:
        """Closed weekdays leave the block; closures that need a rule of their own stay. Unsure if no day is left."""
        weekly = frozenset(day for closure in self.closures for day in closure.days if day[1] == 0)
        self.days -= every(weekly)
        if not self.days:
            raise Unsure("no day left")
        left = (replace(closure, days=closure.days - weekly, school=False) for closure in self.closures)
        self.closures = tuple(closure for closure in left if closure != Closure())


@dataclass
class Parsed:
    """All that a phrase says. What stands outside the blocks holds for all of them.

    `kind` and `titles`: marks before the hours of earlier sentences; `between`: a sentence without hours came after
    some with; `also`: what is possible by appointment besides, in the writer's words ("" when there are none).
    """

    blocks: list[Block] = field(default_factory=list)
    marks: dict[str, object] = field(default_factory=dict)
    season: str = ""
    closures: list[Closure] = field(default_factory=list)
    school: bool = False
    kind: object = None
    titles: set[str] = field(default_factory=set)
    between: bool = False
    also: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    qualifiers: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Give every block what was said of all. Unsure when a block loses all its days."""
        for block in self.blocks:
            block.marks = self.marks | block.marks
            block.season = block.season or self.season
            block.closures += tuple(self.closures)
            block.school |= self.school
            block.take_out()
        if len(set(self.qualifiers)) > 1:
            raise Unsure("several services")
        self.rest += self.qualifiers[:1]


def every(days: Iterable[Day]) -> frozenset[Day]:
    """These days, and when one is said without a number, also all its numbered ones."""
    return frozenset(days) | {(weekday, nth) for weekday, number in days if not number for nth in (1, 2, 3, 4, 5, -1)}
