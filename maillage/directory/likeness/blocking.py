"""Finding who to compare without comparing everybody with everybody: records that share a rare enough key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import combinations

from maillage.directory.likeness.lexicon import GENERIC
from maillage.directory.likeness.names import Name
from maillage.directory.likeness.phrases import KIND
from maillage.directory.likeness.profiles import Profile, read_profile
from maillage.directory.likeness.record import Likeness, Record
from maillage.directory.likeness.resemblance import alike
from maillage.directory.likeness.scoring import THRESHOLD, weigh
from maillage.directory.likeness.text import spellings

MOST_IN_BLOCK = 60  # a key that more records share says nothing; rarer keys made of two such words remain
MOST_COMPARED = 40  # of one record: those that share the most and the rarest keys
SHORTEST_TYPO = 3  # letters; shorter words forgive none


class Index:
    """Records to compare new ones with. Memory grows with the records, about 6 kB each; `add` takes one more."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.profiles: list[Profile] = []
        self.blocks: defaultdict[str, list[int]] = defaultdict(list)
        self.spellings: defaultdict[str, set[str]] = defaultdict(set)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take a record in; those after it are compared with it too."""
        profile = read_profile(record)
        place = len(self.profiles)
        self.profiles.append(profile)
        for key in keys(profile):
            self.blocks[key].append(place)
        for word in _proper_words(profile):
            for spelling in spellings(word):
                self.spellings[spelling].add(word)

    def near(self, record: Record) -> list[tuple[str, Likeness]]:
        """Keys of the records that may be the same body (score from THRESHOLD on), the likeliest first.

        A record with the same key is the record itself and left out.
        """
        profile = read_profile(record)
        return self._weigh(profile, self._neighbours(profile, len(self.profiles)))

    def pairs(self) -> Iterator[tuple[str, str, Likeness]]:
        """Each pair of records in here that may be one body, once, the earlier record first."""
        for place, profile in enumerate(self.profiles):
            for key, likeness in self._weigh(profile, self._neighbours(profile, place)):
                yield key, profile.key, likeness

    def _weigh(self, profile: Profile, places: Iterable[int]) -> list[tuple[str, Likeness]]:
        others = [self.profiles[place] for place in places if self.profiles[place].key != profile.key]
        found = [(other.key, weigh(other, profile)) for other in others]
        alike_ones = [(key, likeness) for key, likeness in found if likeness.score >= THRESHOLD]
        return sorted(alike_ones, key=lambda pair: -pair[1].score)

    def _neighbours(self, profile: Profile, before: int) -> list[int]:
        """Places below `before` that share a key, those with the rarest keys first."""
        votes: defaultdict[int, float] = defaultdict(float)
        for key in keys(profile) | self._misspelt(profile):
            block = self.blocks.get(key, ())
            if 0 < len(block) <= MOST_IN_BLOCK:
                for place in block:
                    if place < before:
                        votes[place] += 1 / len(block)
        return nlargest(MOST_COMPARED, votes, key=lambda place: votes[place])

    def _misspelt(self, profile: Profile) -> set[str]:
        """The keys of words here that are one typo away from the record's own."""
        found = set()
        for word in _proper_words(profile):
            others = {other for spelling in spellings(word) for other in self.spellings.get(spelling, ())}
            for other in others - {word}:
                if alike(word, other):
                    found.update(_word_keys(other, profile.seat.ids))
        return found


def candidates(
    records: Iterable[Record], among: Iterable[Record] | None = None
) -> Iterator[tuple[str, str, Likeness]]:  # fmt: skip
    """Pairs that may be one body (score from THRESHOLD on), each once.

    Without `among`: pairs of `records`, the earlier first. With it: each of `records` with those of `among`.
    """
    if among is None:
        yield from Index(records).pairs()
        return
    index = Index(among)
    seen: set[frozenset[str]] = set()
    for record in records:
        for key, likeness in index.near(record):
            if frozenset({record.key, key}) not in seen:
                seen.add(frozenset({record.key, key}))
                yield record.key, key, likeness


def keys(profile: Profile) -> set[str]:
    """Everything by which a record may meet its double; two that are one body share at least one."""
    found = {f"tel:{phone}" for phone in profile.phones} | {f"mail:{email}" for email in profile.emails}
    found |= {f"host:{host}" for host in profile.hosts}
    if profile.site[0]:
        found |= {f"site:{''.join(profile.site)}", f"host:{profile.site[0]}"}
    if profile.kbo:
        found.add(f"kbo:{profile.kbo}")
    for name in profile.names:
        found |= _name_keys(name, profile.seat.ids)
    return found


def _name_keys(name: Name, seats: frozenset[str]) -> set[str]:
    found = {f"short:{word}" for word in {*name.initials, *name.acronyms, *name.kinds}}
    found |= {f"short:{short}@{place}" for short in {*name.initials, *name.acronyms} for place in name.places or seats}
    if len(name.words) == 1 or len(name.spoken) >= 3:  # an acronym made of beginnings, or what it may stand for
        found |= {f"letter:{name.spoken[0][0]}@{place}" for place in name.places | seats if name.spoken}
    found.add(f"all:{''.join(sorted(name.words))}")
    found.add(f"start:{''.join(word for word in name.words if not word.startswith(KIND))[:7]}")
    for word in name.words:
        found |= _word_keys(word, name.places | seats)
    found |= {f"two:{'+'.join(sorted(pair))}" for pair in combinations(name.words[:6], 2)}
    return found


def _word_keys(word: str, places: Iterable[str]) -> set[str]:
    return {f"word:{word}", *(f"word:{word}@{place}" for place in places)}


def _proper_words(profile: Profile) -> set[str]:
    words = {word for name in profile.names for word in name.words}
    return {word for word in words if len(word) >= SHORTEST_TYPO and ":" not in word and word not in GENERIC}
