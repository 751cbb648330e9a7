"""Starting our commands as somebody at a terminal does, and seeing what is left of them afterwards."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.plugins.databases import ROOT

PATIENCE = 120.0
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def loading_seconds(folder: Path) -> float:
    """Processor time of one command that loads the site and does nothing else: what a start cannot do without."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with_folder = {**os.environ, "MAILLAGE_DATA_DIR": str(folder), "MAILLAGE_DEMO": "1"}
    command = [sys.executable, "-m", "maillage.config.cli", "check", "--tag", "urls"]
    subprocess.run(command, cwd=ROOT, env=with_folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Running:
    """One `maillage …` process, its output in a file, its descendants."""

    def __init__(self, folder: Path, port: int, *arguments: str, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLAGE_", "DJANGO_"))}
        own = {"MAILLAGE_DATA_DIR": str(folder), "MAILLAGE_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.port = port
        self.output = folder / f"{arguments[0]}-{time.monotonic_ns()}.log"
        with self.output.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "maillage.config.cli", *arguments],
                cwd=ROOT, env={**kept, **own, **environment}, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def said(self) -> str:
        """What it printed until now."""
        return self.output.read_text(encoding="utf-8")

    def get(self, path: str) -> str:
        """A page of the running site, once it answers. AssertionError when it ends or takes too long."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            assert self.process.poll() is None, self.said()
            address = f"http://127.0.0.1:{self.port}{path}"
            with (
                suppress(urllib.error.URLError, ConnectionError),
                urllib.request.urlopen(address, timeout=30) as answer,
            ):
                text: str = answer.read().decode()
                return text
            time.sleep(0.05)
        raise AssertionError(f"no answer after {PATIENCE} s\n{self.said()}")

    def family(self) -> list[int]:
        """The process and all its descendants."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        found = [self.process.pid]
        for one in found:
            found += [child for child, parent in parents.items() if parent == one]
        return found

    def cpu_seconds(self) -> float:
        """Processor time that the whole family has used, its ended children included."""
        used = 0
        for pid in self.family():
            with suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used += sum(int(fields[place]) for place in (11, 12, 13, 14))
        return used / TICKS

    def stop(self, with_signal: int = signal.SIGINT) -> int:
        """Send the signal and wait; the exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)


def alive(pids: list[int]) -> list[int]:
    """Those of `pids` that are still there (a zombie is not)."""
    found = []
    for pid in pids:
        with suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.append(pid)
    return found


def gone(pids: list[int]) -> bool:
    """Whether all of `pids` end within a reasonable time."""
    limit = time.monotonic() + 30
    while alive(pids) and time.monotonic() < limit:
        time.sleep(0.05)
    return not alive(pids)


@contextmanager
def running(folder: Path, port: int, *arguments: str, **environment: str) -> Iterator[Running]:
    """The command until the block ends; then nothing of it is left, whatever happened."""
    one = Running(folder, port, *arguments, **environment)
    try:
        yield one
    finally:
        family = one.family()
        if one.process.poll() is None:
            one.stop(signal.SIGTERM)
        for pid in alive(family):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
