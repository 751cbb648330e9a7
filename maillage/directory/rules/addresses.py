"""Where something is, on one line."""

from typing import Any

from django.utils.translation import gettext as _


def line(
    *, town: str, address: str = "", postcode: str = "", village: str = "", name: str = "", hidden: bool = False
) -> str:
    """« Rue Haute 1, 5500 Dinant »; the village beside its commune; of a confidential place its commune and that it is.

    `name`: of the place, told where the address does not say it already.
    """
    if hidden:
        return _("%(town)s (adresse confidentielle)") % {"town": town}
    written = town if not village or village == town else f"{village} ({town})" if town else village
    named = name if name and name not in address else ""
    return ", ".join(filter(None, [named, address, " ".join(filter(None, [postcode, written]))]))


def of(place: dict[str, Any]) -> str:
    """The line of a place as entries tell it."""
    told = {name: place[name] for name in ("town", "address", "postcode", "name", "hidden")}
    return line(**told, village=place["locality"])


def of_face(place: dict[str, Any] | None, town: str) -> str:
    """The line of a place as lists tell it, `town` being its commune; nothing where there is no place."""
    if place is None:
        return ""
    told = {name: place[name] for name in ("address", "postcode", "hidden")}
    return line(town=town, village=place["locality"], **told)
