"""No test reaches out: a connection or a name look-up beyond this machine is refused."""

import ipaddress
import sys
from typing import Any


class OutsideWorld(Exception):
    """A test tried to reach an address that is not this machine."""


def is_here(host: object) -> bool:
    """Whether `host` (name, address, bytes or None) is the loopback interface or any local interface."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch(event: str, details: tuple[Any, ...]) -> None:
    """An audit hook that raises OutsideWorld before the call is made."""
    if event in {"socket.connect", "socket.sendto"}:
        target = details[1]
        host = target[0] if isinstance(target, tuple) and target else None  # a Unix socket has a path
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = details[0]
    else:
        return
    if not is_here(host):
        raise OutsideWorld(f"{event}: {host!r}")


def pytest_configure() -> None:
    sys.addaudithook(watch)
