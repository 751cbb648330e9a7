"""The site as it runs in life: server of two processes, worker, database and data folder of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from tests.burst.site import Home, home, serving
from tests.journeys.mailbox import Mailbox
from tests.plugins.databases import ROOT

MAILLAGE = [sys.executable, "-m", "maillage.config.cli"]


class Known(NamedTuple):
    """An event that the seed wrote."""

    pk: int
    slug: str
    title: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime


class House(NamedTuple):
    """Where the site is (`http://localhost:…`, without a slash at the end), and the events by slug."""

    url: str
    events: dict[str, Known]
    home: Home
    mailbox: Mailbox

    def event_path(self, slug: str, language: str = "fr") -> str:
        """The page of an event."""
        return f"/{language}/agenda/{slug}/"

    def log(self) -> str:
        """The last lines that server and worker wrote."""
        files = [self.home.folder / f"{name}.log" for name in ("server", "worker")]
        return "\n".join(file.read_text()[-4000:] for file in files if file.exists())


@contextmanager
def opened(engine: str, database_url: str, mailbox: Mailbox) -> Iterator[House]:
    """The site with the example and the scenes, until the block ends."""
    mail = {"MAILLAGE_EMAIL_URL": mailbox.url}
    with home(engine, database_url) as place:
        events = {slug: known(facts) for slug, facts in json.loads(place.run("tests.journeys.seed", **mail)).items()}
        with serving(place, **mail) as port, working(place, MAILLAGE_PORT=str(port), **mail):
            yield House(f"http://localhost:{port}", events, place, mailbox)


@contextmanager
def working(place: Home, **more: str) -> Iterator[None]:
    """The worker that sends what the site promised."""
    with (place.folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [*MAILLAGE, "worker"], cwd=ROOT, env=place.environment(**more), stdout=log, stderr=log
        )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def known(facts: dict[str, Any]) -> Known:
    """The facts of an event as the seed tells them."""
    times = {name: datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")}
    return Known(**{**facts, **times})
