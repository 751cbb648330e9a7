"""Items into blocks: days, hours, marks. A mark holds for the hours that it stands by; in doubt, Unsure."""

from collections.abc import Sequence
from typing import cast

from maillage.directory.hours.blocks import Block, Parsed, every
from maillage.directory.hours.clauses import PAIR, WHEN, Clause, sentences, understood
from maillage.directory.hours.grammar import Closure, Item, Unsure
from maillage.directory.hours.osm import Day

_MARKS = frozenset({"kind", "appointment", "weeks"})


def parse(found: Sequence[Item], text: str) -> Parsed:
    """The items of one phrase as blocks. Unsure when any of it could change hours and is not understood."""
    parsed = Parsed()
    # Kinds stand before their hours ("cours : lundi") when the first one does, else after ("lundi 9h-12h : cours").
    first = next((item.name for item in found if item.name == "kind" or item.name in PAIR), "")
    for sentence in sentences(found):
        clauses = understood(sentence, text, parsed)
        _Sentence(parsed, text, kinds_lead=first == "kind").read(clauses)
    parsed.settle()
    return parsed


class _Sentence:
    """Reads one sentence: pairs days with hours, in the order of its first pair, and gives marks their place."""

    def __init__(self, parsed: Parsed, text: str, *, kinds_lead: bool) -> None:
        self.parsed, self.text, self.kinds_lead = parsed, text, kinds_lead
        self.blocks: list[Block] = []
        self.prefix: dict[str, object] = {"kind": parsed.kind} if parsed.kind else {}
        self.titled = False
        self.pending: dict[str, Item] = {}
        self.pending_marks: dict[str, object] = {}
        self.order = ""
        self.seasons: list[str] = []
        self.closures: list[Closure] = []
        self.school = False
        self.removed: set[Day] = set()

    def read(self, clauses: list[Clause]) -> None:
        for clause in clauses:
            for at, item in enumerate(clause):
                if item.name in _MARKS:
                    self._mark(item, clause[:at], clause[at + 1 :])
                elif item.name in WHEN and self._could_be_of_all(item, clause):
                    raise Unsure("of this sentence or of all")
                else:
                    self._take(item)
        if self.pending or len(self.seasons) > 1:
            raise Unsure("half a pair")
        self._close()

    def _could_be_of_all(self, item: Item, clause: Clause) -> bool:
        """Apart at the end of a later sentence ("lundi …; mardi …, sur rdv"): it may be meant for all of them."""
        if not self.blocks or self.titled or item.value is False or not _alone(clause):
            return False
        return any(item.name not in block.marks for block in self.parsed.blocks)

    def _take(self, item: Item) -> None:
        if item.name in {"days", "alternate"}:
            self._pair("days", item)
        elif item.name in {"hours", "start"}:
            self._pair("hours", item)
        elif item.name in {"closure", "shut"}:
            self._closure(item)
        elif item.name == "season":
            self.seasons.append(cast("str", item.value))
        elif item.name == "school":
            self.school = True
        elif item.name == "also":
            self.parsed.also.append("")

    def _pair(self, side: str, item: Item) -> None:
        if side in self.pending:
            raise Unsure("two in a row")
        if not self.pending:
            if self.order not in {"", side}:
                raise Unsure("order")
            self.order = side
        self.pending[side] = item
        if len(self.pending) == 2:
            self._block()

    def _block(self) -> None:
        days, hours = self.pending.pop("days"), self.pending.pop("hours")
        named = cast("frozenset[Day]", days.value) - self.removed
        if not named or (self.removed and any(token.letter == "p" for token in hours.tokens)):
            raise Unsure("no day left")
        own = {"weeks": "alternate"} if days.name == "alternate" else {}
        marks = self.prefix | self.pending_marks | own
        self.blocks.append(Block(named, cast("tuple[str, ...]", hours.value), marks))
        self.pending_marks, self.removed = {}, set()

    def _mark(self, item: Item, before: Clause, after: Clause) -> None:
        name = item.name
        if name == "kind" and item.tokens[-1].letter == "q":
            self.parsed.qualifiers.append(self.text[item.tokens[-1].start : item.end])
        if self.pending:
            self.pending_marks[name] = item.value
        elif not self.blocks:
            self._title(item)
        elif name in self.prefix or (name == "kind" and self.kinds_lead):
            if not _leads(after):
                raise Unsure("another title, of nothing")
            self._title(item)
        elif _leads(after) and (not any(one.name in PAIR for one in before) or not _parted(after)):
            raise Unsure("of the hours before or after")
        else:
            self._mark_back(item, alone=not before and not after)

    def _title(self, item: Item) -> None:
        if item.name == "kind":
            if self.titled and not self.blocks:
                raise Unsure("two kinds")
            self.titled = True
        self.prefix[item.name] = item.value

    def _mark_back(self, item: Item, *, alone: bool) -> None:
        """A mark after its hours: for those since the last such mark; for several only when it stands apart."""
        if item.name != "kind" and self._could_be_of_all(item, [item] if alone else []):
            raise Unsure("of this sentence or of all")
        unsaid = [block for block in self.blocks if item.name not in block.marks]
        if not unsaid:
            raise Unsure("said twice")
        if len(unsaid) > 1 and not alone and item.name != "kind":
            if item.name == "appointment":
                self.parsed.rest.append(self.text[item.start : item.end])
                return
            raise Unsure("which of them")
        for block in unsaid:
            block.marks[item.name] = item.value

    def _closure(self, item: Item) -> None:
        closure = cast("Closure", item.value)
        self.school |= closure.school
        if "days" not in self.pending:
            self.closures.append(closure)
        elif item.name == "shut" or item.tokens[0].letter == "X" or closure != Closure(closure.days):
            raise Unsure("closed in between")
        else:
            self.removed |= every(closure.days)

    def _close(self) -> None:
        """What a sentence says without hours of its own holds for the whole phrase."""
        season = "".join(self.seasons)
        if not self.blocks:
            self._say_of_all(season)
        elif self.parsed.between:
            raise Unsure("of the hours before or after")
        for block in self.blocks:
            block.season, block.closures, block.school = season, tuple(self.closures), self.school
            if any(name not in block.marks for name in self.parsed.titles):
                raise Unsure("does the title still hold?")
        if self.blocks:
            self.parsed.titles |= {name for name in self.prefix if name != "kind"}
        if self.kinds_lead:
            self.parsed.kind = self.prefix.get("kind")
        self.parsed.blocks += self.blocks

    def _say_of_all(self, season: str) -> None:
        if season and self.parsed.season:
            raise Unsure("two seasons")
        if season and (self.closures or self.prefix):
            raise Unsure("in this season only")
        self.parsed.between |= bool(self.parsed.blocks) and bool(season or self.prefix.keys() - {"kind"})
        self.parsed.season = self.parsed.season or season
        self.parsed.closures += self.closures
        self.parsed.school |= self.school
        self.parsed.marks |= self.prefix


def _alone(clause: Clause) -> bool:
    return len([item for item in clause if item.name != "link"]) == 1


def _leads(after: Clause) -> bool:
    """Do hours or days come next?"""
    return next((item.name for item in after if item.name != "link"), "") in PAIR


def _parted(after: Clause) -> bool:
    """Does a sign other than a colon part it from what comes next?"""
    return after[0].name == "link" and after[0].tokens[0].letter != ":"
