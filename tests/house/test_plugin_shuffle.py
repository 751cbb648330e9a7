"""Lists of ours come back in no order unless they ask for one; lists of packages are left alone."""

import pytest
from django.contrib.contenttypes.models import ContentType

from maillage.core.models import LimitCounter

MANY = 40  # the chance that a shuffle changes nothing is 1 in 40!


@pytest.fixture
def keys(db):
    from maillage.core import clock

    wanted = [f"{number:02}" for number in range(MANY)]
    LimitCounter.objects.bulk_create(LimitCounter(key=key, until=clock.now()) for key in wanted)
    return wanted


def test_unordered_list_comes_back_shuffled(keys):
    found = [row.key for row in LimitCounter.objects.all()]
    assert sorted(found) == keys
    assert found != keys


def test_unordered_values_come_back_shuffled(keys):
    assert list(LimitCounter.objects.values_list("key", flat=True)) != keys


def test_ordered_list_keeps_its_order(keys):
    assert [row.key for row in LimitCounter.objects.order_by("key")] == keys


def test_list_read_once_stays_as_it_was_read(keys):
    rows = LimitCounter.objects.all()
    assert list(rows) == list(rows)


def test_lists_of_packages_are_left_alone(db):
    first, again = (list(ContentType.objects.order_by().values_list("pk", flat=True)) for _ in "ab")
    assert len(first) > 10
    assert first == again


def test_run_tells_its_seed(pytester, monkeypatch):
    pytester.makepyfile("def test_it(): pass")
    monkeypatch.setenv("MAILLAGE_SHUFFLE_SEED", "abc")
    quiet = ("-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.plugins.shuffle")
    result = pytester.runpytest_inprocess(*quiet)
    result.stdout.fnmatch_lines(["*MAILLAGE_SHUFFLE_SEED=abc"])
