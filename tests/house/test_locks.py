"""What is installed is what pyproject.toml asks for, at one version with its hashes, from no named place."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
BASE = PROJECT["dependencies"]
DEV = BASE + PROJECT["optional-dependencies"]["dev"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+?)(?:\s*;[^\\]*)?\s*\\$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Package → version of a lock file."""
    return {
        canonicalize_name(name): version for name, version in PIN.findall((ROOT / "requirements" / lock).read_text())
    }


@pytest.mark.parametrize(("lock", "wanted"), [("base.txt", BASE), ("dev.txt", DEV)])
def test_lock_holds_what_the_project_asks_for(lock, wanted):
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in {lock}: run make lock"
        assert version in requirement.specifier, f"{requirement} is locked at {version}: run make lock"


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt", "uv.txt"])
def test_lock_gives_a_hash_for_every_package_and_no_address(lock):
    text = (ROOT / "requirements" / lock).read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert len(blocks) == len(pins(lock))
    assert re.findall(r"https?://|--index|--extra-index|--find-links| @ ", text) == []


@pytest.mark.parametrize("lock", ["base.txt", "uv.txt"])
def test_development_lock_has_the_same_versions_as_the_other_locks(lock):
    development = pins("dev.txt")
    assert pins(lock)
    assert {name: development.get(name) for name in pins(lock)} == pins(lock)
