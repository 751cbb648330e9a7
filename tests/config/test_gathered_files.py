"""Two servers that start in one folder: the one that waited knows what the other gathered."""

import json

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from maillage.config import assets


def test_who_waited_for_the_files_to_be_gathered_knows_them(settings, tmp_path):
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert staticfiles_storage.hashed_files == {}  # read before there were any
    call_command("build_assets", verbosity=0)
    settings.STATIC_ROOT.mkdir()
    told = {"version": "1.1", "hash": "1", "paths": {"ui/site.css": "ui/site.1234.css"}}
    (settings.STATIC_ROOT / "staticfiles.json").write_text(json.dumps(told))
    (tmp_path / "collected.stamp").write_text(assets.fingerprint())
    assert assets.prepare() is False
    assert staticfiles_storage.hashed_files == told["paths"]
