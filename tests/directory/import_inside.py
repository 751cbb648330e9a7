"""What only the site's own code can do, in a process with the site's environment: `python -m tests.directory.import_inside …`.

`seed` puts communes and terms, `receive FILE` takes a sheet as the office does, `work MINUTES` is one turn of the worker
so many minutes from now and says whether there was something to do, `order` has the sheet that waits taken in.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

import django


def main(act: str, told: str = "") -> None:
    """Do `act`."""
    from maillage.core import clock
    from maillage.directory.actions.imports import runs
    from maillage.directory.models import ImportRun
    from tests.directory.import_cases import load_places_and_terms

    if act == "seed":
        load_places_and_terms()
    elif act == "receive":
        runs.receive(told, Path(told).read_bytes())
    elif act == "order":
        runs.order(ImportRun.objects.get())
    else:
        with clock.at(clock.now() + timedelta(minutes=int(told))):
            print(runs.work())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    main(*sys.argv[1:])
