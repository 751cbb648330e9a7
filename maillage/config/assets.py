"""Files that pages load: built and gathered when something changed, and not touched otherwise."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def prepare() -> bool:
    """Build our style sheet and fonts, and gather all static files if one changed; whether they were gathered.

    Two servers that start from one folder at the same time wait for each other here.
    """
    root = Path(settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    with _alone(root.parent / "collected.lock"):
        call_command("build_assets", verbosity=0)
        if settings.DEBUG:  # files are then served from where they lie
            return False
        gathered = _gather(root)
        _read_manifest_again()
    return gathered


def _gather(root: Path) -> bool:
    """Gather all static files if one changed since; whether that was so."""
    stamp, found = root.parent / "collected.stamp", fingerprint()
    if root.is_dir() and stamp.exists() and stamp.read_text() == found:
        return False
    stamp.unlink(missing_ok=True)
    # Former files stay: a server that is still running goes on handing them out.
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)
    return True


def _read_manifest_again() -> None:
    """What this process knew of gathered files is from before it waited: perhaps from before there were any."""
    known: Any = staticfiles_storage
    if hasattr(known, "load_manifest"):
        known.hashed_files, known.manifest_hash = known.load_manifest()


def fingerprint() -> str:
    """What the gathered files depend on: each file of ours, and the folders of the installed packages."""
    ours, parts = settings.BASE_DIR / "maillage", [str(settings.STATIC_ROOT)]
    folders = [Path(config.path) / "static" for config in apps.get_app_configs()]
    for folder in (settings.BUILD_DIR, *folders):
        files = folder.rglob("*") if folder == settings.BUILD_DIR or folder.is_relative_to(ours) else [folder]
        parts += sorted(f"{file} {file.stat().st_mtime_ns}" for file in files if file.exists())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
