"""HTTP/1.1 over hundreds of open sockets in one thread: lean, so that the server is what is measured.

A walk is a generator: it yields the bytes of a request, is sent the answer, and returns what it learned.
"""

import selectors
import socket
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """One response: status, headers (lower-case names; cookies apart, name → value), body."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


Walk = Generator[bytes, Answer, Any]


@dataclass
class Trip:
    """What became of one walk. Times are seconds; `seconds` counts from the release of all sockets."""

    result: Any = None
    seconds: float = 0.0
    statuses: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    problem: str = ""


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def parse(data: bytearray) -> Answer | None:
    """The answer once `data` holds it whole, else None. Raises ValueError for an answer without length."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = bytes(data[:end]).decode("latin-1").split("\r\n")
    headers, cookies = {}, {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name.lower() == "set-cookie":
            key, _, kept = value.partition(";")[0].partition("=")
            cookies[key] = kept
        else:
            headers[name.lower()] = value
    if "content-length" not in headers:
        raise ValueError(f"no Content-Length: {first}")
    start, length = end + 4, int(headers["content-length"])
    if len(data) < start + length:
        return None
    return Answer(int(first.split(" ", 2)[1]), headers, cookies, bytes(data[start : start + length]))


class Line:
    """One open socket and the walk that uses it. Nothing is ever sent twice."""

    def __init__(self, port: int, walk: Walk) -> None:
        self.walk, self.trip, self.data = walk, Trip(), bytearray()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0

    def send(self, data: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.socket.settimeout(30)
        self.socket.sendall(data)  # a few hundred bytes: fits the socket's buffer
        self.socket.setblocking(False)

    def receive(self) -> bool:
        """Take what came; True when the walk has ended, well or not."""
        try:
            piece = self.socket.recv(262_144)
            if not piece:
                raise ConnectionError("closed by the server")
            self.data += piece
            answer = parse(self.data)
            if answer is None:
                return False
            self.data.clear()
            self.trip.waits.append(time.perf_counter() - self.sent_at)
            self.trip.statuses.append(answer.status)
            self.send(self.walk.send(answer))
        except StopIteration as end:
            self.trip.result = end.value
        except Exception as error:
            self.trip.problem = f"{type(error).__name__}: {error}"
        else:
            return False
        return True


def release(
    port: int, walks: Sequence[Walk], *, patience: float = 120.0, released: Callable[[], None] | None = None
) -> list[Trip]:
    """Open a socket for each walk, then let all go at once; their trips, in the order of `walks`.

    Walks that have not ended after `patience` seconds are given up and say so. `released` is called
    between the opening of the last socket and the first byte.
    """
    lines = [Line(port, walk) for walk in walks]
    firsts = [next(line.walk) for line in lines]
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
        if released:
            released()
        start = time.perf_counter()
        for line, first in zip(lines, firsts, strict=True):
            line.send(first)
        while selector.get_map() and (left := start + patience - time.perf_counter()) > 0:
            for key, _ in selector.select(left):
                if key.data.receive():
                    key.data.trip.seconds = time.perf_counter() - start
                    selector.unregister(key.data.socket)
        for key in list(selector.get_map().values()):
            key.data.trip.problem = f"no end after {patience} s"
            key.data.trip.seconds = patience
    for line in lines:
        line.socket.close()
    return [line.trip for line in lines]
