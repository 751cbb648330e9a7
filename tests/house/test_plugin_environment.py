"""Proof of the promise in tests/plugins/environment.py: each worker has a folder of its own, its cache in it."""

from django.conf import settings

from tests.plugins.environment import DATA_DIR


def test_settings_were_read_with_this_process_s_folder():
    assert settings.DATA_DIR == DATA_DIR
    assert settings.CACHES["default"]["LOCATION"] == DATA_DIR / "cache"
