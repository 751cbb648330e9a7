"""What hangs on a service: phones, languages and hours at a place; levels, places left and terms. The first row counts."""

from typing import Any

from maillage.directory.actions.imports.entries import Placement, ServiceEntry
from maillage.directory.actions.imports.facts import Facts
from maillage.directory.actions.imports.lines import Lines
from maillage.directory.selectors.vocabulary import Vocabulary

AT_PLACE = ("phones", "languages", "schedules")
SAID_OF_CAPACITY = ("places", "free_places", "waiting_weeks", "next_intake")


def say_children(
    lines: Lines, vocabulary: Vocabulary, service: ServiceEntry, at: Placement, said: Facts, number: int
) -> None:
    """Take what row `number` says of them into `wanted`, and tell what changes, contradicts, or waits for a draft."""
    for kind in AT_PLACE:
        if (rows := getattr(said, kind)) is not None:
            _say(lines, service, at, kind, at.children.get(kind, ()), rows, number)
    if said.course is not None:
        _say(lines, service, service, "course", service.course, said.course, number)
    told = {name: said.capacity[name] for name in SAID_OF_CAPACITY if name in said.capacity}
    if told:
        present = service.wanted.get("capacity", service.capacity)
        same = all(present.get(name) == value for name, value in told.items())
        value = present if same else {**present, **said.capacity}
        _say(lines, service, service, "capacity", service.capacity, value, number)
    _say_terms(lines, vocabulary, service, said, number)


def _say(
    lines: Lines, service: ServiceEntry, of: ServiceEntry | Placement, kind: str, present: Any, value: Any, number: int
) -> None:
    if value == of.wanted.get(kind, present):
        of.told.add(kind)
    elif kind in of.told:
        lines.contradiction(number, service, kind, value)
    elif service.has_draft:
        lines.draft(number, service, kind)
    else:
        of.told.add(kind)
        of.wanted[kind] = value
        if not of.is_new:
            lines.change(number, service, kind, present, value)


def _say_terms(lines: Lines, vocabulary: Vocabulary, service: ServiceEntry, said: Facts, number: int) -> None:
    """The terms that a row names stand for their scheme; what its words amount to adds up where nothing is named."""
    present = service.wanted.get("terms", service.terms)
    found, scheme_of = set(present), vocabulary.scheme_of
    for scheme, keys in said.terms.items():
        if scheme not in service.told:
            found = {key for key in found if scheme_of[key] != scheme} | set(keys)
        elif {key for key in found if scheme_of[key] == scheme} != set(keys):
            lines.contradiction(number, service, "terms", keys)
    service.told |= said.terms.keys()
    if service.is_new or {"category", "kind"} & service.before.keys():
        found |= {key for key in said.guessed if scheme_of[key] not in service.told}
    if found == present:
        return
    if service.has_draft:
        lines.draft(number, service, "terms")
        return
    service.wanted["terms"] = frozenset(found)
    if not service.is_new:
        lines.change(number, service, "terms", present, found)
