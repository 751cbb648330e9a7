"""Whether two records are one body: reasons for and against, added up as logarithms of odds (Fellegi and Sunter)."""

from collections.abc import Iterator
from itertools import product
from math import exp
from typing import NamedTuple

from maillage.directory.likeness.evidence import contact_reasons, kbo_reasons, kept_contacts, zones_differ
from maillage.directory.likeness.names import Name
from maillage.directory.likeness.places import Meeting, communes, meet, of_postcode, villages
from maillage.directory.likeness.profiles import Profile, read_profile
from maillage.directory.likeness.record import Code, Likeness, Reason, Record
from maillage.directory.likeness.renaming import was_renamed
from maillage.directory.likeness.resemblance import Resemblance, needs_place, one_per_town, resemble
from maillage.directory.likeness.text import content_words

THRESHOLD = 0.5
"""From this score on a pair is shown to a person, who decides; nothing is merged by itself.

A false pair costs that person half a minute and is never shown again once refused. A missed pair costs visitors: one
of the two sheets grows old unseen, and somebody stands before a closed door. So the threshold is at even odds, where a
missed pair is still rare, and not at the near certainty that merging without a person would need.
"""
LONGEST_COMMON_ACRONYM = 5  # letters
PRIOR = -1.5  # two records that share a key but about which nothing is known are rather two bodies
MOST_FROM_CONTACTS = 4.5  # all that a shared building, switchboard and site can say together
RENAMED = 0.8  # another name on contacts that belong to one body only: rather the body's new name
DECISIVE = frozenset({
    Code.KBO_DIFFERENT, Code.KIND_DIFFERENT, Code.SERVICE, Code.NUMBER_DIFFERENT, Code.NAME_DIFFERENT, Code.PLACE_DIFFERENT,
})  # fmt: skip


def compare(left: Record, right: Record) -> Likeness:
    """How sure it is that two records are one body. Never fails: a field that is missing or unreadable says nothing."""
    return weigh(read_profile(left), read_profile(right))


def weigh(left: Profile, right: Profile) -> Likeness:
    """`compare` for records already taken apart."""
    _, named, resemblance, pair = _best_names(left, right)
    unsure = needs_place(resemblance, *pair) if pair else True
    unique = bool(pair) and one_per_town(*pair)
    doubt = 0.0 if unique or not unsure else 1 - min(1.0, resemblance.identity)
    sections = any(name.federated for name in pair)
    contacts = list(contact_reasons(left, right, doubt=doubt, sections=sections, halves=resemblance.halves))
    against = sum(reason.weight for reason in contacts if reason.weight < 0)
    helping = sum(reason.weight for reason in contacts if reason.weight > 0)
    total = PRIOR + sum(reason.weight for reason in named) + against + min(MOST_FROM_CONTACTS, helping)
    numbers = list(kbo_reasons(left, right))
    decisive = {reason.code for reason in (*named, *numbers)} & DECISIVE
    if decisive <= {Code.NAME_DIFFERENT} and resemblance.closeness < 0.65 and was_renamed(left, right, pair):
        contacts.append(Reason(Code.CONTACTS_KEPT, RENAMED))
        total = max(total, RENAMED)
    elif decisive:
        total = min(total, -1.0)
    if any(reason.code is Code.KBO_SAME for reason in numbers):
        total = max(total + 8, 1.0)
    reasons = sorted((*numbers, *named, *contacts), key=lambda reason: -abs(reason.weight))
    return Likeness(round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4), tuple(reasons))


class Naming(NamedTuple):
    """What one pair of names says, places included. `rating` orders the pairs of two records."""

    rating: tuple[float, float, float]
    reasons: list[Reason]
    resemblance: Resemblance
    pair: tuple[Name, ...]


def _best_names(left: Profile, right: Profile) -> Naming:
    """The pair of names that speaks most for one body; a name that is not the main one says a little less."""
    namings = []
    for (rank, ours), (other_rank, theirs) in product(enumerate(left.names), enumerate(right.names)):
        found = resemble(ours, theirs)
        reasons = [*_name_reasons(ours, theirs, found), *_place_reasons(left, right, ours, theirs, found)]
        total = sum(reason.weight for reason in reasons) - 0.3 * ((rank > 0) + (other_rank > 0))
        namings.append(Naming((round(total, 6), found.closeness, found.identity), reasons, found, (ours, theirs)))
    best = max(namings, key=lambda naming: naming.rating, default=Naming((0, 0, 0), [], Resemblance(0.0, 0.0), ()))
    if best.pair and _share_an_acronym_only(left, right, best):
        best.reasons.append(Reason(Code.NAME_DIFFERENT, -4.0, left.names[0].text, right.names[0].text))
    return best


def _share_an_acronym_only(left: Profile, right: Profile, best: Naming) -> bool:
    """Whether two bodies, each with a full name that is not the other's, meet in an acronym that both may have."""
    short = best.resemblance.acronym or max((word for name in best.pair for word in name.words), key=len, default="")
    full = [
        [name for name in side.names if len({*name.spoken} - {short} - name.place_words) > 1] for side in (left, right)
    ]
    if len(short) > LONGEST_COMMON_ACRONYM or not all(full):
        return False
    return all(resemble(*pair).closeness < 0.5 for pair in product(*full))


def _name_reasons(ours: Name, theirs: Name, resemblance: Resemblance) -> Iterator[Reason]:
    closeness, texts = resemblance.closeness, _texts(ours, theirs)
    if closeness < 0.65:
        slope = -12 * (0.65 - closeness)
        yield Reason(Code.NAME_DIFFERENT if closeness < 0.5 else Code.NAME_CLOSE, slope, *texts)
    else:
        gain = min(5.0, 1 + 2.5 * resemblance.identity) * (closeness - 0.65) / 0.35
        code = Code.ACRONYM if resemblance.acronym else Code.NAME_SAME if closeness > 0.995 else Code.NAME_CLOSE
        yield Reason(code, gain, *texts)
    if ours.kinds and theirs.kinds and not ours.kinds & theirs.kinds and not resemblance.acronym:
        yield Reason(Code.KIND_DIFFERENT, -4.0, *texts)
    if resemblance.service:
        yield Reason(Code.SERVICE, -4.0, *texts)
    if ours.markers and theirs.markers and not ours.markers & theirs.markers:
        yield Reason(Code.NUMBER_DIFFERENT, -4.0, *texts)
    if ours.legal and theirs.legal and not ours.legal & theirs.legal:
        yield Reason(Code.LEGAL_DIFFERENT, -0.6)


def _place_reasons(left: Profile, right: Profile, ours: Name, theirs: Name, found: Resemblance) -> Iterator[Reason]:
    """What the places say. Where the name alone tells nothing, another place is another body."""
    unsure = needs_place(found, ours, theirs)
    named = meet(ours.places, theirs.places)
    place = _meet_places(left, right, ours, theirs, at_place=found.at_place)
    towns = left.seat.shown, right.seat.shown
    if place is Meeting.SAME and unsure and not one_per_town(ours, theirs) and _other_village(left, right):
        yield Reason(Code.PLACE_DIFFERENT, -7.0, *towns)
    elif place is Meeting.SAME:
        yield Reason(Code.PLACE_SAME, _gain_of_place(left, right, ours, theirs, found))
    elif place is Meeting.UNKNOWN and unsure:
        yield Reason(Code.TOWN_DIFFERENT, -2.0, *towns) if all(towns) else Reason(Code.PLACE_MISSING, -0.2)
    elif place is Meeting.DIFFERENT and named is Meeting.UNKNOWN and kept_contacts(left, right) > 1:
        yield Reason(Code.TOWN_DIFFERENT, -2.5, *towns)  # it moved
    elif place is Meeting.DIFFERENT and _told_by_place(found, ours, theirs, named, unsure=unsure):
        yield Reason(
            Code.PLACE_DIFFERENT, -7.0, *(towns if all(towns) and towns[0] != towns[1] else _texts(ours, theirs))
        )
    elif place is Meeting.DIFFERENT:
        yield Reason(Code.TOWN_DIFFERENT, -2.5 if unsure else _loss_of_town(left, right, found), *towns)


def _loss_of_town(left: Profile, right: Profile, found: Resemblance) -> float:
    """Another town says more where the names share one word only, and more still in another telephone zone."""
    strangers = zones_differ(left, right) and not left.hosts & right.hosts and not left.emails & right.emails
    few = max(0.0, 3 - found.identity) * (1.8 if strangers else 0.4)
    return -1.5 - 3 * (1 - found.closeness) - few


def _other_village(left: Profile, right: Profile) -> bool:
    """Whether both say which village of one commune they are in, not the same one, and no contact joins them."""
    sites = {tuple(content_words(side.seat.shown)) for side in (left, right)}
    codes = {side.postcode for side in (left, right)}
    known = sites <= {*villages()} or "" not in codes
    apart = len(sites) == 2 and (len(codes) == 2 or "" in codes) and known and not sites & {*communes(), ()}
    return apart and not left.phones & right.phones and not left.emails & right.emails


def _meet_places(left: Profile, right: Profile, ours: Name, theirs: Name, *, at_place: bool) -> Meeting:
    """The places in the names; where one is not said, the seat stands for it."""
    steps = (
        meet(ours.places, theirs.places),
        meet(ours.places or left.seat.ids, theirs.places or right.seat.ids),
        Meeting.SAME if at_place else Meeting.UNKNOWN,
        meet(left.seat.ids, right.seat.ids),
    )
    return next((step for step in steps if step is not Meeting.UNKNOWN), Meeting.UNKNOWN)


def _told_by_place(found: Resemblance, ours: Name, theirs: Name, named: Meeting, *, unsure: bool) -> bool:
    """Whether two places make two bodies for certain: of a kind or a movement, or names that differ by the town only.

    A branch (`antenne de Dinant`) of a body with a name of its own is that body.
    """
    if unsure:
        return found.identity < 0.5 or ours.federated or theirs.federated
    return named is Meeting.DIFFERENT and ours.branch == theirs.branch


def _texts(ours: Name, theirs: Name) -> tuple[str, str]:
    return ours.text, theirs.text


def _gain_of_place(left: Profile, right: Profile, ours: Name, theirs: Name, found: Resemblance) -> float:
    """One town says most where town and kind are enough, and less the less the names are alike."""
    if not needs_place(found, ours, theirs):
        return 0.3 if found.halves else 1.0
    nearness = max(0.0, min(1.0, 2.5 * (found.closeness - 0.5)))
    if one_per_town(ours, theirs):
        return 3.0 * nearness
    codes_differ = (
        left.postcode != right.postcode
        and meet(of_postcode(left.postcode), of_postcode(right.postcode)) is Meeting.SAME
    )
    if codes_differ and found.identity < 0.5:
        return -0.2
    return (0.5 if codes_differ else 1.5) * nearness
