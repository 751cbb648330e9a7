"""Whole numbers, degrees and dates as people write them."""

import re
from datetime import date

from maillage.directory.sheets.spelling import fold

_WHOLE = re.compile(r"[^\d-]*(\d{1,6})(?:[.,]0+)?(?!\d)[^\d-]*")
_DURATION = re.compile(
    r"(?:environ |minimum |min |plus de |delai )?(\d{1,3})"
    r"(?: ?(semaine|sem|week|weken|mois|maand|month|jour|day|dag)(?:s|en)?)?(?: d attente| environ| minimum)?"
)
_DAYS = {"mois": 365 / 12, "maand": 365 / 12, "month": 365 / 12, "jour": 1, "day": 1, "dag": 1}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]*Z?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?: \d{1,2}:\d\d(?::\d\d)?)?")
_IN_WORDS = re.compile(r"(?:\w+ )?(\d{1,2})(?:er|st|th|e)? ([a-z]+) (\d{4})")
_MONTHS = (
    "janvier janv jan january januari", "fevrier fevr fev february feb februari", "mars march maart mar mrt",
    "avril avr april apr", "mai may mei", "juin june juni jun", "juillet juil july juli jul",
    "aout august augustus aug", "septembre sept sep september", "octobre oct october oktober okt",
    "novembre nov november", "decembre dec december",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def read_whole(text: str) -> int | None:
    """The one whole number of `text` (“12 places”, “min. 18”, “12.0”); None when there is none, or two, or a minus."""
    found = _WHOLE.fullmatch(text)
    return int(found[1]) if found else None


def read_weeks(text: str) -> int | None:
    """A wait in whole weeks: “3 semaines” → 3, “2 mois” → 9, “6” → 6, “pas d’attente” → 0. None when unclear."""
    folded = fold(text)
    if folded in {"pas attente", "pas d attente", "aucune", "aucune attente", "non", "immediat", "sans attente", "no"}:
        return 0
    found = _DURATION.fullmatch(folded)
    if not found:
        return None
    return -(-round(int(found[1]) * _DAYS.get(found[2] or "", 7)) // 7)


def read_degrees(text: str) -> float | None:
    """Decimal degrees, with a point or a comma; None for anything else."""
    try:
        degrees = float(text.replace(",", ".").replace("°", "").strip())
    except ValueError:
        return None
    return degrees if -180 <= degrees <= 180 else None


def read_date(text: str) -> date | None:
    """A day, written the Belgian way (day before month), in ISO 8601 or with the month’s name; None when it is none."""
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMERIC.fullmatch(text):
            year = int(found[3])
            return date(year if year > 99 else 2000 + year, int(found[2]), int(found[1]))
        if (found := _IN_WORDS.fullmatch(fold(text))) and found[2] in MONTHS:
            return date(int(found[3]), MONTHS[found[2]], int(found[1]))
    except ValueError:  # the 31st of February
        return None
    return None
