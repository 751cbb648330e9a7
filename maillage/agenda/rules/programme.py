"""The programme of an event: its moments and its workshops, merged in the order of the clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import groupby

from django.utils import timezone

from maillage.agenda.models import Bucket, Event, ProgrammeItem
from maillage.ui import moments


@dataclass(frozen=True)
class Moment:
    """Some hours of a day: something for everybody (`title`), or workshops to choose from."""

    day: int
    starts: time
    ends: time | None
    title: str = ""
    speakers: str = ""
    workshops: list[Bucket] = field(default_factory=list)


@dataclass(frozen=True)
class ProgrammeDay:
    """A day of the event and what happens on it, in order."""

    date: date
    moments: list[Moment]

    @property
    def name(self) -> str:
        """« jeudi 3 décembre 2026 »."""
        return moments.day(self.date)


def programme(event: Event, items: Iterable[ProgrammeItem], workshops: Iterable[Bucket]) -> list[ProgrammeDay]:
    """The days that have something. Workshops of the same hours stand together, after what begins with them."""
    found = [Moment(item.day, item.starts, item.ends, item.title, item.speakers) for item in items]
    found += [_stretch(list(group)) for _same, group in groupby(sorted(workshops, key=_hours), key=_hours)]
    found.sort(key=lambda moment: (moment.day, moment.starts, bool(moment.workshops)))
    first = timezone.localtime(event.starts_at).date()
    return [
        ProgrammeDay(first + timedelta(days=day - 1), list(group))
        for day, group in groupby(found, key=lambda moment: moment.day)
    ]


def _hours(workshop: Bucket) -> tuple[int, time, time]:
    starts = workshop.starts or time()
    return workshop.day, starts, workshop.ends or starts


def _stretch(workshops: list[Bucket]) -> Moment:
    return Moment(*_hours(workshops[0]), workshops=workshops)
