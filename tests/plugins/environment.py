"""Sets Django up for tests: with a data folder of our own, taken away at the end."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

DATA_DIR = Path(tempfile.mkdtemp(prefix="maillage-tests-"))

os.environ["MAILLAGE_DATA_DIR"] = str(DATA_DIR)
os.environ["MAILLAGE_DEBUG"] = "1"  # relaxes the refusal of unsafe defaults; pytest-django sets DEBUG to False again
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.config.settings"
django.setup()
# A parallel worker that finds it would read the settings before it is here: with the folder of who started it, hence
# with one cache for all workers.
del os.environ["DJANGO_SETTINGS_MODULE"]


OWNER = os.getpid()


def clean() -> None:
    """Takes the folder away; a forked copy of this process leaves it."""
    if os.getpid() == OWNER:
        shutil.rmtree(DATA_DIR, ignore_errors=True)


atexit.register(clean)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    clean()  # a parallel worker ends without its exit functions


@pytest.fixture(autouse=True)
def forgotten_centre() -> Iterator[None]:
    """Each test reads centre and communes anew: what a process keeps for half a minute may be another test's."""
    from maillage.core import centre
    from maillage.territory.selectors import where

    centre.forget()
    where.forget()
    yield
    centre.forget()
