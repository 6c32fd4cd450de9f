"""A server that is started, and requests sent over a connection that is kept open."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60.0


@dataclass
class Wire:
    """One connection that is kept open, and the request that is sent over it again and again."""

    connection: socket.socket
    request: bytes

    def ask(self) -> bytes:
        """Send the request and read its answer's body."""
        self.connection.sendall(self.request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(data.decode(errors="replace"))
        lines = head.lower().split(b"\r\n")
        length = int(next(line for line in lines if line.startswith(b"content-length:")).split(b":")[1])
        while len(body) < length:
            body += self._receive()
        return body

    def _receive(self) -> bytes:
        """Wait for what comes. Raises ConnectionError where the server has closed the connection."""
        if received := self.connection.recv(1 << 18):
            return received
        raise ConnectionError("closed by the server")

    def seconds(self, requests: int) -> float:
        """How long so many requests take, one after the other."""
        start = time.perf_counter()
        for _ in range(requests):
            self.ask()
        return time.perf_counter() - start


@contextmanager
def serving(kind: str, target: str, token: str, *paths: str) -> Iterator[list[Wire]]:
    """Serve an application by granian, one worker, and connect to it, once for each address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["--interface", kind, "--factory", "--port", str(port), "--log-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", "granian", *words, target])
    try:
        heads = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
            for path in paths
        )
        yield [Wire(connected(port), head.encode()) for head in heads]
    finally:
        server.terminate()
        server.wait(PATIENCE)


def connected(port: int, address: str = "127.0.0.1") -> socket.socket:
    """Connect from an address to a server that is starting."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            made = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
