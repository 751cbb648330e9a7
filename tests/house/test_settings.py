"""A real site refuses to start unsafe; what the environment can say is documented; commands in the docs exist."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command, get_commands

from tests.house.tree import ROOT, files

VARIABLE = re.compile(r"\bMAILLAGE_[A-Z_]+\b")
REAL = {
    "MAILLAGE_SECRET_KEY": "r4nd0m-" * 10,
    "MAILLAGE_ALLOWED_HOSTS": "reseau.example.org,www.example.org",
    "MAILLAGE_EMAIL_URL": "smtp+tls://user:secret@127.0.0.1:587",
}
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def start(folder, *command, **variables):
    """Runs Python with only these of our variables, and its data in `folder`."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    environment = {**bare, "MAILLAGE_DATA_DIR": str(folder), **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_real_site_passes_the_deployment_check(tmp_path):
    done = start(tmp_path, "-m", "maillage.config.cli", "check", "--deploy", "--fail-level", "WARNING", **REAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MAILLAGE_SECRET_KEY", ""),
        ("MAILLAGE_SECRET_KEY", "short"),
        ("MAILLAGE_SECRET_KEY", "demo-only-" + "x" * 60),
        ("MAILLAGE_ALLOWED_HOSTS", ""),
        ("MAILLAGE_ALLOWED_HOSTS", " , "),
        ("MAILLAGE_ALLOWED_HOSTS", "*"),
    ],
)
def test_real_site_refuses_to_start_unsafe(tmp_path, variable, value):
    done = start(tmp_path, "-c", "import maillage.config.settings", **{**REAL, variable: value})
    assert done.returncode != 0
    assert variable in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("variable", ["MAILLAGE_DEMO", "MAILLAGE_DEBUG"])
def test_demo_and_debug_start_with_nothing_set(tmp_path, variable):
    done = start(tmp_path, "-c", "import maillage.config.settings", **{variable: "1"})
    assert (done.returncode, done.stderr) == (0, "")


def test_data_folder_is_closed_to_others(tmp_path):
    start(tmp_path / "data", "-c", "import maillage.config.settings", MAILLAGE_DEMO="1")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_every_variable_read_is_documented_and_the_other_way_round():
    read = {name for file in files("maillage/*.py") for name in VARIABLE.findall(file.read_text())}
    documented = re.findall(r"^\| `(MAILLAGE_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(read)


def test_make_targets_named_in_the_docs_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        name
        for page in DOCUMENTS
        for name in re.findall(r"\bmake ([a-z-]+)(?=`| +[#A-Z]|$)", page.read_text(), re.MULTILINE)
    }
    assert named - targets == set()
    assert {"demo", "test", "check", "bench"} <= targets


def test_commands_named_in_the_docs_exist():
    said = "\n".join(page.read_text() for page in DOCUMENTS)
    named = set(re.findall(r"(?:`|^ {4}|&& )maillage ([a-z_]+)\b", said, re.MULTILINE))
    assert named - set(get_commands()) == set()


def test_migrations_are_in_step_with_models(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
