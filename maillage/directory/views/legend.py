"""The legend of a map in the reader's language: its lines, and one for what none of them fits."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from maillage.directory.models import OperatorMap
from maillage.directory.selectors.selections import chosen
from maillage.directory.views.listing import Listing
from maillage.ui.maps.legend import LEGEND, Category

OTHERS = "autres"


class Line(NamedTuple):
    """A line of the legend: its category, how many rows it has, the address that shows it alone, whether that is so."""

    category: Category
    size: int
    href: str
    chosen: bool


def numbers_of(shown: OperatorMap) -> dict[str, int]:
    """The number of each line by its key."""
    lines = list(shown.legend.all())
    return {line.key: number for number, line in enumerate(lines)} | {OTHERS: len(lines)}


def categories(shown: OperatorMap) -> tuple[Category, ...]:
    """The categories by number; the last one is what no line fits, or everything where there is no line."""
    labels = [line.label for line in shown.legend.all()]
    lines = [
        Category(label[:1].upper() + label[1:], sign._replace(icon=line.drawing or sign.icon))
        for label, sign, line in zip(labels, LEGEND, shown.legend.all(), strict=False)
    ]
    return (*lines, Category(_("Autres services"), LEGEND[-1]) if lines else Category(_("Services"), LEGEND[0]))


def lines(shown: OperatorMap, told: Listing) -> list[Line]:
    """The lines as the list beside the map counts them; the last one only where something is in it."""
    rows = chosen(shown, told.known)
    counted = []
    for (key, number), category in zip(numbers_of(shown).items(), categories(shown), strict=True):
        count, used = int((rows.categories[told.numbers] == number).sum()), told.typed["signe"] == key
        if count or used or key != OTHERS:
            counted.append(Line(category, count, told.address(signe="" if used else key), used))
    return counted
