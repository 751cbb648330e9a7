"""One row of text becomes typed values, with what is wrong told by field."""

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from maillage.directory.sheets.national_numbers import holds_national_number
from maillage.directory.sheets.outcomes import Outcome, Parsed, Problem
from maillage.directory.sheets.places import PLACE_FIELDS, Gazetteer, read_place
from maillage.directory.sheets.readers import READERS, TEXT
from maillage.directory.sheets.spelling import clean, is_blank
from maillage.directory.sheets.titles import LABELS

__all__ = ["NATIONAL_NUMBER", "Gazetteer", "Parsed", "Problem", "parse_row"]


def parse_row(raw: dict[str, str], communes: Gazetteer) -> Parsed:
    """Read the cells of one row, given by field (or by column title where the column is no field of ours).

    `values` by field: `commune` the gazetteer’s object; `phone`, `phone_2` lists of E.164; `languages` ISO 639 codes, and
    `language_modes` {code: LanguageMode} where said; `level` and `course_tags` lists of enums; `schedule` and `hours`
    lists of Reading; `price` a Price (cents); `childcare` yes | no | unknown; `latitude`, `longitude` degrees;
    `waiting_weeks` weeks; ages in years; dates; lists of text for names that come in several; text for the others.
    `kept` has what was not understood, and the columns that are no field. A national register number empties its cell.
    """
    parsed = Parsed()
    cells = {name: text for name, cell in raw.items() if not is_blank(text := clean(cell))}
    for name in [name for name, text in cells.items() if holds_national_number(text)]:
        parsed.take(name, NATIONAL_NUMBER)
        del cells[name]
    read_place({name: cells[name] for name in PLACE_FIELDS if name in cells}, communes, parsed)
    for name, text in cells.items():
        if name not in LABELS:
            parsed.kept[name] = text
        elif name not in PLACE_FIELDS:
            parsed.take(name, _read(name, text))
    return parsed


NATIONAL_NUMBER = Outcome(
    message=_("Cette cellule contient un numéro de registre national : nous n’avons pas le droit de le garder."),
    severity="error",
)


@lru_cache(maxsize=50_000)
def _read(name: str, text: str) -> Outcome:
    return READERS.get(name, TEXT)(text)
