"""An import killed at any instant leaves the base as it was, and the next one goes through."""

import random
import time
from pathlib import Path

import pytest

from bench.dirty import dirty_rows, write
from tests.burst.site import Home, home
from tests.directory.import_lives import COMMAND, Life, ask, is_writing, loaded, tables
from tests.plugins.databases import URL

INSIDE = "tests.directory.import_inside"
ROWS, IN_READING, IN_WRITING = 1_500, 3, 5
WITHIN = 0.6  # of the time that writing takes: later it may have ended


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sheets") / "sheet.csv", dirty_rows(ROWS, seed=10))


def counted(place: Home) -> dict[str, int]:
    """How many rows each table has."""
    return {name: number for name, (number, _digest) in tables(place).items()}


def base(place: Home) -> dict[str, tuple[int, str]]:
    """The tables of the directory without what is told of the sheet itself."""
    ours = {name: found for name, found in tables(place).items() if name.startswith("directory_")}
    return {name: found for name, found in ours.items() if name not in {"directory_importrun", "directory_importline"}}


def is_reading(place: Home) -> bool:
    """Whether the worker is somewhere in the middle of the only sheet."""
    ((rows, rows_all),) = ask(place, "SELECT rows_read, rows_all FROM directory_importrun")
    return bool(0 < rows < rows_all)


def is_writing_all(place: Home) -> bool:
    """Whether the worker has read the only sheet and is writing it."""
    ((rows, rows_all),) = ask(place, "SELECT rows_read, rows_all FROM directory_importrun")
    return rows == rows_all and is_writing(place)


def test_import_killed_at_any_instant_leaves_every_table_as_it_was(engine: str, sheet: Path) -> None:
    chance = random.Random()  # the assertions hold for any seed
    with home(engine, URL) as place, loaded(place) as site:
        site.run(INSIDE, "seed")
        whole = Life(site, *COMMAND, str(sheet))
        reading = whole.seconds_to_writing()
        writing = whole.seconds_to_end() - reading
        wanted = counted(place)
    assert wanted["directory_sourcerecord"] == ROWS
    left = [*[False] * IN_READING, *[True] * IN_WRITING]
    while left:
        with home(engine, URL) as place, loaded(place) as site:
            site.run(INSIDE, "seed")
            before = tables(place)
            while left:
                life = Life(site, *COMMAND, str(sheet))
                start, length = (life.seconds_to_writing(), WITHIN * writing) if left[0] else (0, reading)
                life.dies(start + chance.uniform(0, length))
                if counted(place) == wanted:
                    writing *= 0.6  # it was whole: this machine is faster now
                    break
                assert tables(place) == before
                left.pop(0)
            else:
                site.run(*COMMAND, str(sheet))
                assert counted(place) == wanted


@pytest.mark.parametrize("act", ["reading", "writing"])
def test_worker_killed_at_a_sheet_leaves_it_to_the_next_once_the_lease_has_ended(
    engine: str, sheet: Path, act: str
) -> None:
    with home(engine, URL) as place, loaded(place) as site:
        site.run(INSIDE, "seed")
        site.run(INSIDE, "receive", str(sheet))
        if act == "writing":
            assert site.run(INSIDE, "work", "0") == "True\n"
            site.run(INSIDE, "order")
        before = base(place)
        dead = Life(site, INSIDE, "work", "0")
        while not (is_reading(place) if act == "reading" else is_writing_all(place)):
            assert not dead.has_ended()
            time.sleep(0.01)
        assert dead.dies(0)
        assert base(place) == before
        assert site.run(INSIDE, "work", "0") == "False\n"
        assert site.run(INSIDE, "work", "11") == "True\n"
        if act == "reading":
            assert base(place) == before
            site.run(INSIDE, "order")
            assert site.run(INSIDE, "work", "11") == "True\n"
        assert counted(place)["directory_sourcerecord"] == ROWS
        assert counted(place)["directory_act"] == 1
        assert site.run(INSIDE, "work", "60") == "False\n"
