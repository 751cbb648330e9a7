"""A list of ours that nobody ordered comes back shuffled, so that no test leans on the order of a table."""

import os
import random
import secrets
from typing import Any

import pytest
from django.db.models import QuerySet

SEED = "MAILLAGE_SHUFFLE_SEED"
state = {"random": random.Random(0)}
fetch_all = QuerySet._fetch_all


def fetch_shuffled(queryset: QuerySet[Any]) -> None:
    """`QuerySet._fetch_all`, then the rows in any order where the query asks for none."""
    fresh = queryset._result_cache is None
    fetch_all(queryset)
    if fresh and queryset.model.__module__.startswith("maillage.") and not queryset.ordered:
        state["random"].shuffle(queryset._result_cache)


def pytest_configure() -> None:
    os.environ.setdefault(SEED, secrets.token_hex(4))  # workers inherit the seed of the run that started them


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"unordered lists were shuffled: {SEED}={os.environ[SEED]}")


@pytest.fixture(autouse=True)
def _shuffle(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Seeded by test, so that a test run alone sees the same order as in the whole suite.
    state["random"] = random.Random(f"{os.environ[SEED]} {request.node.nodeid}")
    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_shuffled)
