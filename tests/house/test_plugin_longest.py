"""The longest tests come where a worker begins."""

from types import SimpleNamespace
from typing import Any, cast

from tests.plugins import longest


def arranged(*names: str) -> list[str]:
    items = cast("list[Any]", [SimpleNamespace(nodeid=name) for name in names])
    longest.pytest_collection_modifyitems(items)
    return [item.nodeid for item in items]


def test_journeys_come_first_and_other_long_tests_in_the_middle():
    short = [f"tests/ui/test_pages.py::test_{n}" for n in range(8)]
    kill, burst, journey = "tests/core/test_kills.py::test_a", "tests/burst/test_burst.py::test_b", "tests/journeys/a"
    assert arranged(kill, *short, burst, journey) == [journey, *short[:4], burst, kill, *short[4:]]


def test_no_test_is_lost_where_journeys_are_most():
    journeys = [f"tests/journeys/test_{n}.py" for n in range(9)]
    assert arranged("tests/ui/a", *journeys, "tests/burst/b") == [*journeys, "tests/burst/b", "tests/ui/a"]


def test_other_tests_keep_their_order():
    names = [f"tests/{room}/test_{n}" for room in ("agenda", "ui") for n in range(5)]
    assert arranged(*names) == names
