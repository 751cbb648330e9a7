"""`maillage demo` and `maillage serve` as processes."""

import json
import os
import signal
import socket
import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from maillage.accounts.demo import PEOPLE
from tests.config.processes import Running, alive, free_port, gone, loading_seconds, running
from tests.plugins.databases import sqlite_copy


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder where the demo took the place of an old one, was started from nothing and stopped with Ctrl-C.

    See `first_start`.
    """
    folder = tmp_path_factory.mktemp("demo")
    old_demo(folder)
    port = free_port()
    with running(folder, port, "demo", "--fresh") as demo:
        pages = {path: demo.get(path) for path in ("/fr/", "/ar/", "/fr/agenda/", "/fr/vie-privee/", "/demo/courrier/")}
        receipt = register(port)
        family, code = demo.family(), demo.stop(signal.SIGINT)
        report = {"pages": pages, "said": demo.said(), "code": code, "left": alive(family), "receipt": receipt}
        report["family"] = len(family)
    (folder / "report.json").write_text(json.dumps(report))
    return folder


@pytest.fixture
def first_start(loaded: Path) -> dict:
    """What was seen of the first start: pages, output, exit code, processes left, receipt of a registration."""
    return json.loads((loaded / "report.json").read_text())


def register(port: int, key: str = "essai-de-demonstration") -> str:
    """Register one person through the API; the receipt's address."""
    person = {"first_name": "Ada", "last_name": "Essai", "email": "ada@example.org", "consent": True}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/evenements/se-deplacer-sans-voiture/inscriptions",
        json.dumps(person).encode(),
        {"Content-Type": "application/json", "Idempotency-Key": key},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["receipt_url"]).rpartition("/inscriptions/")[2]


def old_demo(folder: Path) -> None:
    """What a demo of some time ago has left: its base, with a person in it, and a mail."""
    sqlite_copy(folder / "maillage.sqlite3")
    execute(folder, a_person("ancienne@exemple.be"))
    execute(
        folder, "INSERT INTO core_auditentry (at, act, subject, changes) VALUES ('2026-01-01', 'demo.loaded', '', '{}')"
    )
    (folder / "courrier").mkdir()
    (folder / "courrier" / "ancien.log").write_text("un ancien courriel")


def a_person(email: str) -> str:
    """The statement that writes an account."""
    return (
        "INSERT INTO accounts_user (email, password, first_name, last_name, is_active, is_staff, is_superuser, date_joined)"
        f" VALUES ('{email}', '', '', '', 1, 0, 0, '2026-01-01')"
    )


def execute(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "maillage.sqlite3")) as base, base:
        base.execute(statement)


def count(folder: Path, query: str) -> int:
    with closing(sqlite3.connect(folder / "maillage.sqlite3")) as base:
        return int(base.execute(query).fetchone()[0])


def test_first_start_shows_the_example_in_both_languages(first_start):
    assert "Plénière du plan provincial" in first_start["pages"]["/fr/"]
    assert 'dir="rtl"' in first_start["pages"]["/ar/"]
    assert "inscriptions bientôt" in first_start["pages"]["/fr/agenda/"]
    assert "Autorité de protection des données" in first_start["pages"]["/fr/vie-privee/"]


def test_first_start_prints_addresses_and_accounts(first_start):
    for path in ("/fr/", "/ar/", "/demo/courrier/", "/gestion/", "/fr/ui/"):
        assert path in first_start["said"]
    for person in PEOPLE:
        assert person.email in first_start["said"]


def test_ctrl_c_ends_well_and_leaves_no_process(first_start):
    assert first_start["code"] == 0
    assert first_start["family"] >= 5  # the demo, the server with two workers, the sender of mails
    assert first_start["left"] == []


def test_example_mails_nobody_invented(loaded):
    """Only the registration made by hand has promised a mail."""
    assert count(loaded, "SELECT COUNT(*) FROM core_outboxmessage") == 1


def test_second_start_keeps_what_was_entered_and_is_quick(loaded, first_start):
    port = free_port()
    with running(loaded, port, "demo") as demo:
        assert "Plénière" in demo.get("/fr/")
        used = demo.cpu_seconds()
        assert register(port) == first_start["receipt"]
        family = demo.family()
        assert demo.stop(signal.SIGTERM) == 0
        assert gone(family)
        assert "chargé" not in demo.said()
    # A share and not seconds, because other tests run beside this one: nothing is installed, drawn, migrated or gathered
    # anew, so that a start costs little more than loading the site. The first one costs ten times as much.
    assert used < 3 * loading_seconds(loaded)


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_busy_port_is_said_in_one_sentence(tmp_path, command):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running(tmp_path, port, command, MAILLAGE_DEMO="1") as attempt:
            assert attempt.process.wait(60) == 1
            assert f"Un autre programme écoute déjà sur 127.0.0.1:{port}" in attempt.said()
            assert "Traceback" not in attempt.said()


def test_fresh_starts_from_nothing(loaded, first_start):
    assert "Base de données préparée." in first_start["said"]
    assert "Exemple de Namur chargé." in first_start["said"]
    assert count(loaded, "SELECT COUNT(*) FROM accounts_user WHERE email = 'ancienne@exemple.be'") == 0
    assert not (loaded / "courrier" / "ancien.log").exists()


@pytest.mark.parametrize("victim", ["le serveur", "l’envoi des courriels"])
def test_death_of_one_process_ends_all_and_is_said(loaded, victim):
    with running(loaded, free_port(), "demo") as demo:
        demo.get("/sante")
        family = demo.family()
        os.kill(child(demo, victim), signal.SIGKILL)
        assert demo.process.wait(60) == 1
        assert f"{victim} s’est interrompu" in demo.said()
        assert gone(family)


def test_nothing_stays_when_the_demo_itself_is_killed(loaded):
    with running(loaded, free_port(), "demo") as demo:
        demo.get("/sante")
        family = demo.family()
        assert demo.stop(signal.SIGKILL) == -signal.SIGKILL
        assert gone(family)


def child(demo: Running, name: str) -> int:
    """The demo's child of that name: the server is the one with children of its own."""
    family = demo.family()[1:]
    children = [pid for pid in family if parent(pid) == demo.process.pid]
    server = next(pid for pid in children if any(parent(other) == pid for other in family))
    return server if name == "le serveur" else next(pid for pid in children if pid != server)


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_base_that_is_not_the_demo_is_left_alone(tmp_path):
    sqlite_copy(tmp_path / "maillage.sqlite3")
    execute(tmp_path, a_person("vraie@example.org"))
    for arguments in (["demo"], ["demo", "--fresh"]):
        with running(tmp_path, free_port(), *arguments) as demo:
            assert demo.process.wait(60) == 1
            assert "n’est pas celle de la démonstration" in demo.said()
    assert count(tmp_path, "SELECT COUNT(*) FROM accounts_user") == 1
