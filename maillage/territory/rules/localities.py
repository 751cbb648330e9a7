"""A file of localities, read and checked: CSV with postcode, name, latitude, longitude and the commune's NIS code."""

import csv
import io
from collections.abc import Collection, Mapping
from typing import NamedTuple

from maillage.territory.models import EAST, NORTH, SOUTH, WEST
from maillage.territory.rules.refusals import Problem, Refused
from maillage.territory.rules.spelling import fold

# Name of the column in our words → the headers it is known by, folded.
COLUMNS = {
    "code postal": {"postcode", "code postal", "cp", "postal code", "zip"},
    "localité": {"locality", "localite", "nom", "name"},
    "latitude": {"lat", "latitude"},
    "longitude": {"lon", "lng", "long", "longitude"},
    "ins": {"nis", "ins", "code ins", "code nis", "refnis", "nis code"},
}
LONGEST_NAME = 80


class LocalityRow(NamedTuple):
    """One locality of a file: degrees in WGS 84, to about one metre."""

    postcode: str
    name: str
    latitude: float
    longitude: float
    nis: str


def read_localities(data: bytes, postcodes: Mapping[str, Collection[str]]) -> list[LocalityRow]:
    """The rows of a CSV file (commas, semicolons or tabs; UTF-8 or Windows-1252; English or French headers).

    `postcodes` are those of each commune, by NIS code. Raises Refused with every problem of the file.
    """
    records = _records(data)
    places = _columns(records[0][1] if records else [])
    problems: list[Problem] = []
    rows: list[LocalityRow] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in records[1:]:
        told = {name: _cell(cells, place) for name, place in places.items()}
        found = _problems(told, postcodes)
        key = told["code postal"], fold(told["localité"])
        if first := seen.setdefault(key, number) if all(key) else 0:
            found += [("localité", f"déjà à la ligne {first}")] if first != number else []
        problems += [Problem(f"Ligne {number}", column, text) for column, text in found]
        if not found:
            rows.append(
                LocalityRow(
                    key[0], told["localité"], _degrees(told["latitude"]), _degrees(told["longitude"]), told["ins"]
                )
            )
    if problems:
        raise Refused(problems)
    if not rows:
        raise Refused([Problem("", "", "Le fichier n’a aucune ligne.")])
    return rows


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _records(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its (last) line."""
    text = _text(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        problem = Problem(f"Ligne {lines.line_num}", "", "cette ligne ne se lit pas : un guillemet n’est pas fermé ?")
        raise Refused([problem]) from error


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(header: list[str]) -> dict[str, int]:
    """Where each column stands. Raises Refused when one is missing."""
    folded = [fold(title) for title in header]
    places = {
        name: next((place for place, title in enumerate(folded) if title in known), -1)
        for name, known in COLUMNS.items()
    }
    missing = [Problem("Ligne 1", name, "cette colonne manque") for name, place in places.items() if place < 0]
    if missing:
        raise Refused(missing)
    return places


def _cell(cells: list[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _degrees(text: str) -> float:
    return round(float(text.replace(",", ".")), 5)


def _problems(told: dict[str, str], postcodes: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Column and text of all that is wrong in one row."""
    found = [(name, "manque") for name, value in told.items() if not value]
    if not told["localité"].isprintable():
        found.append(("localité", "un signe ne se lit pas"))
    if len(told["localité"]) > LONGEST_NAME:
        found.append(("localité", f"plus de {LONGEST_NAME} signes"))
    nis, postcode = told["ins"], told["code postal"]
    if nis and nis not in postcodes:
        found.append(("ins", f"aucune commune n’a le code {nis}"))
    elif nis and postcode and postcode not in postcodes[nis]:
        found.append(("code postal", f"{postcode} n’est pas un code postal de la commune {nis}"))
    for name, lowest, highest in (("latitude", SOUTH, NORTH), ("longitude", WEST, EAST)):
        try:
            inside = lowest <= _degrees(told[name] or str(lowest)) <= highest
        except ValueError:
            found.append((name, f"« {told[name]} » n’est pas un nombre"))
        else:
            found += [] if inside else [(name, f"{told[name]} est hors de Belgique")]
    return found
