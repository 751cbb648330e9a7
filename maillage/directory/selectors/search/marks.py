"""What a service is found by: its own words, the terms it has or amounts to, its places, languages, levels and hours."""

from datetime import time, timedelta
from functools import lru_cache
from typing import Any

from maillage.directory.enums import Scheme
from maillage.directory.hours import Timetable
from maillage.directory.hours.clock import MONDAY
from maillage.directory.lexis.words import split, stem
from maillage.directory.models import Term
from maillage.directory.selectors.search.rows import Rows
from maillage.directory.selectors.vocabulary import Vocabulary

Marks = dict[str, float]
# How much of a service a word is, by where it stands.
NAME, KIND, CATEGORY, OPERATOR, DESCRIPTION, VILLAGE = 1.0, 0.9, 0.7, 0.7, 0.4, 0.9
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOON, LATE_AFTERNOON = time(12, 30), time(17, 0)
# Terms that staff gave, those that the words amount to, and what it adds that both say the same: that is its heart.
SCHEMES, MOST_KEPT = tuple(Scheme.values), 5_000
GIVEN, IMPLIED, BOTH, DILUTION = 0.75, 0.75, 0.25, 0.12


def marks_of(service: Any, rows: Rows, vocabulary: Vocabulary) -> Marks:
    """The marks of a published service, one of `rows`."""
    marks = _own_marks(service, rows.terms[service.pk], vocabulary)
    for at in rows.placements[service.pk]:
        if at.location.municipality:
            marks[f"c:{at.location.municipality.nis}"] = 1.0
        for mark in _said(at.location.public_locality):
            marks[mark] = max(marks.get(mark, 0.0), VILLAGE)
    for course in rows.courses[service.pk]:
        marks |= {f"level:{level}": 1.0 for level in course.levels} | {f"tag:{tag}": 1.0 for tag in course.tags}
    marks |= {f"lang:{language.code}": 1.0 for language in rows.languages[service.pk]}
    for schedule in rows.schedules[service.pk]:
        if schedule.hours:
            marks |= dict.fromkeys(slots(schedule.hours), 1.0)
    return marks


def _own_marks(service: Any, terms: list[Term], vocabulary: Vocabulary) -> Marks:
    marks: Marks = {}
    for text, weight in (  # the weightiest first, so that the first to say a thing says it best
        (service.name, NAME),
        (service.kind, KIND),
        (service.category, CATEGORY),
        (f"{service.operator} {service.operator_also}", OPERATOR),
        (service.description, DESCRIPTION),
    ):
        for mark in _said(text):
            marks.setdefault(mark, weight)
        if weight != OPERATOR:
            for mark in _amounting_to(text, vocabulary):
                marks.setdefault(mark, weight * IMPLIED)
    _add_given(marks, terms)
    if service.childcare:
        marks["childcare"] = 1.0
    if service.fees_cents == 0:
        marks["free"] = 1.0
    return marks


def _add_given(marks: Marks, terms: list[Term]) -> None:
    """The terms that staff gave; the fewer needs a service answers, the more it is about each."""
    needs = sum(term.scheme == Scheme.NEED for term in terms)
    for term in terms:
        mark = f"t:{term.pk}"
        focus = 1 / (1 + DILUTION * max(0, needs - 1)) if term.scheme == Scheme.NEED else 1.0
        marks[mark] = focus * (GIVEN + BOTH * marks.get(mark, 0.0) / IMPLIED)


@lru_cache(maxsize=MOST_KEPT)
def _said(text: str) -> tuple[str, ...]:
    """The marks of the words of a text: kinds, categories and operators are the same for many."""
    return tuple(f"w:{stem(word)}" for word in split(text))


@lru_cache(maxsize=MOST_KEPT)
def _amounting_to(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The marks of the terms that the words of a text amount to."""
    return tuple(f"t:{term.pk}" for term in vocabulary.within(text, *SCHEMES))


@lru_cache(maxsize=MOST_KEPT)
def slots(hours: str) -> frozenset[str]:
    """When in an ordinary week: `time.monday`…, `time.weekend`, `time.morning`, `time.afternoon`, `time.evening`."""
    table = Timetable(hours)
    found = set()
    for number, name in enumerate(DAYS):
        for start, end in table.day(MONDAY + timedelta(days=number)):
            found.add(f"time.{name}")
            found |= {"time.weekend"} if number > 4 else set()
            found |= {"time.morning"} if start < time(11, 30) else set()
            found |= {"time.afternoon"} if start < LATE_AFTERNOON and (end > NOON or end <= start) else set()
            found |= {"time.evening"} if end > time(18, 30) or end <= start or start >= LATE_AFTERNOON else set()
    return frozenset(found)
