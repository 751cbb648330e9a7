"""Making one record of two, so that it can be undone; and saying that two are different."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import trace
from maillage.directory.actions import indexing
from maillage.directory.actions.absorbing import Absorption, DraftWaits
from maillage.directory.actions.journal import undo
from maillage.directory.models import Act, DuplicateCandidate, Location, Organization, Service

Choices = tuple[tuple[str, ...], ...]


def _choices(*names: str) -> Choices:
    return tuple(tuple(name.split()) for name in names)


# What a person chooses, one by one, which record's value stays. Fields on one line go together: they make sense, or
# satisfy the database, only so. A choice is known by its first field.
MERGEABLE: dict[type[models.Model], Choices] = {
    Organization: _choices(
        "name",
        "alternate_name",
        "legal_form",
        "sector",
        "kbo",
        "parent",
        "municipality",
        "description",
        "website",
        "email",
        "logo",
        "source_url",
        "assured_on",
    ),
    Service: _choices(
        "name",
        "organization",
        "program",
        "category",
        "kind",
        "description",
        "alert",
        "status",
        "minimum_age maximum_age",
        "eligibility",
        "application_process",
        "to_bring",
        "fees fees_cents fees_year",
        "interpretation",
        "childcare",
        "website",
        "email",
        "source_url",
        "assured_on",
    ),
    Location: _choices(
        "name",
        "organization",
        "address postcode locality locality_name municipality",
        "latitude longitude geocode_quality",
        "access",
        "source_url",
        "assured_on",
    ),
}


def merge(kept: Any, lost: Any, taken: set[str], by: User | None = None) -> Act:
    """Make one record of two of the same kind: `kept` stays, with the values of `lost` for the choices in `taken`.

    Everything that pointed to `lost` points to `kept`, in every room; `lost` is gone until the act is undone. A place
    is confidential if one of the two was. Raises DraftWaits, ValueError for a record and itself, DoesNotExist.
    """
    if kept.pk == lost.pk:
        raise ValueError("a record is not merged with itself")
    with transaction.atomic():
        kept, lost = (type(kept).objects.select_for_update().get(pk=row.pk) for row in (kept, lost))
        act = Act.objects.create(kind=Act.Kind.MERGE, title=_title(kept, lost), by=by)
        absorption = Absorption(act, kept, lost)
        absorption.write(kept, _taken(kept, lost, taken))
        absorption.run()
        act.done_at = clock.now()
        act.save(update_fields=["done_at"])
        indexing.refresh()
        trace("directory.merged", act, by, kept=kept.pk, lost=lost.pk)
        return act


def unmerge(act: Act, by: User | None = None) -> None:
    """Make two records again of those that `act` merged. Raises Touched (see `journal.undo`)."""
    with transaction.atomic():
        undo(act, by)
        indexing.refresh()


def candidate_of(first: Organization, second: Organization) -> DuplicateCandidate | None:
    """The pair that was found of these two, if any."""
    left, right = sorted((first.pk, second.pk))
    return DuplicateCandidate.objects.filter(left=left, right=right).first()


def tell_apart(candidate: DuplicateCandidate, by: User | None = None) -> None:
    """Two operators that look alike are different: they are not proposed again."""
    _decide(candidate, DuplicateCandidate.Decision.DIFFERENT, by)
    trace("directory.told_apart", candidate, by)


def doubt_again(candidate: DuplicateCandidate, by: User | None = None) -> None:
    """Two operators that were told apart wait for a decision again."""
    _decide(candidate, DuplicateCandidate.Decision.WAITING, by)
    trace("directory.doubted_again", candidate, by)


def _decide(candidate: DuplicateCandidate, decision: DuplicateCandidate.Decision, by: User | None) -> None:
    candidate.decision, candidate.decided_by, candidate.decided_at = decision, by, clock.now()
    candidate.save(update_fields=["decision", "decided_by", "decided_at"])


def _title(kept: Any, lost: Any) -> str:
    """What was made one of what; of places that are confidential from now on, not even the open one's address."""
    hidden = isinstance(kept, Location) and _confidential(kept, lost)
    names = {
        key: f"{row.name} {row.town}".strip() if hidden else str(row) for key, row in (("kept", kept), ("lost", lost))
    }
    return (_("« %(lost)s » dans « %(kept)s »") % names)[:200]


def _confidential(kept: Location, lost: Location) -> bool:
    return kept.confidential or lost.confidential


def _taken(kept: Any, lost: Any, taken: set[str]) -> dict[str, Any]:
    """The columns of `kept` that change, with their new values."""
    chosen = [name for choice in MERGEABLE[type(kept)] if choice[0] in taken for name in choice]
    columns = [kept._meta.get_field(name).attname for name in chosen]
    values = {column: getattr(lost, column) for column in columns}
    told = {key: lost.origins[key] for key in {*chosen, *columns} if key in lost.origins}
    values["origins"] = {key: row for key, row in kept.origins.items() if key not in {*chosen, *columns}} | told
    if isinstance(kept, Organization):
        values |= _other_name(kept, lost, values)
        values["parent_id"] = _parent(kept, lost, values.get("parent_id", kept.parent_id))
    if isinstance(kept, Location):
        values["confidential"] = _confidential(kept, lost)
    return values


def _other_name(kept: Organization, lost: Organization, values: dict[str, Any]) -> dict[str, str]:
    """The name that goes is kept as the other name, where there is none: people still look for it."""
    gone = kept.name if "name" in values else lost.name
    has_one = values.get("alternate_name", kept.alternate_name)
    return {} if has_one or gone == values.get("name", kept.name) else {"alternate_name": gone}


def _parent(kept: Organization, lost: Organization, parent: int | None) -> int | None:
    """What the merged operator is part of; nothing if that is itself part of one of the two."""
    above, passed = parent, {kept.pk, lost.pk}
    while above is not None:
        if above in passed:
            return None
        passed.add(above)
        above = Organization.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return parent


__all__ = ["MERGEABLE", "DraftWaits", "candidate_of", "doubt_again", "merge", "tell_apart"]
