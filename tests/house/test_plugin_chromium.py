"""The browser of the journeys is there, or the test fails."""

import os

import pytest


def test_chromium_is_an_executable(chromium_executable):
    assert os.access(chromium_executable, os.X_OK)


def test_chromium_missing_fails(monkeypatch):
    from tests.plugins.chromium import find

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing"):
        find()
