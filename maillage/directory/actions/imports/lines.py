"""What reading a sheet found, line by line, as a person reads it."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from maillage.directory.actions.imports.entries import Entry
from maillage.directory.enums import LineKind
from maillage.directory.models import ImportLine, Location, Organization
from maillage.directory.sheets.cells import NATIONAL_NUMBER, Problem
from maillage.directory.sheets.phones import national
from maillage.directory.sheets.titles import LABELS

# Columns of records that have another name in a sheet.
TITLES = {
    "municipality_id": "commune",
    "locality_name": "locality",
    "application_process": "appointment",
    "minimum_age": "min_age",
    "maximum_age": "max_age",
    "kind": "service",
    "fees": "price",
    "fees_cents": "price",
    "assured_on": "confirmed_on",
    "phones": "phone",
    "schedules": "schedule",
    "course": "level",
    "capacity": "places",
    "terms": "needs",
}
LONGEST = 400


class Lines:
    """The lines, and how many there are of each kind. `called`: column → key → name, where a column holds keys."""

    def __init__(self) -> None:
        self.called: dict[str, dict[int, str]] = {}
        self.found: list[ImportLine] = []
        self.counts: Counter[str] = Counter()

    def problem(self, number: int, found: Problem) -> None:
        """Something wrong in a cell. What may not be kept forbids the whole sheet."""
        kind = LineKind.FORBIDDEN if found.message is NATIONAL_NUMBER.message else LineKind(found.severity)
        self._add(kind, number, found.field, "", str(found.message), str(found.proposal or ""))

    def new(self, number: int, name: str, what: str) -> None:
        """A record that the base does not know."""
        self._add(LineKind.NEW, number, "", name, "", what)

    def change(self, number: int, entry: Entry, column: str, before: Any, after: Any) -> None:
        """A value that would change."""
        hidden = isinstance(entry.record, Location) and entry.record.confidential
        texts = ("…", "…") if hidden else (self._said(column, before), self._said(column, after))
        self._add(LineKind.CHANGE, number, _own(entry, column), str(entry.record), *texts)

    def contradiction(self, number: int, entry: Entry, column: str, value: Any) -> None:
        """A row that says otherwise than a row before it; the one before counts."""
        hidden = isinstance(entry.record, Location) and entry.record.confidential
        message = _("Une autre ligne dit autre chose ; la première compte. Ici : « %(value)s ».")
        text = message % {"value": "…" if hidden else self._said(column, value)}
        self._add(LineKind.WARNING, number, _own(entry, column), str(entry.record), text, "")

    def draft(self, number: int, entry: Entry, column: str) -> None:
        """A record that somebody is working on: it stays as it is."""
        message = _("Un brouillon attend sur cette fiche : publiez-le ou effacez-le, puis importez de nouveau.")
        self._add(LineKind.WARNING, number, _own(entry, column), str(entry.record), message, "")

    def _said(self, column: str, value: Any) -> str:
        if column == "fees_cents" and value is not None:
            return f"{value / 100:.2f} €".replace(".", ",")
        if names := self.called.get(column):
            keys = [value] if isinstance(value, int) else value or []
            return ", ".join(sorted(names.get(key, "") for key in keys))
        return said(value)

    def _add(self, kind: LineKind, number: int, column: str, record: str, before: str, after: str) -> None:
        self.counts[kind] += 1
        title = str(LABELS.get(TITLES.get(column, column), column))
        self.found.append(
            ImportLine(
                kind=kind,
                number=number,
                column=title[:80],
                record=record[:200],
                before=before[:LONGEST],
                after=after[:LONGEST],
            )
        )


def _own(entry: Entry, column: str) -> str:
    """The column as a sheet has it: the name of an operator stands in another than that of a service."""
    return "organization" if column == "name" and isinstance(entry.record, Organization) else column


def said(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, dict):
        return ", ".join(said(each) for each in value.values() if each is not None)
    if isinstance(value, list | tuple | set | frozenset):
        texts = [said(each) for each in value if each not in {None, "", False, "every", "staff"}]
        return ", ".join(filter(None, texts))
    text = str(value)
    return national(text) if text.startswith("+32") else text
