"""What addresses, telephones, e-mail, sites and enterprise numbers say for one body, or for two."""

from collections.abc import Iterator

from maillage.directory.likeness.addresses import meet_addresses
from maillage.directory.likeness.contacts import is_line_of_one, zone_of
from maillage.directory.likeness.lexicon import SHARED_SITES
from maillage.directory.likeness.places import Meeting, meet
from maillage.directory.likeness.profiles import Profile
from maillage.directory.likeness.record import Code, Reason


def kbo_reasons(left: Profile, right: Profile) -> Iterator[Reason]:
    """Two valid enterprise numbers settle it, either way."""
    if left.kbo and right.kbo:
        same = left.kbo == right.kbo
        yield Reason(Code.KBO_SAME if same else Code.KBO_DIFFERENT, 8.0 if same else -8.0)


def contact_reasons(
    left: Profile, right: Profile, *, doubt: float, sections: bool, halves: bool
) -> Iterator[Reason]:  # fmt: skip
    """Everything by which a body is reached. `doubt` 0-1: how little the names tell, so that another address weighs
    more; `sections`: the names are of a movement, whose site and domain all its sections share; `halves`: the names
    have one half in common, as tenants of one house may have, whose door and switchboard then say little."""
    yield from _address(left, right, doubt, same=0.4 if halves else 1.2)
    yield from _phone(left, right, same=0.8 if halves else 2.2)
    yield from _email(left, right, sections=sections)
    yield from _site(left, right, sections=sections)


def kept_contacts(left: Profile, right: Profile) -> int:
    """How many of a body's own contacts two records share, 0-3: a landline, a site, a mailbox of its own domain."""
    mailboxes = {email for email in left.emails & right.emails if email.split("@")[1] in left.hosts}
    landlines = {phone for phone in left.phones & right.phones if zone_of(phone)}
    return bool(mailboxes) + bool(landlines) + bool(left.site == right.site and _own_site(left))


def _phone(left: Profile, right: Profile, same: float) -> Iterator[Reason]:
    shared = left.phones & right.phones
    if shared:
        yield Reason(Code.PHONE_SAME, same if any(map(is_line_of_one, shared)) else 0.3)
    elif left.phones and right.phones:
        yield Reason(Code.PHONE_DIFFERENT, -0.3)


def zones_differ(left: Profile, right: Profile) -> bool:
    """Whether both have landlines, all of the one in other zones than those of the other."""
    ours, theirs = ({zone_of(phone) for phone in one.phones} - {""} for one in (left, right))
    return bool(ours and theirs) and not ours & theirs


def _address(left: Profile, right: Profile, doubt: float, same: float) -> Iterator[Reason]:
    met = meet_addresses(left.address, right.address)
    town = meet(left.seat.ids, right.seat.ids)
    if met is not Meeting.UNKNOWN and town is Meeting.DIFFERENT:
        yield Reason(Code.ADDRESS_DIFFERENT, -0.1)  # the towns have said it already
    elif met is Meeting.SAME:
        yield Reason(Code.ADDRESS_SAME, same)
    elif met is Meeting.DIFFERENT:
        yield Reason(Code.ADDRESS_DIFFERENT, -0.3 - 1.6 * doubt)


def _email(left: Profile, right: Profile, *, sections: bool) -> Iterator[Reason]:
    ours, theirs = left.hosts | _own_site(left), right.hosts | _own_site(right)
    if left.emails & right.emails:
        yield Reason(Code.EMAIL_SAME, 2.5)
    elif left.hosts & theirs or right.hosts & ours:
        yield Reason(Code.DOMAIN_SAME, 0.2 if sections else 0.8)
    elif left.hosts and right.hosts:
        yield Reason(Code.DOMAIN_DIFFERENT, -0.4)


def _own_site(profile: Profile) -> set[str]:
    return {profile.site[0]} - {"", *SHARED_SITES}


def _site(left: Profile, right: Profile, *, sections: bool) -> Iterator[Reason]:
    (host, path), (other_host, other_path) = left.site, right.site
    if not host or not other_host:
        return
    if host != other_host:
        if host not in SHARED_SITES and other_host not in SHARED_SITES:
            yield Reason(Code.SITE_DIFFERENT, -0.5)
    elif path == other_path:
        yield Reason(Code.SITE_SAME, 2.5 if path else 0.5 if sections else 1.8)
    elif path and other_path:
        yield Reason(Code.SITE_DIFFERENT, -0.3)
    else:
        yield Reason(Code.SITE_SHARED, 0.2 if sections else 0.5)
