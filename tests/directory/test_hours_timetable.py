"""Open or closed: the instants worked out by hand, intervals, changes, days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maillage.directory.hours import Timetable
from tests.directory.hours_instants import BREAKS, CASES, Case

BRUSSELS = ZoneInfo("Europe/Brussels")
INSTANTS = [
    pytest.param(case, at, expected, id=f"{name}: {at}")
    for name, case in CASES.items()
    for expected, instants in ((True, case.open), (False, case.closed))
    for at in instants
]


def brussels(text: str) -> datetime:
    wall = datetime.fromisoformat(text.removesuffix(" fold"))
    return wall.replace(tzinfo=BRUSSELS, fold=int(text.endswith(" fold")))


def timetable(case: Case) -> Timetable:
    return Timetable(
        case.osm, alternate_from=case.alternate_from, follows_school=case.follows_school, breaks=case.breaks
    )


def utc(*interval: datetime) -> tuple[str, ...]:
    return tuple(at.astimezone(UTC).strftime("%d %H:%M") for at in interval)


@pytest.mark.parametrize(("case", "at", "expected"), INSTANTS)
def test_is_open_at_instants_worked_out_by_hand(case, at, expected):
    assert timetable(case).is_open(brussels(at)) is expected
    assert timetable(case).is_open(brussels(at).astimezone(UTC)) is expected


@pytest.mark.parametrize(("case", "at", "expected"), INSTANTS)
def test_intervals_hold_the_instants_worked_out_by_hand(case, at, expected):
    start = brussels(at).astimezone(UTC)
    found = [
        (opens.astimezone(UTC), closes.astimezone(UTC))
        for opens, closes in timetable(case).intervals(start, start + timedelta(minutes=1))
    ]
    assert found == ([(start, start + timedelta(minutes=1))] if expected else [])


def test_is_open_refuses_an_instant_without_zone():
    with pytest.raises(ValueError, match="aware"):
        Timetable("24/7").is_open(datetime(2026, 1, 1))  # noqa: DTZ001


def test_timetable_refuses_what_is_not_osm():
    with pytest.raises(ValueError, match="notation OSM"):
        Timetable("lundi 9h")


def test_intervals_of_the_short_and_the_long_night():
    hours = Timetable("Sa 23:00-02:30; Su 02:40-03:30")
    spring = hours.intervals(brussels("2026-03-28 12:00"), brussels("2026-03-29 12:00"))
    assert [utc(*interval) for interval in spring] == [("28 22:00", "29 01:30")]
    autumn = hours.intervals(brussels("2026-10-24 12:00"), brussels("2026-10-25 12:00"))
    assert [utc(*interval) for interval in autumn] == [
        ("24 21:00", "25 00:30"),
        ("25 00:40", "25 01:30"),
        ("25 01:40", "25 02:30"),
    ]


def test_intervals_through_midnight_are_one():
    found = list(Timetable("24/7").intervals(brussels("2026-10-24 12:00"), brussels("2026-10-27 12:00")))
    assert found == [(brussels("2026-10-24 12:00"), brussels("2026-10-27 12:00"))]
    assert found[0][0].tzinfo == BRUSSELS


def test_intervals_are_cut_to_the_time_asked():
    found = list(Timetable("Mo 09:00-12:00").intervals(brussels("2026-05-04 10:00"), brussels("2026-05-11 09:30")))
    assert [utc(*interval) for interval in found] == [("04 08:00", "04 10:00"), ("11 07:00", "11 07:30")]


def test_next_change_and_next_opening_over_a_long_weekend():
    hours = Timetable("Mo-Fr 09:00-12:00; PH off")
    thursday = brussels("2026-05-21 10:00")
    assert hours.next_change(thursday) == brussels("2026-05-21 12:00")
    assert hours.next_opening(thursday) == brussels("2026-05-22 09:00")
    friday_noon = brussels("2026-05-22 12:00")
    assert hours.next_change(friday_noon) == hours.next_opening(friday_noon) == brussels("2026-05-26 09:00")


def test_next_opening_skips_breaks_and_weeks_off():
    hours = Timetable("Mo 14:00-16:00", alternate_from=date(2026, 12, 14), follows_school=True, breaks=BREAKS)
    assert hours.next_opening(brussels("2026-12-14 14:00")) == brussels("2027-01-11 14:00")


def test_next_change_is_none_when_nothing_changes():
    assert Timetable("24/7").next_change(brussels("2026-01-01 00:00")) is None
    assert Timetable("PH off").next_change(brussels("2026-01-01 00:00")) is None
    assert Timetable("24/7").next_opening(brussels("2026-01-01 00:00")) is None
    assert Timetable("2020 Mo 10:00-12:00").next_opening(brussels("2026-01-01 00:00")) is None


def test_day_gives_wall_clock_hours_of_the_day_they_begin_on():
    hours = Timetable("Fr 10:00-12:00,22:00-02:00; Sa 14:00-24:00; PH off")
    assert hours.day(date(2026, 5, 8)) == [(time(10), time(12)), (time(22), time(2))]
    assert hours.day(date(2026, 5, 9)) == [(time(14), time(0))]
    assert hours.day(date(2026, 5, 1)) == []


def test_added_rules_do_not_close_the_night_of_the_others():
    hours = Timetable("Fr 22:00-02:00, Fr 10:00-12:00; Sa[2] off")
    assert hours.is_open(brussels("2026-05-09 01:00"))
    assert not hours.is_open(brussels("2026-05-09 10:30"))


def test_comment_does_not_change_hours():
    assert Timetable('Mo 22:00-02:00 "sonner; 10:00-12:00"').day(date(2026, 5, 4)) == [(time(22), time(2))]


def test_hours_closed_within_an_evening_leave_its_night():
    hours = Timetable("Fr 18:00-02:00; Fr 19:00-20:00 off; Sa 22:00-02:00; Sa 22:00-02:00 off")
    assert hours.day(date(2026, 5, 8)) == [(time(18), time(19)), (time(20), time(2))]
    assert hours.day(date(2026, 5, 9)) == []


def test_unknown_hours_are_not_open():
    assert Timetable("Fr 22:00-02:00 unknown").day(date(2026, 5, 8)) == []


def test_hours_after_24_are_of_the_night():
    assert Timetable("Fr 22:00-26:00").day(date(2026, 5, 8)) == [(time(22), time(2))]


@pytest.mark.parametrize(
    ("osm", "on_break", "off_break"),
    [
        ("SH 10:00-12:00", [(time(10), time(12))], []),
        ("SH,We 10:00-12:00", [(time(10), time(12))], []),
        ("We,SH 10:00-12:00", [(time(10), time(12))], []),
        ("Mo-Su 10:00-12:00; SH,PH off", [], [(time(10), time(12))]),
        ("Mo-Su 10:00-12:00; Oct SH off", [], [(time(10), time(12))]),
    ],
)
def test_school_holidays_in_any_spelling(osm, on_break, off_break):
    hours = Timetable(osm, breaks=BREAKS)
    assert hours.day(date(2026, 10, 20)) == on_break
    assert hours.day(date(2026, 10, 13)) == off_break
