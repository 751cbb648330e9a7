"""Two records side by side, choice by choice: what each says, and which value is proposed to stay."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.directory.actions.merging import MERGEABLE
from maillage.directory.models import Location
from maillage.directory.selectors.hanging import hanging

HIDDEN = {"address", "latitude", "access"}  # choices that would tell where a confidential place is


class Value(NamedTuple):
    """What one record says: the record's key, the text, whether it is proposed to stay."""

    key: int
    text: str
    stays: bool


class Line(NamedTuple):
    """One choice: its name in the form, its label, and both values."""

    name: str
    label: str
    values: tuple[Value, Value]


class Side(NamedTuple):
    """One record: itself, what hangs on it, whether it is proposed to stay."""

    record: Any
    hanging: list[str]
    stays: bool


class Comparison(NamedTuple):
    """`open`: where they differ; `same`: label and text where they do not. Where both are silent there is nothing."""

    sides: tuple[Side, Side]
    open: list[Line]
    same: list[tuple[str, str]]


def compare(first: Any, second: Any, chosen: dict[str, str] | None = None) -> Comparison:
    """Compare two records of a kind. `chosen`: choice (and `keep`) → key, as somebody chose already."""
    chosen = chosen or {}
    pair = (first, second)
    keep = _key(chosen.get("keep"), pair, default=max(pair, key=_weight).pk)
    found, same = [], []
    for names in MERGEABLE[type(first)]:
        raw = [tuple(getattr(row, row._meta.get_field(name).attname) for name in names) for row in pair]
        texts = [text(row, names) for row in pair]
        label = str(first._meta.get_field(names[0]).verbose_name)
        if raw[0] != raw[1] or texts[0] != texts[1]:  # the same to the base, and one of them confidential
            stays = _key(chosen.get(names[0]), pair, default=_proposed(pair, raw, keep))
            one, two = (Value(row.pk, said, row.pk == stays) for row, said in zip(pair, texts, strict=True))
            found.append(Line(names[0], label[:1].upper() + label[1:], (one, two)))
        elif texts[0]:
            same.append((label[:1].upper() + label[1:], texts[0]))
    left, right = (Side(row, hanging(row), row.pk == keep) for row in pair)
    return Comparison((left, right), found, same)


def text(record: Any, names: tuple[str, ...]) -> str:
    """What a record says in a choice; of a confidential place, only that it is."""
    if isinstance(record, Location) and record.confidential and names[0] in HIDDEN:
        return _("confidentiel")
    return ", ".join(filter(None, (_said(record, name) for name in names)))


def _said(record: Any, name: str) -> str:
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return date_format(value)
    if field.choices:
        return str(getattr(record, f"get_{name}_display")())
    return str(value)


def _proposed(pair: tuple[Any, Any], raw: list[tuple[Any, ...]], keep: int) -> int:
    """The key of the record whose value is fuller; else of the one confirmed later; else of the one that stays."""
    full = [sum(value not in (None, "", "unknown") for value in values) for values in raw]
    if full[0] != full[1]:
        return int(pair[full[0] < full[1]].pk)
    told = [row.assured_on or date.min for row in pair]
    return int(pair[told[0] < told[1]].pk) if told[0] != told[1] else keep


def _weight(record: Any) -> tuple[bool, int, date, int]:
    """Which of two is proposed to stay: published, fuller, confirmed later, older."""
    values = (getattr(record, name) for name in _names(type(record)))
    full = sum(value not in (None, "") for value in values)
    return getattr(record, "live", True), full, record.assured_on or date.min, -record.pk


def _names(model: type[models.Model]) -> Iterator[str]:
    for names in MERGEABLE[model]:
        for name in names:
            field: Any = model._meta.get_field(name)
            yield field.attname


def _key(written: str | None, pair: tuple[Any, Any], *, default: int) -> int:
    return int(written) if written in {str(row.pk) for row in pair} else default
