"""Plain ASGI: the types of the interface, and the few things that every application of it does."""

from __future__ import annotations

import asyncio
from binascii import a2b_qp
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

from api.problems import ProblemError, problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Parameters = list[tuple[str, str]]

_MANY_PARAMETERS = 200


class DisconnectedError(Exception):
    """The client went away."""


def header(scope: Scope, name: bytes) -> str:
    """Return a header field of a request, several of the name joined as the standard has it."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def header_lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return header fields as HTTP/1.1 has them."""
    return b"".join([b"%b: %b\r\n" % field for field in headers])


def parameters(query: bytes) -> Parameters:
    """Read what is URL-encoded, in order; ProblemError where it is not UTF-8 or too much."""
    pairs = query.split(b"&")
    if len(pairs) > _MANY_PARAMETERS:
        detail = f"there are more than {_MANY_PARAMETERS} parameters"
        raise ProblemError(problem("bad-request", detail))
    try:
        return [
            (_decoded(name), _decoded(value))
            for name, _, value in [pair.partition(b"=") for pair in pairs if pair]
        ]
    except UnicodeDecodeError:
        raise ProblemError(problem("not-utf-8", "percent-encode the UTF-8 bytes")) from None


def _decoded(part: bytes) -> str:
    if part.isalnum():
        return part.decode("ascii")
    return percent_decoded(part.replace(b"+", b" ")).decode("utf-8")


def percent_decoded(part: bytes) -> bytes:
    """Decode what is percent-encoded; a percent sign that begins no escape stays.

    Quoted-printable has the same escapes behind another sign, and is decoded fifteen times faster:
    each query that comes by GET has a hundred of them.
    """
    escapes = part.count(b"%")
    if not escapes:
        return part
    if b"\n" not in part and b"\r" not in part:
        decoded = a2b_qp(part.replace(b"=", b"=3D").replace(b"%", b"="))
        if len(decoded) == len(part) - 2 * escapes:
            return decoded
    return unquote_to_bytes(part)


async def read_body(scope: Scope, receive: Receive, limit: int, seconds: float) -> bytes:
    """Read a body of at most `limit` bytes that arrives within `seconds`, once."""
    stated = header(scope, b"content-length")
    if stated.isdigit() and int(stated) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise DisconnectedError
                body += message.get("body", b"")
                if len(body) > limit:
                    raise _too_large(limit)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        detail = f"the body had not arrived after {seconds:g} seconds"
        raise ProblemError(problem("request-slow", detail, headers=_CLOSE)) from None


async def respond(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes, *, head: bool
) -> None:
    """Send a whole answer; `head` leaves the body out but states its length."""
    length = (b"content-length", str(len(body)).encode())
    start = {"type": "http.response.start", "status": status, "headers": [*headers, length]}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else body})


_CLOSE = [("Connection", "close")]


def _too_large(limit: int) -> ProblemError:
    detail = f"the body may have {limit} bytes"
    return ProblemError(problem("content-too-large", detail, headers=_CLOSE, limit_bytes=limit))


def origin(scope: Scope) -> str:
    """Return the address under which a client reaches this service, without a slash at its end.

    ProblemError where its Host field is no host, so that nothing else is ever repeated to anyone.
    """
    host = header(scope, b"host") or "localhost"
    plain = host.replace(".", "").replace("-", "").replace(":", "").strip("[]")
    if not plain.isascii() or not plain.isalnum() or len(host) > _LONGEST_HOST:
        raise ProblemError(problem("bad-request", "the Host field is no host"))
    return f"{scope.get('scheme', 'http')}://{host}"


_LONGEST_HOST = 260
