"""Why a file is not imported: every problem with its row and its column, in French, for whoever mends the file."""

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong at one place of a file."""

    row: str  # « Ligne 4 », « Élément 2 », or empty when it concerns the whole file
    column: str
    text: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.row, self.column]))
        return f"{where} : {self.text}" if where else self.text


class Refused(Exception):
    """A file cannot be imported as it is: `problems`, at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*map(str, problems))
        self.problems = list(problems)
