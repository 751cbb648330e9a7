"""What takes longest does not come last: no worker is left alone with it, and none steals half of what a file writes once.

Two workers begin at the two halves of the list and, when done, steal from the end of what the other one has left. The
first begins with the journeys, which share a site and a browser; the second with what starts the most processes; in
between are thousands of short tests, good to share.
"""

import pytest

FIRST = "tests/journeys/"
SECOND = (
    "tests/burst/",
    "tests/config/test_demo.py",
    "tests/core/test_kills.py",
    "tests/directory/test_import_kills.py",
    "tests/directory/test_confidential.py",
    "tests/accounts/test_permissions.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    first = [item for item in items if item.nodeid.startswith(FIRST)]
    second = [item for begin in SECOND for item in items if item.nodeid.startswith(begin)]
    short = [item for item in items if not item.nodeid.startswith((FIRST, *SECOND))]
    before = max(0, len(items) // 2 - len(first))
    items[:] = first + short[:before] + second + short[before:]
