"""What an import did, in numbers."""

from typing import NamedTuple


class Counts(NamedTuple):
    """How many rows of a file were new, changed what was known, or changed nothing."""

    new: int
    changed: int
    unchanged: int
