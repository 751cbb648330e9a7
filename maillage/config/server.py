"""The web server: granian with several processes that share one loaded application."""

import ctypes
import gc
import multiprocessing
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from django.db import connections

APPLICATION = "maillage.config.wsgi:application"
# Python answers one request at a time in a process; more threads only take its lock from each other (docs/scale.md).
THREADS = 1
STOP_SECONDS = 10  # a request that is not answered by then is cut off
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class PortBusy(Exception):
    """Another program listens on the port."""


def refuse_busy_port(host: str, port: int) -> None:
    """Raise PortBusy when somebody listens there: granian itself would silently share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortBusy(f"{host}:{port}") from error


def serve(host: str, port: int, *, workers: int, blocking_threads: int) -> None:
    """Answer requests until SIGINT or SIGTERM. Raises PortBusy; exits with 1 when the processes keep crashing."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    refuse_busy_port(host, port)
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
        load_application()
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=blocking_threads,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        log_access=False,
    )
    connections.close_all()  # a connection must not be shared across a fork
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Callable[..., Any]:
    """The WSGI application with its addresses loaded; in a server process, tied to the life of its parent."""
    from django.urls import get_resolver

    from maillage.config.wsgi import application

    get_resolver().url_patterns  # noqa: B018 - loads every room's views before the first request
    # What is loaded now stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    if multiprocessing.parent_process():
        die_with_parent()
    return application


def die_with_parent() -> None:
    """Ask the kernel (Linux) for SIGTERM when the parent goes, even when it is killed: no orphan stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
