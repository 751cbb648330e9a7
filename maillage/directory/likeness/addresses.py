"""Addresses as people write them: `12, av. de la Gare (bte 3) – 5500 Dinant`."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from maillage.directory.likeness.places import Meeting
from maillage.directory.likeness.text import fold

POSTCODE = re.compile(r"\b(?:[bB]\s?-\s?)?([1-9]\d{3})\s+(?=[^\W\d])(.*)$", re.DOTALL)
BOX = re.compile(r"\b(?:boite|bte|bt|bus|box|etage|et)\s*[a-z]?\d*\b.*$")
NUMBER = re.compile(r"\b(\d{1,4})(?:\s?[a-z]\b)?(?:\s(\d{1,4})\b)?")
WAYS = {
    "allee": "allee", "all": "allee", "avenue": "avenue", "av": "avenue", "ave": "avenue", "boulevard": "boulevard",
    "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard", "chaussee": "chaussee",
    "ch": "chaussee", "chee": "chaussee", "chemin": "chemin", "clos": "clos", "cour": "cour", "esplanade": "esplanade",
    "faubourg": "faubourg", "fbg": "faubourg", "galerie": "galerie", "impasse": "impasse", "imp": "impasse", "parc": "parc",
    "passage": "passage", "place": "place", "pl": "place", "quai": "quai", "r": "rue", "route": "route", "rte": "route",
    "rue": "rue", "ruelle": "ruelle", "sentier": "sentier", "square": "square", "sq": "square", "venelle": "venelle",
}  # fmt: skip
SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "en", "n", "no", "num", "numero"})
LONG = {
    "st": "saint", "ste": "saint", "sainte": "saint", "dr": "docteur", "gal": "general", "gen": "general",
    "prof": "professeur", "cdt": "commandant", "col": "colonel", "lt": "lieutenant", "pres": "president",
    "mgr": "monseigneur", "bgm": "bourgmestre", "bourg": "bourgmestre", "bgmestre": "bourgmestre",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A way's kind, its own name, the house numbers. Empty where it is not said."""

    way: str = ""
    street: str = ""
    numbers: frozenset[int] = frozenset()


def read_address(text: str) -> tuple[Address, str, str]:
    """The address, then the postcode and the town that were written after it ("" when they were not)."""
    town = POSTCODE.search(text)
    postcode, commune = (town[1], town[2].strip(" ,;()")) if town else ("", "")
    plain = BOX.sub("", fold(text[: town.start()] if town else text))
    found = NUMBER.search(plain)
    numbers = frozenset(int(number) for number in found.groups() if number) if found else frozenset()
    words = [LONG.get(word, word) for word in NUMBER.sub(" ", plain).split() if word not in SMALL]
    at = next((place for place, word in enumerate(words) if word in WAYS), None)
    way = "" if at is None else WAYS[words[at]]
    street = " ".join(words if at is None else words[at + 1 :] or words[:at])
    return Address(way, street, numbers), postcode, commune


def meet_addresses(left: Address, right: Address) -> Meeting:
    """Same street and number, another one, or unknown when a street or a number misses. Towns are not looked at."""
    if not left.street or not right.street:
        return Meeting.UNKNOWN
    close = fuzz.ratio(left.street, right.street) >= 86 or fuzz.token_sort_ratio(left.street, right.street) >= 92
    if not close:
        return Meeting.DIFFERENT
    if not left.numbers or not right.numbers:
        return Meeting.UNKNOWN
    ways_differ = bool(left.way and right.way and left.way != right.way)
    return Meeting.SAME if left.numbers & right.numbers and not ways_differ else Meeting.DIFFERENT
