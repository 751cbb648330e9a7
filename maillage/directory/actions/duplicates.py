"""Looking for operators that may be one."""

from collections.abc import Iterable
from typing import Any

from maillage.directory.likeness import Index, Likeness
from maillage.directory.models import DuplicateCandidate
from maillage.directory.selectors import alike

SHOWN_REASONS = 6


def look(new: Iterable[int] | None = None) -> list[DuplicateCandidate]:
    """Pairs of operators that look alike and were not found before, not saved. `new`: only pairs with one of these."""
    wanted = None if new is None else set(map(str, new))
    if wanted is not None and not wanted:
        return []
    known = set(DuplicateCandidate.objects.values_list("left_id", "right_id"))
    found = {}
    for left, right, likeness in _pairs(wanted):
        pair = (min(int(left), int(right)), max(int(left), int(right)))
        if pair not in known:
            found[pair] = likeness
    return [
        DuplicateCandidate(left_id=left, right_id=right, score=likeness.score, reasons=reasons(likeness))
        for (left, right), likeness in sorted(found.items())
    ]


def search() -> int:
    """Look through the whole directory and note the pairs that are new; how many."""
    found = look()
    DuplicateCandidate.objects.bulk_create(found, batch_size=500)
    return len(found)


def reasons(likeness: Likeness) -> list[dict[str, Any]]:
    """The weightiest reasons, as they are kept: code, weight, and the two texts that are compared."""
    return [
        {"code": reason.code.value, "weight": round(reason.weight, 2), "left": reason.left, "right": reason.right}
        for reason in likeness.reasons[:SHOWN_REASONS]
    ]


def _pairs(wanted: set[str] | None) -> Iterable[tuple[str, str, Likeness]]:
    everyone = list(alike.records())
    if wanted is None:
        yield from Index(everyone).pairs()
        return
    index = Index(record for record in everyone if record.key not in wanted)
    for record in everyone:
        if record.key in wanted:  # those before it are in the index by now: each pair is compared once
            yield from ((record.key, key, likeness) for key, likeness in index.near(record))
            index.add(record)
