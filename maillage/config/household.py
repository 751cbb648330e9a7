"""Processes that live and stop together: the demo's web server and its mail worker."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections

from maillage.config.server import die_with_parent

PATIENCE = 15.0  # seconds that a process has to stop by itself


class Household:
    """Starts children that share what this process has loaded, watches them, and stops them all."""

    def __init__(self) -> None:
        self.children: list[BaseProcess] = []
        self.asked_to_stop = False
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, self._ask)

    def _ask(self, *_: Any) -> None:
        self.asked_to_stop = True

    def start(self, name: str, work: Callable[[], object]) -> None:
        """Start a child that does `work`, in a process group of its own: Ctrl-C reaches it through us alone."""
        connections.close_all()
        child = multiprocessing.get_context("fork").Process(target=_live, args=(work,), name=name)
        child.start()
        self.children.append(child)

    def watch(self, until: Callable[[], bool] = lambda: False) -> str | None:
        """Wait until somebody asks to stop, `until` says yes, or a child ends: then its name."""
        while not self.asked_to_stop and not until():
            wait([child.sentinel for child in self.children], timeout=0.1)
            gone = next((child.name for child in self.children if not child.is_alive()), None)
            if gone and not self.asked_to_stop:
                return gone
        return None

    def stop(self) -> None:
        """Stop every child and its own children; those that do not obey in time are killed."""
        for child in self.children:
            child.terminate()
        limit = time.monotonic() + PATIENCE
        for child in self.children:
            child.join(max(0.1, limit - time.monotonic()))
            try:
                os.killpg(child.pid or 0, signal.SIGKILL)
            except ProcessLookupError:
                continue
            child.join()


def _live(work: Callable[[], object]) -> None:
    os.setpgid(0, 0)
    die_with_parent()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
    work()
