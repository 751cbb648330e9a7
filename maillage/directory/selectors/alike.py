"""Operators as the duplicate finder compares them. A confidential address is not among what it is given."""

from collections import defaultdict
from collections.abc import Iterator

from maillage.directory.likeness import Record
from maillage.directory.models import Location, Organization, Phone


def records() -> Iterator[Record]:
    """Every operator, in four queries. Keys are those of the base."""
    phones: dict[int, list[str]] = defaultdict(list)
    for path in ("organization", "service__organization", "service_at_location__service__organization"):
        rows = Phone.objects.filter(**{f"{path}__isnull": False}).order_by("pk").values_list(f"{path}_id", "number")
        for owner, number in rows.iterator():
            phones[owner].append(number)
    places: dict[int, tuple[str, str]] = {}
    open_places = Location.objects.open().exclude(organization=None).exclude(address="").order_by("-pk")
    for owner, address, postcode in open_places.values_list("organization_id", "address", "postcode").iterator():
        places[owner] = (address, postcode)
    for row in Organization.objects.select_related("municipality").order_by("pk").iterator():
        address, postcode = places.get(row.pk, ("", ""))
        yield Record(
            key=str(row.pk),
            name=row.name,
            alternate_name=row.alternate_name,
            address=address,
            postcode=postcode,
            commune=row.municipality.name if row.municipality else "",
            phone="; ".join(dict.fromkeys(phones[row.pk])),
            email=row.email,
            website=row.website,
            kbo=row.kbo,
        )
