"""Where the browser of the journeys is."""

import os
import shutil

import pytest


def find() -> str:
    """The path of Chromium: CHROMIUM, or the first on the PATH. Fails the test, never skips it, where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("Chromium is missing: install the package chromium, or say where it is in CHROMIUM.")
    return path


@pytest.fixture(scope="session")
def chromium_executable() -> str:
    """The path of Chromium."""
    return find()
