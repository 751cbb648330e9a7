"""The order of what is found: how much of the query a service is, then how near it is, how fresh, whether it is open."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.core import clock
from maillage.directory.selectors.search.faces import Face
from maillage.directory.selectors.search.index import NEVER, Index
from maillage.directory.selectors.search.knowledge import Knowledge
from maillage.directory.selectors.search.nearness import distances
from maillage.directory.selectors.search.understanding import Understood, understand
from maillage.directory.selectors.search.wanted import Wanted, fitting, open_at
from maillage.territory.models import Municipality

Scores = NDArray[np.float64]
NEAR = 12.0  # km at which nearness has fallen to a third
FAR_SHARE = 0.3  # of its relevance that a service keeps however far it is
NEIGHBOUR = 0.9  # nearness of what is not in the commune itself, however close
LEAST, TAIL = 0.05, 0.3  # relevance under which nothing is shown: at all, and of the best one's
# Between services that answer alike: the one that somebody stood for lately, then the one that is open.
FRESH, FRESH_DAYS, OPEN = 0.03, 730, 0.015
LOOKED_AT = 200  # of the best, to see whether they are open


@dataclass(frozen=True, slots=True)
class Result:
    """A service that was found: `score` 0 to 1, how far it is (None: nobody asked, or nobody knows), the marks by which
    it was found, the weightiest first, and what a list shows of it, which is the same as long as `version` is."""

    key: int
    score: float
    kilometres: float | None
    marks: tuple[str, ...]
    version: str
    face: Face


@dataclass(frozen=True, slots=True)
class Found:
    """What was understood, how many services there are, and those that were asked for, in order.

    `communes` and `near` (degrees): where the nearest are looked for; `here`: how many of the services are there.
    """

    understood: Understood
    communes: list[Municipality]
    total: int
    here: int
    results: list[Result]
    near: tuple[float, float] | None = None


def search(wanted: Wanted, known: Knowledge, limit: int = 20, offset: int = 0) -> Found:
    """The services that a reader asks for, in any of the site's languages, the best first.

    At most one database query: for those that were not shown before. `limit` results from the place `offset` on.
    """
    index, (understood, goals) = known.index, _read(wanted, known)
    scores = _scores(wanted, understood, goals, known)
    numbers = np.flatnonzero(scores)
    far = distances(index, goals, wanted.near, known.gazetteer) if goals or wanted.near else None
    ordered, worth = _order(numbers, scores[numbers], far, known, offset + limit)
    here = int((far[numbers] == 0).sum()) if far is not None and goals else 0
    page = slice(offset, offset + limit)
    results = _results(ordered[page], worth[page], far, known.index, understood, wanted.marks)
    return Found(understood, goals, len(numbers), here, results, wanted.near)


def count(wanted: Wanted, known: Knowledge) -> int:
    """How many services a search would find."""
    return int(np.count_nonzero(_scores(wanted, *_read(wanted, known), known)))


def _read(wanted: Wanted, known: Knowledge) -> tuple[Understood, list[Municipality]]:
    """What the words mean, and the communes that are asked for: the one that was chosen, else those that words name."""
    understood = understand(wanted.query, known.lexicon, known.gazetteer, known.index.words)
    return understood, [wanted.commune] if wanted.commune else understood.communes


def _scores(wanted: Wanted, understood: Understood, goals: list[Municipality], known: Knowledge) -> Scores:
    """By number: how much of the query each service is, 0 for those that do not fit or are too little of it."""
    listing = bool(goals) or not wanted.query.strip()
    scores = fitting(wanted, known.index, known.breaks) * _relevance(understood, known.index, listing=listing)
    return np.where(scores >= max(LEAST, TAIL * scores.max(initial=0.0)), scores, 0.0)


def _relevance(understood: Understood, index: Index, *, listing: bool) -> Scores:
    """By number: the share of the query that each service answers; all of them alike where it names nothing to look for."""
    if not understood.weights:
        return np.full(len(index.keys), float(listing))
    scores, size = np.zeros(len(index.keys)), index.size
    worth = {
        mark: weight * _rarity(mark, len(index.of(mark).numbers), size) for mark, weight in understood.weights.items()
    }
    whole = sum(worth.values()) or 1.0
    for mark, value in worth.items():
        numbers, weights = index.of(mark)
        scores[numbers] += value / whole * weights
    return scores


def _rarity(mark: str, spread: int, total: int) -> float:
    """A word that few records have says more, 0.2 to 1; what staff and readers mean by terms varies less."""
    rare = math.log((total + 1) / (spread + 0.5)) / math.log(total + 1) if spread else 0.5
    rare = min(1.0, max(0.0, rare))
    return 0.2 + 0.8 * rare if mark.startswith("w:") else 0.6 + 0.4 * rare


def _order(
    numbers: NDArray[np.int64], scores: Scores, far: Scores | None, known: Knowledge, most: int
) -> tuple[NDArray[np.int64], Scores]:
    """The first `most` numbers and what they are worth, the best first; equals in the order in which they were entered."""
    index = known.index
    worth = scores * _freshness(index.assured[numbers])
    if far is not None:
        worth *= FAR_SHARE + (1 - FAR_SHARE) * _nearness(far[numbers])
    worth = np.round(worth, 6)
    if len(worth) > (enough := max(most, LOOKED_AT)):
        best = worth >= np.partition(worth, -enough)[-enough]
        numbers, worth = numbers[best], worth[best]
    order = np.lexsort((index.keys[numbers], -worth))
    best = order[:LOOKED_AT]
    worth[best] *= 1 + OPEN * open_at(index, clock.minute(), known.breaks)[numbers[best]]
    order[:LOOKED_AT] = best[np.lexsort((index.keys[numbers[best]], -worth[best]))]
    return numbers[order], worth[order]


def _nearness(far: Scores) -> Scores:
    """1 in the commune, a third at NEAR km, 0 where nobody knows."""
    return np.where(far == 0, 1.0, NEIGHBOUR * np.exp(-far / NEAR))


def _freshness(assured: NDArray[np.int32]) -> Scores:
    """From 1 to 1 + FRESH, which has gone after FRESH_DAYS."""
    age = clock.today().toordinal() - assured.astype(np.float64)
    return np.where(assured == NEVER, 1.0, 1 + FRESH * np.clip(1 - age / FRESH_DAYS, 0.0, 1.0))


def _results(
    shown: NDArray[np.int64],
    worth: Scores,
    far: Scores | None,
    index: Index,
    understood: Understood,
    asked: tuple[str, ...],
) -> list[Result]:
    """What is shown, in order; each has what was `asked` of all, beside what of the query it has."""
    written, matched = index.written(shown), _matched(shown, understood, index)
    results = []
    for place, (number, score) in enumerate(zip(shown.tolist(), worth, strict=True)):
        if number in written:
            distance = None if far is None or not np.isfinite(far[number]) else float(far[number])
            marks = (*(mark for _worth, mark in sorted(matched[place])), *asked)
            results.append(Result(int(index.keys[number]), round(float(score), 4), distance, marks, *written[number]))
    return results


def _matched(shown: NDArray[np.int64], understood: Understood, index: Index) -> list[list[tuple[float, str]]]:
    """For each service that is shown, the marks of the query that it has, with how much they say of it, negative."""
    found: list[list[tuple[float, str]]] = [[] for _ in shown]
    for mark, weight in understood.weights.items():
        numbers, weights = index.of(mark)
        if not len(numbers):
            continue
        at = np.minimum(np.searchsorted(numbers, shown), len(numbers) - 1)
        for place in np.flatnonzero(numbers[at] == shown).tolist():
            found[place].append((-weight * float(weights[at[place]]), mark))
    return found
