"""What holds for every test: see tests/plugins for the promises, tests/house for their proofs."""

from collections.abc import Iterator

import pytest
from django.utils import translation

pytest_plugins = [
    "pytester",
    "tests.plugins.environment",  # first: the others read what it sets up
    "tests.plugins.databases",
    "tests.plugins.asking",
    "tests.plugins.clock",
    "tests.plugins.chromium",
    "tests.plugins.contexts",
    "tests.plugins.figures",
    "tests.plugins.garbage",
    "tests.plugins.hashing",
    "tests.plugins.longest",
    "tests.plugins.loopback",
    "tests.plugins.noskip",
    "tests.plugins.patience",
    "tests.plugins.shuffle",
    "tests.plugins.smtp",
    "tests.plugins.tally",
    "tests.plugins.undefined",
]


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    """Each test begins in the language of the source, whatever page the one before it asked for."""
    with translation.override("fr"):
        yield
