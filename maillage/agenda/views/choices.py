"""What a reader of the agenda asks for in the address: list or month, a sort of meeting, a commune, a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from maillage.agenda.enums import EventKind
from maillage.agenda.models.events import EventQuerySet
from maillage.agenda.rules.months import read_month
from maillage.agenda.selectors import Tally
from maillage.core import clock

LIST, MONTH = "liste", "mois"
# Words in addresses are French, and the same in every language.
WORDS = {
    "pleniere": EventKind.PLENARY,
    "coordination": EventKind.COORDINATION,
    "formation": EventKind.TRAINING,
    "rencontre": EventKind.MEETING,
    "action-publique": EventKind.PUBLIC_ACTION,
}
NO_CHOICE = ""


@dataclass(frozen=True)
class Choices:
    """What was asked, as far as it is known; `unknown` when something of it was not and is left aside."""

    view: str = LIST
    month: date | None = None
    kind: EventKind | None = None
    nis: str = NO_CHOICE
    commune: str = NO_CHOICE
    page: int = 1
    unknown: bool = False

    @property
    def word(self) -> str:
        """The sort of meeting as the address says it."""
        return next((word for word, kind in WORDS.items() if kind == self.kind), NO_CHOICE)

    @property
    def is_narrow(self) -> bool:
        """Whether some events are left out."""
        return bool(self.kind or self.nis)

    @property
    def labels(self) -> list[str]:
        """What was chosen, for people."""
        return [*([str(self.kind.label)] if self.kind else []), *([self.commune] if self.nis else [])]

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of `events` that were asked for."""
        if self.kind:
            events = events.filter(kind=self.kind)
        return events.filter(municipality__nis=self.nis) if self.nis else events

    def past_count(self, found: list[Tally]) -> int:
        """How many of the events asked for are over."""
        return sum(
            one.past
            for one in found
            if (not self.kind or one.kind == self.kind) and (not self.nis or one.nis == self.nis)
        )

    def address(self, **changes: Any) -> str:
        """The same choices, changed, as the end of an address: `?vue=mois&sorte=formation`, or nothing."""
        other = replace(self, page=changes.pop("page", 1), **changes)
        shown = {
            "vue": MONTH if other.view == MONTH else "",
            "mois": f"{other.month:%Y-%m}" if other.view == MONTH and other.month else "",
            "sorte": other.word,
            "commune": other.nis,
            "page": str(other.page) if other.page > 1 else "",
        }
        said = urlencode({name: value for name, value in shown.items() if value})
        return f"?{said}" if said else ""


def read(asked: Mapping[str, str], found: list[Tally]) -> Choices:
    """The choices that an address makes (`request.GET`). Nothing it may say is an error."""
    communes = {one.nis: one.commune for one in found if one.nis}
    view, kind, nis = asked.get("vue", ""), asked.get("sorte", ""), asked.get("commune", "")
    month, page = asked.get("mois", ""), asked.get("page", "")
    first, number = read_month(month), int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0
    wrong = [
        view not in {"", LIST, MONTH},
        bool(kind) and kind not in WORDS,
        bool(nis) and nis not in communes,
        bool(month) and first is None,
        bool(page) and number < 1,
    ]
    return Choices(
        view=MONTH if view == MONTH else LIST,
        month=(first or clock.today().replace(day=1)) if view == MONTH else None,
        kind=WORDS.get(kind),
        nis=nis if nis in communes else NO_CHOICE,
        commune=communes.get(nis) or NO_CHOICE,
        page=max(number, 1),
        unknown=any(wrong),
    )
