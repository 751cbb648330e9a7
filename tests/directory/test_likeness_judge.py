"""The duplicate finder before its judge: pairs decided by hand before it was written."""

from collections import Counter

from maillage.directory.likeness import THRESHOLD, Record, compare
from tests.directory.likeness_pairs import PAIRS, Pair

LEAST = 0.9  # of precision and of recall


def found(pair: Pair) -> bool:
    """Whether the finder would show the pair to a person."""
    return compare(Record(key="1", **pair.left), Record(key="2", **pair.right)).score >= THRESHOLD


def test_finder_agrees_with_the_pairs_decided_by_hand(tell):
    verdicts = [(pair, found(pair)) for pair in PAIRS]
    counted = Counter((pair.same, shown) for pair, shown in verdicts)
    precision = counted[True, True] / (counted[True, True] + counted[False, True])
    recall = counted[True, True] / (counted[True, True] + counted[True, False])
    wrong = [
        f"{pair.group}: {pair.left['name']} / {pair.right['name']}" for pair, shown in verdicts if shown != pair.same
    ]
    tell(f"duplicates: {len(PAIRS)} pairs, precision {precision:.3f}, recall {recall:.3f}, threshold {THRESHOLD}")
    assert len(PAIRS) >= 300
    assert precision >= LEAST, wrong
    assert recall >= LEAST, wrong
