"""What goes over the socket between the service and a worker.

A query is its length (`QUESTION`), then what `Query.encode` writes. An answer is the lengths of
head and body, and how many seconds of a processor the worker's thread has taken since it began
(`ANSWER`); then the head as JSON, and the body.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from graph.pool.query import Form
from graph.pool.writing import Cut

QUESTION = struct.Struct("!I")
ANSWER = struct.Struct("!IId")
_CHUNK = 256 << 10
#: How many parts of an answer are sent without being joined.
_PARTS = 256


def receive(connection: socket.socket) -> bytes | None:
    """Return the next question, None where the connection has ended; one comes at a time."""
    data = connection.recv(_CHUNK)
    while data:
        if len(data) >= QUESTION.size:
            end = QUESTION.size + QUESTION.unpack_from(data)[0]
            if len(data) == end:
                return data[QUESTION.size :]
        more = connection.recv(_CHUNK)
        if not more:
            return None
        data += more
    return None


def send(connection: socket.socket, head: bytes, body: Sequence[bytes] = ()) -> None:
    """Send an answer, whose body is not copied where it has few parts."""
    size = sum(map(len, body))
    start = ANSWER.pack(len(head), size, time.thread_time())
    parts = (start, head, *body)
    if len(parts) > _PARTS:
        parts = (b"".join(parts),)
    left = len(start) + len(head) + size - connection.sendmsg(parts)
    if left:
        connection.sendall(b"".join(parts)[-left:])


def head_of(**members: Any) -> bytes:
    """Write a head."""
    return json.dumps(members).encode("ascii")


# Most answers have one of a few heads.
@lru_cache(maxsize=64)
def answer_head(
    form: Form, name: str, cut: Cut | None, volatile: bool, empty: bool, spooled: int | None
) -> bytes:
    """Write the head of an answer to a query."""
    shape = {"form": form, "format": name, "cut": cut, "volatile": volatile, "empty": empty}
    return head_of(answer=shape, spooled=spooled)


@lru_cache(maxsize=64)
def read_head(head: bytes) -> Mapping[str, Any]:
    """Read the head of an answer; it is shared, and not to be changed."""
    found: Mapping[str, Any] = json.loads(head)
    return found
