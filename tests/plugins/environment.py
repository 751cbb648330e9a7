"""Sets Django up for tests: with a data folder of our own, taken away at the end."""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

DATA_DIR = Path(tempfile.mkdtemp(prefix="maillage-tests-"))

os.environ["MAILLAGE_DATA_DIR"] = str(DATA_DIR)
os.environ["MAILLAGE_DEBUG"] = "1"  # relaxes the refusal of unsafe defaults; pytest-django sets DEBUG to False again
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.config.settings"
django.setup()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
