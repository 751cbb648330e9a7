"""A dirty sheet taken in by the command, on both databases: seconds, and the most memory that the process had."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.dirty import dirty_rows, write
from bench.measure import ENGINES, POSTGRES_URL, measure, median, most, say
from tests.burst.site import Home, home
from tests.plugins.databases import ROOT

FEW, MANY = 2_500, 10_000  # rows
ROUNDS = 2
LONGEST = 60.0  # seconds for MANY rows
GROWTH = 2.5  # of memory, where there are four times as many rows
COMMANDS = {"dry_run": ("--dry-run",), "real": ()}


def main() -> None:
    """Every measure on a base of its own, which holds the communes and the terms."""
    with tempfile.TemporaryDirectory() as folder:
        sheets = {rows: write(Path(folder) / f"{rows}.csv", dirty_rows(rows)) for rows in (FEW, MANY)}
        for engine in ENGINES:
            for name, options in COMMANDS.items():
                found = {
                    rows: [taken_in(engine, sheet, *options) for _ in range(ROUNDS)] for rows, sheet in sheets.items()
                }
                tell(f"imports.{name}.{engine}", found)


def taken_in(engine: str, sheet: Path, *options: str) -> tuple[float, float]:
    """Seconds and megabytes of one run of the command, its start included."""
    with home(engine, POSTGRES_URL) as place:
        place.run("tests.directory.import_inside", "seed")
        seconds, megabytes = _spent(place, "maillage.config.cli", "import_operators", str(sheet), *options)
    say(f"{engine} {sheet.stem} {' '.join(options)}: {seconds:.1f} s, {megabytes:.0f} MB")
    return seconds, megabytes


def _spent(place: Home, *command: str) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=place.environment(), stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - start, usage.ru_maxrss / 1024  # kilobytes on Linux


def tell(label: str, found: dict[int, list[tuple[float, float]]]) -> None:
    """Seconds beside the budget; memory of many rows beside that of a quarter of them."""
    seconds = {rows: [one[0] for one in runs] for rows, runs in found.items()}
    peaks = {rows: max(one[1] for one in runs) for rows, runs in found.items()}
    measure(f"{label}.{FEW}.seconds.median", median(seconds[FEW]), "s")
    measure(f"{label}.{MANY}.seconds.median", median(seconds[MANY]), "s", LONGEST)
    measure(f"{label}.{MANY}.seconds.worst", max(seconds[MANY]), "s", LONGEST, most(1))
    measure(f"{label}.{FEW}.peak", peaks[FEW], "MB")
    measure(f"{label}.{MANY}.peak", peaks[MANY], "MB", round(peaks[FEW], 3), most(GROWTH))
