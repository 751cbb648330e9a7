"""The project's files, as the house tests look at them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "maillage"


@cache
def files(*patterns: str) -> list[Path]:
    """Files that are, or are about to be, in the repository and match one of the git path patterns."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def name(path: Path) -> str:
    """`path` as written in the repository."""
    return path.relative_to(ROOT).as_posix()


def built_rooms() -> list[str]:
    """The rooms that exist as folders, sorted."""
    return sorted(init.parent.name for init in PACKAGE.glob("*/__init__.py"))
