"""Records as a phone keeps them (vCard 4.0, RFC 6350)."""

from collections.abc import Iterable
from urllib.parse import quote

from maillage.core.links import absolute
from maillage.directory.models import Phone
from maillage.directory.selectors.operators import OperatorRecord
from maillage.directory.selectors.places import Place
from maillage.directory.selectors.records import ServiceRecord

LONGEST = 75  # bytes of a line, without its end
Lines = list[tuple[str, str]]  # name with parameters → value, escaped


def of_service(record: ServiceRecord, address: str) -> bytes:
    """The card of a service; `address`: the path of its page."""
    service = record.service
    lines = [
        ("FN", _text(service.name)),
        ("ORG", _text(record.organization.name)),
        ("KIND", "org"),
        *_phones(call.phone for call in record.calls),
        *_reached(record.email, record.website),
        *_places(record.places),
        *((f"LANG;PREF={min(number, 100)}", code) for number, code in enumerate(record.codes, start=1)),
        ("CATEGORIES", ",".join(_text(term.name()) for term in record.topics)),
        ("NOTE", _text(service.description)),
    ]
    return _card(lines, str(service.ref), address, service.modified_at.strftime("%Y%m%dT%H%M%SZ"))


def of_organization(record: OperatorRecord, address: str) -> bytes:
    """The card of an operator; `address`: the path of its page."""
    organization = record.organization
    lines = [
        ("FN", _text(organization.name)),
        ("ORG", _text(organization.name)),
        ("KIND", "org"),
        *_phones(record.phones),
        *_reached(organization.email, organization.website),
        *_places(record.places),
        ("NOTE", _text(organization.description)),
    ]
    return _card(lines, str(organization.ref), address, organization.modified_at.strftime("%Y%m%dT%H%M%SZ"))


def _card(lines: Lines, ref: str, address: str, changed: str) -> bytes:
    whole = [
        ("BEGIN", "VCARD"),
        ("VERSION", "4.0"),
        *((name, value) for name, value in lines if value),
        ("SOURCE", absolute(address)),
        ("UID", f"urn:uuid:{ref}"),
        ("REV", changed),
        ("END", "VCARD"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in whole)


def _phones(phones: Iterable[Phone]) -> Lines:
    return [("TEL;VALUE=uri", f"tel:{quote(phone.number.replace(' ', ''), safe='+')}") for phone in phones]


def _reached(email: str, website: str) -> Lines:
    return [("EMAIL", _text(email)), ("URL", website)]


def _places(places: Iterable[Place]) -> Lines:
    """Post box, extended, street, locality, region, postcode, country; of a confidential place its commune."""
    lines: Lines = []
    for place in places:
        parts = ["", "", place.address, place.locality or place.town, "", place.postcode, "Belgique"]
        lines.append(("ADR", ";".join(map(_text, parts))))
        if place.point:
            lines.append(("GEO", f"geo:{place.point[0]},{place.point[1]}"))
    return lines


def _text(value: str) -> str:
    for sign, written in (("\\", "\\\\"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        value = value.replace(sign, written)
    return value


def _folded(line: str) -> bytes:
    """The line with its end, broken where it is too long, never within a letter."""
    pieces, piece, room = [], b"", LONGEST
    for letter in line:
        written = letter.encode()
        if len(piece) + len(written) > room:
            pieces.append(piece)
            piece, room = b"", LONGEST - 1  # the space that goes on with a line counts
        piece += written
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
