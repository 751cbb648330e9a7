"""An import killed at any instant leaves the base as it was, and the next one goes through."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.dirty import dirty_rows, write
from tests.burst.site import home
from tests.directory.import_lives import COMMAND, Life, Loaded, Onlooker, loaded
from tests.plugins.databases import URL

INSIDE = "tests.directory.import_inside"
ROWS, IN_READING, IN_WRITING = 1_500, 3, 5
WITHIN = 0.6  # of the time that writing takes: later it may have ended


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sheets") / "sheet.csv", dirty_rows(ROWS, seed=10))


@pytest.fixture(scope="module")
def site(engine: str, sheet: Path) -> Iterator[Loaded]:
    with home(engine, URL) as place, loaded(place, sheet) as site:
        yield site


def begin_anew(site: Loaded) -> None:
    """The site of a centre that has no operators yet."""
    site.base.begin_anew()
    site.run(INSIDE, "seed")


def records(base: Onlooker) -> dict[str, tuple[int, str]]:
    """The tables of the directory without what is told of the sheet itself."""
    told = {"directory_importrun", "directory_importline"}
    return {name: found for name, found in base.tables("directory_").items() if name not in told}


def is_reading(base: Onlooker) -> bool:
    """Whether the worker is somewhere in the middle of the only sheet."""
    ((rows, rows_all),) = base.ask("SELECT rows_read, rows_all FROM directory_importrun")
    return bool(0 < rows < rows_all)


def is_writing_all(base: Onlooker) -> bool:
    """Whether the worker has read the only sheet and is writing it."""
    ((rows, rows_all),) = base.ask("SELECT rows_read, rows_all FROM directory_importrun")
    return rows == rows_all and base.is_writing()


def test_import_killed_at_any_instant_leaves_every_table_as_it_was(site: Loaded, sheet: Path) -> None:
    chance = random.Random()  # the assertions hold for any seed
    begin_anew(site)
    whole = Life(site, *COMMAND, str(sheet))
    reading = whole.seconds_to_writing()
    writing = whole.seconds_to_end() - reading
    wanted = site.base.counted()
    assert wanted["directory_sourcerecord"] == ROWS
    left = [*[False] * IN_READING, *[True] * IN_WRITING]
    while left:
        begin_anew(site)
        before = site.base.tables()
        while left:
            life = Life(site, *COMMAND, str(sheet))
            start, length = (life.seconds_to_writing(), WITHIN * writing) if left[0] else (0, reading)
            life.dies(start + chance.uniform(0, length))
            if site.base.counted() == wanted:
                writing *= 0.6  # it was whole: this machine is faster now
                break
            assert site.base.tables() == before
            left.pop(0)
        else:
            site.run(*COMMAND, str(sheet))
            assert site.base.counted() == wanted


@pytest.mark.parametrize("act", ["reading", "writing"])
def test_worker_killed_at_a_sheet_leaves_it_to_the_next_once_the_lease_has_ended(
    site: Loaded, sheet: Path, act: str
) -> None:
    begin_anew(site)
    site.run(INSIDE, "receive", str(sheet))
    if act == "writing":
        assert site.run(INSIDE, "work", "0") == "True\n"
        site.run(INSIDE, "order")
    before = records(site.base)
    dead = Life(site, INSIDE, "work", "0")
    while not (is_reading(site.base) if act == "reading" else is_writing_all(site.base)):
        assert not dead.has_ended()
        time.sleep(0.01)
    assert dead.dies(0)
    assert records(site.base) == before
    assert site.run(INSIDE, "work", "0") == "False\n"
    assert site.run(INSIDE, "work", "11") == "True\n"
    if act == "reading":
        assert records(site.base) == before
        site.run(INSIDE, "order")
        assert site.run(INSIDE, "work", "11") == "True\n"
    assert site.base.counted()["directory_sourcerecord"] == ROWS
    assert site.base.counted()["directory_act"] == 1
    assert site.run(INSIDE, "work", "60") == "False\n"
