"""The legend of a map in the reader's language: its lines, and one for what none of them fits."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from maillage.directory.models import OperatorMap
from maillage.directory.selectors.selections import chosen, fitting_rows
from maillage.directory.views.listing import Listing
from maillage.ui.maps.legend import LEGEND, Category

OTHERS = "autres"


class Line(NamedTuple):
    """A line of the legend: its category, how many rows it alone would show, the address that does, whether that is so."""

    category: Category
    size: int
    href: str
    chosen: bool


def numbers_of(shown: OperatorMap) -> dict[str, int]:
    """The number of each line by its key; of lines that share one, as a theme and a need may, the later by key and number."""
    found: dict[str, int] = {}
    for number, line in enumerate(shown.legend.all()):
        found[f"{line.key}-{number}" if line.key in found else line.key] = number
    return found | {OTHERS: len(found)}


def categories(shown: OperatorMap) -> tuple[Category, ...]:
    """The categories by number; the last one is what no line fits, or everything where there is no line."""
    labels = [line.label for line in shown.legend.all()]
    lines = [
        Category(label[:1].upper() + label[1:], sign._replace(icon=line.drawing or sign.icon))
        for label, sign, line in zip(labels, LEGEND, shown.legend.all(), strict=False)
    ]
    return (*lines, Category(_("Autres services"), LEGEND[-1]) if lines else Category(_("Services"), LEGEND[0]))


def lines(shown: OperatorMap, told: Listing) -> list[Line]:
    """The lines with what of the list is in each, whichever is chosen; the last one only where something is in it."""
    rows = chosen(shown, told.known)
    found = rows.categories[fitting_rows(rows, told.wanted, told.known)]
    counted = []
    for (key, number), category in zip(numbers_of(shown).items(), categories(shown), strict=True):
        count, used = int((found == number).sum()), told.typed["signe"] == key
        if count or used or key != OTHERS:
            counted.append(Line(category, count, told.address(signe="" if used else key), used))
    return counted
