"""A client that costs next to nothing, so that what it measures is the server.

It speaks as much HTTP as the servers of this bench do, over a connection that is open before the
clock starts. The kernel acknowledges at once what comes: a server that sends in small parts would
else be made to wait 40 ms for it (Nagle's algorithm), whatever it is asked.
"""

from __future__ import annotations

import contextlib
import json
import socket
import time
import urllib.parse

from bench.endpoint_queries import PREFIXES
from bench.servers import PATIENCE, Server

#: A connection that has not been used for so many seconds may be closed any moment: open another.
_IDLE = 1.0
_HEADERS = "Accept: application/sparql-results+json\r\nUser-Agent: bench\r\n\r\n"


class Client:
    """One who asks a server over a kept connection."""

    def __init__(self, server: Server) -> None:
        self.name = server.name
        self._address = urllib.parse.urlsplit(server.url)
        self._connection: socket.socket | None = None
        self._used = 0.0

    def ask(self, query: str) -> tuple[float, int]:
        """Ask a query; return the milliseconds it took and the number of rows."""
        parameters = urllib.parse.urlencode({"query": PREFIXES + query})
        first = (
            f"GET {self._address.path}?{parameters} HTTP/1.1\r\nHost: {self._address.netloc}\r\n"
        )
        request = (first + _HEADERS).encode()
        connection = self._open()
        started = time.perf_counter()
        connection.sendall(request)
        status, body = _read(connection)
        self._used = time.perf_counter()
        if status != 200:
            raise ValueError(f"{self.name} answered {status}")
        return (self._used - started) * 1000, len(json.loads(body)["results"]["bindings"])

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> socket.socket:
        """Return the connection that is kept; a new one where that may not last."""
        if self._connection is None or time.perf_counter() - self._used > _IDLE:
            self.close()
            address = (self._address.hostname or "", self._address.port or 80)
            self._connection = socket.create_connection(address, PATIENCE)
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._connection


def _read(connection: socket.socket) -> tuple[int, bytes]:
    """Read a whole answer; return its status and its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _part(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    fields = dict(line.split(b": ", 1) for line in lines[1:])
    status = int(lines[0].split()[1])
    parts = [body]
    if b"content-length" in fields:
        left = int(fields[b"content-length"]) - len(body)
        while left > 0:
            parts.append(_part(connection))
            left -= len(parts[-1])
        return status, b"".join(parts)
    while not b"".join(parts[-2:]).endswith(b"0\r\n\r\n"):
        parts.append(_part(connection))
    return status, b"".join(_unchunked(b"".join(parts)))


def _part(connection: socket.socket) -> bytes:
    with contextlib.suppress(AttributeError):  # only Linux has it
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    data = connection.recv(1 << 20)
    if not data:
        raise ConnectionError("the answer ended early")
    return data


def _unchunked(data: bytes) -> list[bytes]:
    chunks: list[bytes] = []
    place = 0
    while True:
        size, _, _ = data[place : place + 20].partition(b"\r\n")
        length, start = int(size, 16), place + len(size) + 2
        if length == 0:
            return chunks
        chunks.append(data[start : start + length])
        place = start + length + 2
