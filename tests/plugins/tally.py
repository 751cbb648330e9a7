"""Adds one line "passed failed" to the file named by MAILLAGE_TALLY, so that several runs give one total."""

import os
from pathlib import Path

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    file = os.environ.get("MAILLAGE_TALLY")
    if not file or hasattr(session.config, "workerinput"):
        return
    stats = session.config.pluginmanager.getplugin("terminalreporter").stats
    failed = len(stats.get("failed", ())) + len(stats.get("error", ()))
    with Path(file).open("a") as tally:
        tally.write(f"{len(stats.get('passed', ()))} {failed}\n")
