"""A process that has the site loaded, and lets copies of itself act: `python -m tests.directory.import_copies [SHEET]`.

It has read the cells of SHEET once, as a worker has that takes in what it showed before. It reads a list in JSON from
each line of its input: the file for what the copy says, a module, its arguments. It answers with the number of the
copy's process, then, once that has ended, its exit code (below zero: the signal).
"""

import gc
import json
import os
import runpy
import sys
import traceback
from importlib import import_module

import django

# What a copy would else load each time: the command, and the addresses that Django checks before it.
NEEDED = (
    "maillage.config.urls",
    "maillage.directory.actions.imports.runs",
    "maillage.directory.management.commands.import_operators",
    "tests.directory.import_cases",
)
SELDOM = (100_000, 20, 50)  # objects between two rounds of the garbage collector, as in tests


def main(*sheets: str) -> None:
    """Load everything, open no connection, then do as told until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    for name in NEEDED:
        import_module(name)
    for sheet in sheets:
        read(sheet)
    gc.freeze()  # copies share this memory instead of having it copied by the garbage collector
    gc.set_threshold(*SELDOM)
    for line in sys.stdin:
        output, *command = json.loads(line)
        pid = os.fork()
        if not pid:
            os._exit(act(output, command))
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def read(sheet: str) -> None:
    """Read the cells, which asks no base: in a place without communes."""
    from maillage.core import clock
    from maillage.directory.sheets.cells import parse_row
    from maillage.directory.sheets.columns import by_field, recognise
    from maillage.directory.sheets.files import open_sheet
    from maillage.territory.selectors.where import Gazetteer

    nowhere = Gazetteer([], [], clock.today())
    opened = open_sheet(sheet)
    columns = recognise(opened.header, opened.sample)
    for _number, cells in opened.rows:
        parse_row(by_field(columns, cells), nowhere)


def act(output: str, command: list[str]) -> int:
    """Run the module as `python -m` does, all that it says going to the file; the exit code."""
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for standard in (1, 2):
        os.dup2(file, standard)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = command
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
