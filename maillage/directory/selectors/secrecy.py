"""Editions that tell an address which has become confidential since: nobody outside the team is given them any more."""

from collections.abc import Iterable

from maillage.directory.models import Edition, ServiceAtLocation
from maillage.directory.selectors.entries import Entry


def addressed(entries: Iterable[Entry]) -> list[str]:
    """For each address that entries tell: the reference of the service and the NIS code of the commune."""
    told = (f"{entry['ref']} {place['nis']}" for entry in entries for place in entry["at"] if not place["hidden"])
    return sorted(set(told))


def withheld(editions: Iterable[Edition]) -> set[int]:
    """The keys of those that tell where a service was in a commune in which it has a confidential place now: one query."""
    hidden = ServiceAtLocation.objects.filter(location__confidential=True).order_by("pk")
    secret = {f"{ref} {nis or ''}" for ref, nis in hidden.values_list("service__ref", "location__municipality__nis")}
    return {edition.pk for edition in editions if not secret.isdisjoint(edition.addressed)}
