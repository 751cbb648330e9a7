"""What changed in a directory since it was printed: entries that came, went, or say something else."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.core import clock
from maillage.directory.rules import addresses, sayings, weeks
from maillage.directory.sheets.phones import national

Facts = dict[str, Any]
# What is compared, in this order: what would send somebody to the wrong door first.
TOLD = (
    "name", "operator", "at", "hours", "phones", "email", "website", "languages", "levels", "tags", "cents", "fees", "childcare",
    "ages", "status", "alert", "application_process", "eligibility", "to_bring", "interpretation", "description", "terms",
)  # fmt: skip
PLAIN = ("name", "operator", "email", "website", "fees", "alert")  # told with what they said before


class Kind(StrEnum):
    """What happened to an entry."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


class Erratum(NamedTuple):
    """One entry: what happened, its facts as they are (as they were where it is gone), and as they were before."""

    kind: Kind
    facts: Facts
    before: Facts | None
    fields: tuple[str, ...]


def errata(before: Iterable[Facts], now: Iterable[Facts]) -> list[Erratum]:
    """By name: what is gone, what changed, what is new."""
    old, new = ({facts["ref"]: facts for facts in entries} for entries in (before, now))
    found = [Erratum(Kind.GONE, facts, None, ()) for ref, facts in old.items() if ref not in new]
    for ref, facts in new.items():
        if ref not in old:
            found.append(Erratum(Kind.NEW, facts, None, ()))
        elif fields := tuple(name for name in TOLD if _of(old[ref], name) != _of(facts, name)):
            found.append(Erratum(Kind.CHANGED, facts, old[ref], fields))
    order = list(Kind)
    return sorted(found, key=lambda one: (one.facts["name"].casefold(), order.index(one.kind)))


def kind_name(kind: Kind) -> str:
    """What happened, in the reader's language."""
    return {Kind.NEW: _("nouveau"), Kind.GONE: _("retiré"), Kind.CHANGED: _("changé")}[kind]


def what(erratum: Erratum) -> str:
    """What an erratum says beside the name: « téléphone : 081 22 33 44 (avant : 081 11 22 33) »."""
    if erratum.before is None:
        return addresses_of(erratum.facts) if erratum.kind == Kind.NEW else _towns(erratum.facts)
    told = []
    for name in erratum.fields:
        was, is_now = _before(erratum, name), _words(erratum.facts, name)
        label = field_name(name)
        if was and was != is_now:
            told.append(
                _("%(field)s : %(now)s (avant : %(before)s)") % {"field": label, "now": is_now or "—", "before": was}
            )
        elif is_now and was != is_now:
            told.append(_("%(field)s : %(now)s") % {"field": label, "now": is_now})
        else:
            told.append(label)
    return " · ".join(told)


def field_name(name: str) -> str:
    """What is called how, in the reader's language."""
    return {
        "name": pgettext("d’un service", "nom"),
        "operator": _("opérateur"),
        "at": _("adresse"),
        "hours": _("heures"),
        "phones": _("téléphone"),
        "email": _("courriel"),
        "website": _("site"),
        "languages": _("langues parlées"),
        "levels": _("niveaux"),
        "tags": _("sortes de cours"),
        "cents": _("prix"),
        "fees": _("prix, en mots"),
        "childcare": _("garderie"),
        "ages": _("âge"),
        "status": _("état"),
        "alert": _("avis"),
        "application_process": _("comment s’inscrire"),
        "eligibility": _("conditions"),
        "to_bring": _("à apporter"),
        "interpretation": _("interprétation"),
        "description": _("description"),
        "terms": _("thèmes, besoins, publics"),
    }[name]


def addresses_of(facts: Facts) -> str:
    """Where an entry is."""
    return " · ".join(dict.fromkeys(filter(None, map(addresses.of, facts["at"]))))


def _of(facts: Facts, name: str) -> Any:
    if name == "hours":
        return [place["hours"] for place in facts["at"] if place["hours"]]
    if name == "at":
        return [addresses.of(place) for place in facts["at"]]
    return facts[name]


def _towns(facts: Facts) -> str:
    """The communes of an entry that is gone: whether its address may still be told, nobody knows."""
    return _(", ").join(dict.fromkeys(place["town"] for place in facts["at"] if place["town"]))


def _before(erratum: Erratum, name: str) -> str:
    """What a value was; of an address nothing where one of the entry is not told any more."""
    secret = name == "at" and any(place["hidden"] for place in erratum.facts["at"])
    return "" if secret or erratum.before is None else _words(erratum.before, name)


def _words(facts: Facts, name: str) -> str:
    """A value that a line has room for; empty for the others, which are only named."""
    if name == "phones":
        return _(", ").join(national(number) for number in facts["phones"])
    if name == "at":
        return addresses_of(facts)
    if name == "hours":
        lines = (line.value for place in facts["at"] for line in weeks.said(place["hours"], clock.today()))
        return _(", ").join(dict.fromkeys(lines))
    if name == "cents":
        return "" if facts["cents"] is None else sayings.money(facts["cents"])
    return str(facts[name]) if name in PLAIN else ""
