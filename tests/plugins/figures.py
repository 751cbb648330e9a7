"""`tell(line)`: a figure that a test measured stands at the end of the run, whichever worker it ran in."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

NAME = "figure"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says a line at the end of the run."""
    return lambda line: record_property(NAME, line)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = chain.from_iterable(terminalreporter.stats.get(outcome, ()) for outcome in ("passed", "failed"))
    told = [line for one in reports if one.when == "call" for name, line in one.user_properties if name == NAME]
    if told:
        terminalreporter.section("figures")
    for line in told:
        terminalreporter.write_line(line)
