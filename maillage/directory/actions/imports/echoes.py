"""Cells that still say what our own export says: they say nothing new, whatever a reader would make of them."""

from collections.abc import Iterable

from maillage.core.sheets import harmless
from maillage.directory.actions.imports.base import Base
from maillage.directory.selectors import sheet
from maillage.directory.sheets.spelling import clean

ALWAYS = frozenset({"id", "organization", "name"})  # who the row speaks of
# Fields that are read together: one that differs brings the others along.
TOGETHER = (
    frozenset({"commune", "locality", "postcode", "address"}),
    frozenset({"latitude", "longitude"}),
    frozenset({"price", "price_cents"}),
    frozenset({"places", "free_places", "waiting_weeks", "next_intake"}),
    frozenset({"level", "course_tags"}),
)


def exported(base: Base, references: Iterable[str]) -> dict[str, sheet.Cells]:
    """What the export says now of the rows with these references of ours; others are left out."""
    known = {reference.strip() for reference in references}
    keys = {found[0] for reference in known if (found := base.known(reference))}
    return {cells["id"]: cells for cells in sheet.rows(sorted(keys)) if cells["id"] in known} if keys else {}


def what_differs(raw: dict[str, str], present: sheet.Cells) -> dict[str, str]:
    """The cells of a row that say otherwise than `present`, with those that are read together with them."""
    if not present:
        return raw
    differing = {name for name, cell in raw.items() if clean(cell) != clean(harmless(present.get(name, "")))}
    along = {name for group in TOGETHER if group & differing for name in group}
    return {name: cell for name, cell in raw.items() if name in differing | along | ALWAYS}
