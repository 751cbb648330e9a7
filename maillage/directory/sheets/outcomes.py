"""What comes out of a cell, and of a row."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.utils.functional import Promise

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """What a person is told about one cell. `proposal` is what could be written instead."""

    field: str
    severity: Severity
    message: str | Promise
    proposal: str | None = None


class Outcome(NamedTuple):
    """One cell read: its value (None: nothing), words not understood, what to say, values for other fields.

    Outcomes are cached by text, so values are immutable; tuples become lists in `Parsed.values`.
    """

    value: Any = None
    kept: str = ""
    message: str | Promise = ""
    severity: Severity = "warning"
    proposal: str | None = None
    also: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class Parsed:
    """One row read: typed values by field, problems, and by field what was not understood in the writer’s words."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, outcome: Outcome) -> None:
        """Add the outcome of the cell `name`. Lists add up; a second single value of a field is kept as words."""
        if outcome.value is not None:
            self._add(name, outcome.value)
        for other, value in outcome.also:
            self._add(other, value)
        if outcome.kept:
            self._keep(name, outcome.kept)
        if outcome.message:
            self.problems.append(Problem(name, outcome.severity, outcome.message, outcome.proposal))

    def _add(self, name: str, value: Any) -> None:
        if type(value) is tuple:
            present = self.values.setdefault(name, [])
            present.extend(one for one in value if one not in present)
        elif self.values.setdefault(name, value) != value:
            self._keep(name, str(value))

    def _keep(self, name: str, words: str) -> None:
        self.kept[name] = f"{self.kept[name]}, {words}" if name in self.kept else words
