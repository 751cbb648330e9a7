"""Whether a door is open, when that changes, and the hours of a week: through clock changes, holidays and bad hours."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maillage.directory.enums import ScheduleKind, Weeks
from maillage.directory.models import Schedule, SchoolBreak
from maillage.directory.selectors.opening import Opening, opening, school_breaks, week

HERE = ZoneInfo("Europe/Brussels")
WINTER = ((date(2026, 12, 21), date(2027, 1, 3)),)


def schedule(hours: str = "Mo-Fr 09:00-12:00", **fields: Any) -> Schedule:
    return Schedule(hours=hours, **fields)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=HERE)  # type: ignore[misc, arg-type]


def told(schedules: list[Schedule], when: datetime, breaks: Any = ()) -> tuple[bool | None, datetime | None]:
    found = opening(schedules, when, breaks)
    return found.is_open, found.changes_at


def test_opening_says_when_it_closes_and_when_it_opens_next():
    assert told([schedule()], at(2026, 11, 26, 10)) == (True, at(2026, 11, 26, 12))
    assert told([schedule()], at(2026, 11, 26, 12)) == (False, at(2026, 11, 27, 9))
    assert told([schedule()], at(2026, 11, 27, 13)) == (False, at(2026, 11, 30, 9))


def test_opening_joins_hours_of_several_schedules_that_run_on():
    both = [schedule("Th 09:00-12:00"), schedule("Th 12:00-14:00", kind=ScheduleKind.COURSE)]
    assert told(both, at(2026, 11, 26, 10)) == (True, at(2026, 11, 26, 14))
    assert told([schedule("24/7")], at(2026, 11, 26, 10)) == (True, None)


def test_opening_leaves_hours_of_the_phone_and_of_enrolment_aside():
    apart = [schedule(kind=ScheduleKind.PHONE), schedule(kind=ScheduleKind.ENROLMENT)]
    assert opening(apart, at(2026, 11, 26, 10)) == Opening(None, None, False)


@pytest.mark.parametrize("bad", ["", "quand il y a du monde", "Mo-Xx 9-12", "25:99", "Mo 09:00-12:00 || Tu", '"'])
def test_hours_that_cannot_be_read_are_not_known(bad: str):
    assert opening([schedule(bad)], at(2026, 11, 26, 10)) == Opening(None, None, False)
    assert told([schedule(bad), schedule()], at(2026, 11, 26, 10)) == (True, at(2026, 11, 26, 12))
    assert [day.hours for day in week([schedule(bad)], date(2026, 11, 26))] == [()] * 7


def test_opening_tells_apart_appointment_without_and_with_hours():
    assert opening([schedule("", by_appointment=True)], at(2026, 11, 26, 10)) == Opening(None, None, True)
    assert opening([schedule(by_appointment=True)], at(2026, 11, 26, 10)).by_appointment


def test_opening_keeps_to_the_days_for_which_hours_hold():
    ended = schedule(valid_to=date(2026, 11, 20))
    coming = schedule(valid_from=date(2027, 1, 4))
    assert told([ended], at(2026, 11, 26, 10)) == (None, None)
    assert told([coming], at(2026, 11, 26, 10)) == (False, at(2027, 1, 4, 9))
    assert told([schedule(valid_to=date(2026, 11, 26))], at(2026, 11, 26, 13)) == (False, None)


def test_opening_follows_alternate_weeks_only_where_the_week_is_known():
    known = schedule(weeks=Weeks.ALTERNATE, alternate_from=date(2026, 11, 19))
    assert told([known], at(2026, 11, 26, 10)) == (False, at(2026, 11, 30, 9))
    assert told([schedule(weeks=Weeks.ALTERNATE)], at(2026, 11, 26, 10)) == (None, None)


def test_opening_closes_for_school_holidays_and_public_ones():
    school = schedule(follows_school=True)
    assert told([school], at(2026, 12, 18, 13), WINTER) == (False, at(2027, 1, 4, 9))
    christmas = schedule("Mo-Fr 09:00-12:00; PH off")
    assert told([christmas], at(2026, 12, 25, 10)) == (False, at(2026, 12, 28, 9))


def test_opening_counts_the_hours_of_the_nights_on_which_clocks_change():
    night = [schedule("Sa 22:00-03:30")]
    closes = opening(night, datetime(2026, 10, 24, 21, tzinfo=UTC)).changes_at
    assert closes is not None
    assert closes.astimezone(UTC) == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    twice = datetime(2026, 10, 25, 1, 45, tzinfo=UTC)  # 2:45 for the second time
    assert opening(night, twice).is_open
    spring = opening([schedule("Su 02:15-02:45")], datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert spring.changes_at is not None
    assert spring.changes_at.astimezone(HERE).date() == date(2026, 4, 5), "the skipped hour never came"


def test_week_begins_today_and_tells_hours_by_kind():
    days = week([schedule("Th 09:00-12:00,13:00-16:00"), schedule("Th 18:00-20:00", kind="course")], date(2026, 11, 26))
    assert [day.date for day in days] == [date(2026, 11, number) for number in range(26, 31)] + [
        date(2026, 12, 1),
        date(2026, 12, 2),
    ]
    reception, course = days[0].hours
    assert (reception.kind, reception.spans) == ("reception", ((time(9), time(12)), (time(13), time(16))))
    assert (course.kind, course.spans) == ("course", ((time(18), time(20)),))
    assert not days[1].hours


def test_week_says_why_usual_hours_are_not_held():
    days = week([schedule(follows_school=True)], date(2026, 12, 18), WINTER)
    assert [(bool(day.hours), day.paused) for day in days[:4]] == [
        (True, ""),
        (False, ""),
        (False, ""),
        (False, "break"),
    ]
    assert [day.holiday for day in week([schedule()], date(2026, 12, 24))][:3] == [False, True, False]
    off = week([schedule(weeks=Weeks.ALTERNATE, alternate_from=date(2026, 11, 19))], date(2026, 11, 26))
    assert off[0].paused == "week"
    unknown = week([schedule(weeks=Weeks.ALTERNATE)], date(2026, 11, 26))[0].hours
    assert [one.every_other_week for one in unknown] == [True]


@pytest.mark.django_db
def test_school_breaks_are_read_in_one_query(django_assert_num_queries: Any):
    SchoolBreak.objects.create(name="Hiver", starts_on=WINTER[0][0], ends_on=WINTER[0][1])
    with django_assert_num_queries(1):
        assert school_breaks() == WINTER
