"""The order of what is found: how much of the query a service is, then how near it is."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from maillage.directory.models import Service, Term
from maillage.directory.selectors.search.index import Index
from maillage.directory.selectors.search.lexicon import Lexicon
from maillage.directory.selectors.search.understanding import Understood, understand
from maillage.directory.sheets.languages import FRENCH_NAMES
from maillage.territory.models import Municipality
from maillage.territory.selectors.where import Gazetteer

NEAR = 12.0  # km at which nearness has fallen to a third
FAR_SHARE = 0.3  # of its relevance that a service keeps however far it is
EARTH = 6371.0  # km
LEAST = 0.05  # relevance under which nothing is shown
SLOTS = {
    "time.monday": gettext_lazy("le lundi"),
    "time.tuesday": gettext_lazy("le mardi"),
    "time.wednesday": gettext_lazy("le mercredi"),
    "time.thursday": gettext_lazy("le jeudi"),
    "time.friday": gettext_lazy("le vendredi"),
    "time.saturday": gettext_lazy("le samedi"),
    "time.sunday": gettext_lazy("le dimanche"),
    "time.morning": gettext_lazy("le matin"),
    "time.afternoon": gettext_lazy("l’après-midi"),
    "time.evening": gettext_lazy("le soir"),
    "time.weekend": gettext_lazy("le week-end"),
    "free": gettext_lazy("gratuit"),
    "childcare": gettext_lazy("garderie"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A service that was found: `score` 0 to 1, its communes, and why it is there, in the reader's language."""

    service: Service
    score: float
    communes: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was understood, and the services in order."""

    understood: Understood
    results: list[Result]


def search(query: str, limit: int = 20) -> Found:
    """Services for a query in any of the site's languages, the best first; a constant number of database queries."""
    gazetteer, index = Gazetteer.load(), Index.load()
    understood = understand(query, Lexicon.load(), gazetteer, index.words)
    scores, matched = _relevance(understood, index)
    if understood.communes:
        scores = scores or _all_there(understood.communes, index)
        near = {key: _nearness(understood.communes, index.communes.get(key, ()), gazetteer) for key in scores}
        scores = {key: score * (FAR_SHARE + (1 - FAR_SHARE) * near[key]) for key, score in scores.items()}
    best = sorted(scores, key=lambda key: (-round(scores[key], 6), key))[:limit]
    services = Service.objects.select_related("organization").in_bulk(best)
    labels = _labels({mark for key in best for mark in matched.get(key, ())})
    results = []
    for key in filter(services.__contains__, best):
        here = tuple(commune.name for nis in index.communes.get(key, ()) if (commune := gazetteer.by_nis(nis)))
        why = [labels[mark] for mark in matched.get(key, ()) if mark in labels]
        results.append(Result(services[key], round(scores[key], 4), here, tuple(dict.fromkeys([*here[:2], *why]))))
    return Found(understood, results)


def _relevance(understood: Understood, index: Index) -> tuple[dict[int, float], dict[int, list[str]]]:
    """By service: the share of the query that it answers, and the marks by which, the weightiest first."""
    found = {mark: index.postings.get(mark, {}) for mark in understood.weights}
    worth = {mark: weight * _rarity(mark, len(found[mark]), index.size) for mark, weight in understood.weights.items()}
    whole = sum(worth.values()) or 1.0
    scores: dict[int, float] = defaultdict(float)
    matched: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for mark, services in found.items():
        for service, weight in services.items():
            scores[service] += worth[mark] * weight / whole
            matched[service].append((-worth[mark] * weight, mark))
    kept = {service: score for service, score in scores.items() if score >= LEAST}
    return kept, {service: [mark for _worth, mark in sorted(matched[service])] for service in kept}


def _rarity(mark: str, spread: int, total: int) -> float:
    """A word that few records have says more, 0.2 to 1; what staff and readers mean by terms varies less."""
    rare = math.log((total + 1) / (spread + 0.5)) / math.log(total + 1) if spread else 0.5
    rare = min(1.0, max(0.0, rare))
    return 0.2 + 0.8 * rare if mark.startswith("w:") else 0.6 + 0.4 * rare


def _all_there(communes: list[Municipality], index: Index) -> dict[int, float]:
    """Every service of the communes, where a query names nothing else."""
    return {service: 1.0 for commune in communes for service in index.postings.get(f"c:{commune.nis}", {})}


def _nearness(wanted: list[Municipality], places: Iterable[str], gazetteer: Gazetteer) -> float:
    """1 in the commune, a third at NEAR km, 0 where nobody knows."""
    found = [0.0]
    for nis in places:
        commune = gazetteer.by_nis(nis)
        for goal in wanted:
            if commune is None or commune == goal:
                found.append(1.0 if commune else 0.0)
            elif None not in {commune.latitude, goal.latitude}:
                found.append(0.9 * math.exp(-distance(commune, goal) / NEAR))
    return max(found)


def distance(one: Municipality, other: Municipality) -> float:
    """Kilometres between the points of two communes, by the great circle."""
    a, b = math.radians(one.latitude or 0), math.radians(other.latitude or 0)
    turn = math.radians((other.longitude or 0) - (one.longitude or 0))
    inner = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(inner))


def _labels(marks: set[str]) -> dict[str, str]:
    """How the marks are said to a reader; words are not."""
    terms = Term.objects.filter(pk__in=[int(mark[2:]) for mark in marks if mark.startswith("t:")])
    found = {f"t:{term.pk}": term.name() for term in terms.prefetch_related("words")}
    for mark in marks:
        kind, _colon, rest = mark.partition(":")
        if kind == "level":
            found[mark] = rest
        elif kind == "lang":
            found[mark] = FRENCH_NAMES.get(rest, rest).strip()
        elif mark in SLOTS:
            found[mark] = str(SLOTS[mark])
    return found
