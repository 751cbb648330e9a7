"""Which column of a file is which field of ours: by its title, else by its content; a person has the last word."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from maillage.directory.sheets.contents import ENOUGH, TELLING, told_by
from maillage.directory.sheets.spelling import fold
from maillage.directory.sheets.titles import LABELS, TITLES

__all__ = ["LABELS", "Column", "by_field", "field_of_title", "field_surely", "recognise"]

_ASIDE = re.compile(r"\((?:s|x|es|nt|ne)\)|\([^)]*\)|\[[^\]]*\]")
_LITTLE_WORDS = "de du des d la le les l the of van het een s et and en nos votre vos notre"
_SAID_NOTHING = frozenset(_LITTLE_WORDS.split())
_NUMBER = frozenset({"n", "no", "nr", "num", "numero", "nummer", "number", "nbr"})
_SECOND = {"phone": "phone_2", "email": "email_2"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column (counted from 0): the field it is, or none, how that is known, and whether a person need not look."""

    index: int
    title: str
    field: str | None
    how: Literal["name", "content", ""]
    sure: bool


def recognise(
    header: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    communes: Collection[str] = (),
    chosen: Mapping[int, str | None] | None = None,
) -> list[Column]:
    """One column for each title. `sample_rows` are some first rows, `communes` known names of communes and localities.

    `chosen` {index: field, or None for “leave out”} is what a person decided and goes before everything.
    Every field is given once; a second telephone or e-mail is `phone_2`, `email_2`.
    Raises ValueError where `chosen` names a field that is none of LABELS.
    """
    decided = dict(chosen or {})
    if unknown := {field for field in decided.values() if field is not None} - LABELS.keys():
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    columns = [
        _guess(index, title, [row[index] for row in sample_rows if index < len(row)], communes)
        for index, title in enumerate(header)
        if index not in decided
    ]
    columns = _named_once(_organization_first(columns, decided), taken={field for field in decided.values() if field})
    columns += [
        Column(index, header[index], field, "name" if field else "", sure=True)
        for index, field in decided.items()
        if index < len(header)
    ]
    return sorted(columns, key=lambda column: column.index)


@lru_cache(maxsize=2_000)
def field_surely(title: str) -> str | None:
    """The field that a title names beyond doubt."""
    if title in LABELS:
        return title
    whole, bare = _key(_ASIDE.sub(" ", title)), _key(title.replace("(", " ").replace(")", " "))
    keys = (bare, whole, re.sub(r" \d$", "", whole))
    return next((_BY_TITLE[key] for key in keys if key in _BY_TITLE), None)


@lru_cache(maxsize=2_000)
def field_of_title(title: str) -> tuple[str | None, bool]:
    """The field that a title names, and whether it does so beyond doubt (not by a near spelling or by one word of it)."""
    if field := field_surely(title):
        return field, True
    whole = _key(_ASIDE.sub(" ", title))
    if not whole:
        return None, False
    if len(whole) > 4 and (near := process.extractOne(whole, _BY_TITLE.keys(), scorer=fuzz.ratio, score_cutoff=88)):
        return _BY_TITLE[near[0]], False
    if len(whole.split()) > 7:  # a sentence is no title
        return None, False
    within = [key for key, field in _BY_TITLE.items() if field != "id" and len(key) > 3 and f" {key} " in f" {whole} "]
    return (_BY_TITLE[max(within, key=len)], False) if within else (None, False)


def by_field(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, str]:
    """The cells of one row by field; those of no field, or beyond the header, by their title."""
    raw: dict[str, str] = {}
    for index, cell in enumerate(cells):
        column = columns[index] if index < len(columns) else None
        if column and column.field:
            raw[column.field] = cell
        elif cell.strip():
            title = column.title.strip() if column else ""
            raw[title if title and title not in LABELS and title not in raw else f"colonne {index + 1}"] = cell
    return raw


def _key(title: str) -> str:
    """The title as compared: no article, no plural, every way to write “number” alike."""
    words = [word for word in fold(title).split() if word not in _SAID_NOTHING]
    words = ["no" if word in _NUMBER else word.rstrip("sx") if len(word) > 3 else word for word in words]
    return " ".join(words)


# Where a field's own name is, without its plural, a title of another field, the title is meant.
_BY_TITLE = {_key(field.replace("_", " ")): field for field in TITLES} | {
    _key(title): field for field, titles in TITLES.items() for title in titles.split(";")
}


def _guess(index: int, title: str, cells: Sequence[str], communes: Collection[str]) -> Column:
    named, sure = field_of_title(title)
    contents = told_by(cells, communes)
    shares = {content.field: content.share for content in contents}
    best = contents[0] if contents else None
    filled = sum(1 for cell in cells if cell.strip())
    if named and not (best and _contradicts(named, best.field, shares) and filled > 1):
        return Column(index, title, named, "name", sure)
    if best and best.share >= ENOUGH:
        certain = named is None and best.field in TELLING and best.share >= 0.9 and filled >= 5
        return Column(index, title, best.field, "content", certain)
    return Column(index, title, None, "", sure=False)


def _contradicts(named: str, held: str, shares: Mapping[str, float]) -> bool:
    """Whether the cells are plainly something else than the title says."""
    kind = {"source_url": "website", "phone_2": "phone", "email_2": "email", "hours": "schedule"}.get(named, named)
    if held == kind or kind in {"id", "places", "free_places", "description", "alert", "min_age", "max_age", "commune"}:
        return False
    own = shares.get(kind, 0)
    return shares[held] >= 0.9 and own < 0.2 and (held in TELLING or kind in {*TELLING, "level", "languages"})


def _organization_first(columns: list[Column], decided: Mapping[int, str | None]) -> list[Column]:
    """Without a column of operators, the first column of names is theirs; with one, it names the service."""
    if "organization" in {*(column.field for column in columns), *decided.values()}:
        return columns
    first = next((at for at, column in enumerate(columns) if column.field == "name"), None)
    if first is not None:
        columns[first] = replace(columns[first], field="organization")
    return columns


def _named_once(columns: list[Column], taken: set[str]) -> list[Column]:
    """Each field goes to its surest column; the others lose it, or have the second telephone or e-mail."""
    given: dict[int, Column] = {}
    for column in sorted(columns, key=lambda one: (not one.sure, one.how != "name", one.index)):
        field = column.field
        if field in taken:
            field = _SECOND.get(field or "")
            field = None if field in taken else field
        taken |= {field} if field else set()
        lost = field is None and column.field is not None
        given[column.index] = (
            Column(column.index, column.title, None, "", sure=False) if lost else replace(column, field=field)
        )
    return list(given.values())
