"""Timetables against a slow reference with plain rules: every minute around the difficult dates."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.directory.hours import Timetable

BRUSSELS = ZoneInfo("Europe/Brussels")
NAMES = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
BREAKS = [(date(2026, 12, 21), date(2027, 1, 1)), (date(2026, 3, 27), date(2026, 3, 28))]
MINUTE = timedelta(minutes=1)

# Written down from a calendar. The library also counts Easter Sunday.
HOLIDAYS = {
    date(2026, month, day)
    for month, day in [(1, 1), (4, 5), (4, 6), (5, 1), (5, 14), (5, 25), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
} | {date(2027, 1, 1), date(2027, 3, 28), date(2027, 3, 29)}

DIFFICULT = [
    date(2026, 3, 28),
    date(2026, 4, 4),
    date(2026, 4, 30),
    date(2026, 5, 13),
    date(2026, 10, 24),
    date(2026, 11, 10),
    date(2026, 12, 27),
    date(2026, 12, 31),
    date(2027, 1, 2),
    date(2027, 3, 27),
]

quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
spans = st.tuples(quarters, quarters).filter(lambda span: span[0] != span[1] and (span[1] > span[0] or span[1] <= 360))
weekly = st.dictionaries(
    st.tuples(st.integers(0, 6), st.sampled_from([0, 0, 0, 1, 4, 5, -1])),
    st.lists(spans, min_size=1, max_size=2),
    min_size=1,
).filter(lambda hours: len({day for day, _nth in hours}) == len(hours))


def written(hours, holidays_off, school_off):
    rules = []
    for (day, nth), spans in hours.items():
        times = ",".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)
        rules.append(f"{NAMES[day]}{f'[{nth}]' if nth else ''} {times}")
    return "; ".join([*rules, *["PH off"] * holidays_off, *["SH off"] * school_off])


def is_nth(on, nth):
    if nth > 0:
        return (on.day + 6) // 7 == nth
    return nth == 0 or (on + timedelta(days=7)).month != on.month


def minutes_of(on, hours, holidays_off, closed_in_breaks, anchor):
    """Minutes since the midnight of `on`, up to two days, that begin on it."""
    if holidays_off and on in HOLIDAYS:
        return set()
    if closed_in_breaks and any(first <= on <= last for first, last in BREAKS):
        return set()
    if anchor:
        mondays = [one - timedelta(days=one.weekday()) for one in (on, anchor)]
        if abs((mondays[0] - mondays[1]).days) % 14:
            return set()
    found = set()
    for (day, nth), spans in hours.items():
        if on.weekday() == day and is_nth(on, nth):
            for start, end in spans:
                found |= set(range(start, end if end > start else end + 1440))
    return found


@settings(max_examples=60)
@given(
    hours=weekly,
    start=st.sampled_from(DIFFICULT),
    holidays_off=st.booleans(),
    school=st.sampled_from(["", "written", "follows"]),
    anchor=st.sampled_from([None, None, date(2026, 12, 16), date(2027, 1, 4)]),
)
def test_timetable_agrees_with_plain_rules_every_minute(hours, start, holidays_off, school, anchor):
    timetable = Timetable(
        written(hours, holidays_off, school == "written"),
        alternate_from=anchor,
        follows_school=school == "follows",
        breaks=BREAKS,
    )
    days = {
        on: minutes_of(on, hours, holidays_off, bool(school), anchor)
        for on in (start + timedelta(days=step) for step in range(-2, 4))
    }
    first = datetime.combine(start, time(), BRUSSELS).astimezone(UTC)
    last = first + timedelta(days=2)
    covered = set()
    previous = None
    for opens, closes in timetable.intervals(first, last):
        assert previous is None or opens.astimezone(UTC) > previous
        previous = closes.astimezone(UTC)
        covered |= set(range(int((opens.astimezone(UTC) - first) / MINUTE), int((previous - first) / MINUTE)))
    for step in range(2 * 1440):
        at = (first + step * MINUTE).astimezone(BRUSSELS)
        minute = at.hour * 60 + at.minute
        expected = minute in days[at.date()] or minute + 1440 in days[at.date() - timedelta(days=1)]
        assert timetable.is_open(at) is expected, at
        assert (step in covered) is expected, at


@settings(max_examples=40)
@given(hours=weekly, start=st.sampled_from(DIFFICULT), minute=st.integers(0, 2880), holidays_off=st.booleans())
def test_next_change_is_the_first_minute_that_differs(hours, start, minute, holidays_off):
    timetable = Timetable(written(hours, holidays_off, school_off=False))
    at = datetime.combine(start, time(), BRUSSELS).astimezone(UTC) + minute * MINUTE
    now = timetable.is_open(at)
    later = (at + step * MINUTE for step in range(1, 3 * 1440))
    expected = next((one for one in later if timetable.is_open(one) is not now), None)
    found = timetable.next_change(at)
    if expected:
        # In UTC: Python calls no wall clock time of the doubled hour equal to an instant of another zone.
        assert found.astimezone(UTC) == expected
        assert now or timetable.next_opening(at) == found
    else:
        assert found is None or found.astimezone(UTC) >= at + timedelta(days=3) - MINUTE
