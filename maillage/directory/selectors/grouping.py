"""Rows that were read at once, given back to what they belong to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def by_owner(rows: Iterable[Any], owner: str) -> dict[int, list[Any]]:
    """The rows under the key that each has in its column `owner`, in their order; nothing under any other key."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, owner)].append(row)
    return groups
