"""A record taken apart once, so that it can be compared many times."""

from dataclasses import dataclass
from functools import lru_cache

from maillage.directory.likeness.addresses import Address, read_address
from maillage.directory.likeness.contacts import own_hosts, read_emails, read_kbo, read_phones, read_site
from maillage.directory.likeness.names import Name, read_names
from maillage.directory.likeness.places import Seat, read_seat
from maillage.directory.likeness.record import Record


@dataclass(frozen=True, slots=True)
class Profile:
    """A record in forms that compare: see the readers for what each holds."""

    key: str
    names: tuple[Name, ...]
    seat: Seat
    postcode: str
    address: Address
    phones: frozenset[str]
    emails: frozenset[str]
    hosts: frozenset[str]
    site: tuple[str, str]
    kbo: str


@lru_cache(maxsize=1_000)
def read_profile(record: Record) -> Profile:
    """Read every field; what is empty or unreadable is empty in the profile."""
    address, postcode, commune = read_address(record.address)
    postcode = record.postcode.strip() or postcode
    seat = read_seat(postcode, record.commune.strip() or commune)
    emails = read_emails(record.email)
    return Profile(
        key=record.key,
        names=read_names(record.name, record.alternate_name, seat),
        seat=seat,
        postcode=postcode,
        address=address,
        phones=read_phones(record.phone),
        emails=emails,
        hosts=own_hosts(emails),
        site=read_site(record.website),
        kbo=read_kbo(record.kbo),
    )
