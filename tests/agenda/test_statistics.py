"""Statistics of an event: the figures against what was done, the drawings against the figures."""

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event
from maillage.agenda.office.charts import EDGE, HIGHEST, WIDTH, bar_chart, day_chart, scale
from maillage.agenda.office.statistics import statistics_of
from maillage.core import clock as clock_of_the_site
from tests.agenda.desk import coordinator, desk, plenary, words, workshop
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
COUNTS = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 900), min_size=1)


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


@pytest.fixture
def event(clock) -> Event:
    """Three days: Ana and Bea on the first; Cleo waits on the second; Ana gives up on the third."""
    event = plenary(capacity=2)
    workshop(event, "recits", capacity=1)
    workshop(event, "papiers", starts=time(14), ends=time(15), capacity=None)
    workshop(event, "langues", capacity=4)
    ana = RegistrationFactory(event=event, organization="CPAS", workshops=("recits", "papiers"))
    RegistrationFactory(event=event, organization="Maison Médicale", language="ar", workshops=("recits", "langues"))
    clock.forward(days=1)
    RegistrationFactory(event=event, organization="maison medicale", workshops=("langues", "recits", "papiers"))
    clock.forward(days=1)
    cancel(ana)
    return event


def test_figures_are_what_was_done(event):
    found = statistics_of(event)
    assert list(found.registered.values()) == [2, 1]
    assert (found.total, found.gave_up, list(found.cancelled.values())) == (3, 1, [1])
    assert found.organizations == [("Maison Médicale", 2)]
    assert sorted(found.languages) == [("Français", 1), ("العربية", 1)]
    assert found.first_wait_at is not None
    assert (clock_of_the_site.now() - found.first_wait_at).days == 1
    rows = {one.figure.bucket.slug or "day": one for one in found.filled}
    assert {slug: one.first_choices for slug, one in rows.items()} == {
        "day": 0,
        "recits": 1,
        "langues": 1,
        "papiers": 1,
    }
    assert (rows["day"].rate, rows["day"].cancelled, rows["papiers"].rate) == (100, 1, None)
    assert rows["day"].last_place_at == clock_of_the_site.now()
    assert rows["langues"].last_place_at is None
    assert found.promotions >= 1


def test_page_says_a_sentence_then_a_chart_then_a_table(office, event):
    response = office.get(desk(event, "statistics"))
    page = words(response)
    assert "3 personnes se sont inscrites ; il a fallu attendre une place" in page
    assert "1 personne sur 3 a annulé." in page
    assert "Le plus souvent : Maison Médicale, 2 personnes." in page
    html = response.content.decode()
    assert html.count('<svg class="desk-chart"') == html.count("<title id=") == html.count("<desc id=") == 5
    assert "Journée : 2 / 2" in html
    assert " style=" not in html[html.index("desk-chart") : html.rindex("desk-chart")]


def test_drawings_hold_whole_numbers_without_commas(office, event):
    html = office.get(desk(event, "statistics")).content.decode()
    numbers = re.findall(r' (?:x|y|x1|x2|y1|y2|width|height|dy|dx)="([^"]*)"', html[html.index("desk-chart") :])
    assert [number for number in numbers if not re.fullmatch(r"-?\d+", number)] == []


def test_event_without_anybody_says_so(office):
    assert "rien à compter" in words(office.get(desk(EventFactory(), "statistics")))


def test_event_where_everybody_gave_up_has_its_page(office):
    person = RegistrationFactory()
    cancel(person)
    assert "1 personne sur 1 a annulé." in words(office.get(desk(person.event, "statistics")))


@given(COUNTS)
def test_columns_leave_no_day_out_begin_at_zero_and_keep_their_proportion(counts):
    chart = day_chart(counts)
    assert chart is not None
    assert sum(column.value for column in chart.columns) == sum(counts.values())
    span = (max(counts) - min(counts)).days + 1
    assert len(chart.columns) == (-(-span // 7) if chart.by_week else span)
    top = chart.ticks[-1].value
    for column in chart.columns:
        assert column.y + column.height == chart.foot
        assert abs(column.height - HIGHEST * column.value / top) <= 0.5
        assert 0 <= column.x <= column.x + column.width <= WIDTH
    assert [tick.y for tick in chart.ticks] == [EDGE + HIGHEST, EDGE + HIGHEST // 2, EDGE]


@given(st.integers(1, 10**6))
def test_scale_is_even_and_not_far_above(largest):
    assert largest <= scale(largest) <= max(2, 2 * largest)
    assert scale(largest) % 2 == 0


@given(st.lists(st.tuples(st.just("x"), st.just("y"), st.integers(0, 500), st.integers(0, 500)), min_size=1))
def test_bars_keep_their_proportion(rows):
    chart = bar_chart(rows)
    assert chart is not None
    most = max(1, *(value + waiting for _label, _said, value, waiting in rows))
    for bar, (_label, _said, value, waiting) in zip(chart.bars, rows, strict=True):
        assert abs(bar.length - WIDTH * value / most) <= 0.5
        assert abs(bar.length + bar.waiting - WIDTH * (value + waiting) / most) <= 0.5
        assert bar.y < chart.height


def test_nothing_is_not_drawn():
    assert day_chart({}) is None
    assert bar_chart([]) is None


def test_a_long_time_is_told_by_weeks():
    chart = day_chart({date(2026, 1, 1): 1, date(2026, 1, 1) + timedelta(days=90): 2})
    assert chart is not None
    assert chart.by_week


def test_statistics_cost_the_same_queries_whatever_the_number_of_people(office, query_count):
    costs = set()
    for number in (1, 3, 20):
        event = plenary(capacity=2)
        workshop(event, "recits", capacity=1)
        for _ in range(number):
            RegistrationFactory(event=event, workshops=("recits",))
        office.get(desk(event, "statistics"))
        costs.add(query_count(office.get, desk(event, "statistics")))
    assert len(costs) == 1
