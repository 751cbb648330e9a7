"""A body that changed its name: nothing is left of the old one but the mailbox, the landline and the site."""

from collections.abc import Sequence

from maillage.directory.likeness.evidence import kept_contacts
from maillage.directory.likeness.lexicon import OWNERS, SERVICES
from maillage.directory.likeness.names import Name, identity
from maillage.directory.likeness.places import Meeting, meet
from maillage.directory.likeness.profiles import Profile

LEAST_IDENTITY = 0.35  # of a name: less is one word of the field


def was_renamed(left: Profile, right: Profile, pair: Sequence[Name]) -> bool:
    """Whether two names that differ are one body's, since two of its own contacts are the same, or one where only one
    of the names is French. One telephone is a switchboard or a volunteer's mobile; a service has the contacts of the
    body that it belongs to."""
    translated = len({name.foreign for name in pair}) > 1
    return (
        kept_contacts(left, right) >= (1 if translated else 2)
        and meet(left.seat.ids, right.seat.ids) is Meeting.SAME
        and not any(map(_has_tenants, pair))
    )


def _has_tenants(name: Name) -> bool:
    """Whether others share the contacts of a body of this name: an owner of services, a movement, a house of everybody."""
    shares = not name.kinds.isdisjoint(OWNERS) or name.federated or not SERVICES.isdisjoint(name.words)
    return shares or identity(name.words) < LEAST_IDENTITY
