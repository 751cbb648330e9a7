"""Where the browser of the journeys is."""

import os
import shutil

import pytest

NAMES = ("chromium-headless-shell", "chromium")  # the same engine; the first draws no window of its own and is quicker


def find() -> str:
    """The path of Chromium: CHROMIUM, or the first on the PATH. Fails the test, never skips it, where there is none."""
    for path in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)):
        if path:
            return path
    pytest.fail(f"Chromium is missing: install the package {NAMES[0]}, or say where it is in CHROMIUM.")


@pytest.fixture(scope="session")
def chromium_executable() -> str:
    """The path of Chromium."""
    return find()
