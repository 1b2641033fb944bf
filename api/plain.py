"""Plain requests: most that come, read without a parser of HTTP.

A GET that is plain has an address and header fields of the usual letters, and comes whole. All
others, and what is no request, are for the parser.
"""

from __future__ import annotations

import string
from typing import NamedTuple

_START, _VERSION = b"GET /", b" HTTP/1.1"
_ALPHANUMERIC = (string.ascii_letters + string.digits).encode()
#: What an address is written with (RFC 3986); a plain path has nothing percent-encoded.
_ADDRESS = _ALPHANUMERIC + b"-._~!$&'()*+,;=:@/?%"
#: What the name of a field and its value are (RFC 9110, 5).
_NAME = _ALPHANUMERIC + b"!#$%&'*+-.^_`|~"
_VALUE = b"\t" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
_END = b"\r\n\r\n"

#: Fields by which an answer differs otherwise than by its format or is asked in parts, and those
#: that tell of a body or of another protocol.
_UNPLAIN = frozenset(
    {
        b"content-length",
        b"expect",
        b"if-none-match",
        b"transfer-encoding",
        b"upgrade",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        b"x-request-id",
    }
)


class Fields(NamedTuple):
    """What header fields say: which formats are accepted, and whether more requests may follow."""

    accept: bytes
    keep_alive: bool


class Plain(NamedTuple):
    """A plain request, and the bytes it has."""

    path: str
    query: bytes
    fields: Fields
    size: int


class Reader:
    """Reads the requests of one connection: most have the fields of the one before."""

    __slots__ = ("_fields", "_text")

    def __init__(self) -> None:
        self._text = b""
        self._fields: Fields | None = None

    def read(self, data: bytes) -> Plain | None:
        """Return the request that `data` begin with, None where it is not plain."""
        if not data.startswith(_START):
            return None
        end = data.find(_END)
        line, _, text = data[:end].partition(b"\r\n")
        if end < 0 or not line.endswith(_VERSION):
            return None
        if text != self._text:
            self._text, self._fields = text, _read(text)
        path, _, query = line[len(_START) - 1 : -len(_VERSION)].partition(b"?")
        if self._fields is None or b"%" in path or (path + query).translate(None, _ADDRESS):
            return None
        return Plain(path.decode("ascii"), query, self._fields, end + len(_END))


def _read(text: bytes) -> Fields | None:
    """Read header fields, None where they are not plain."""
    accept, connection = None, b"keep-alive"
    for line in text.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if not (name and colon) or name.translate(None, _NAME) or value.translate(None, _VALUE):
            return None
        name, value = name.lower(), value.strip(b" \t")
        if name in _UNPLAIN or (name == b"accept" and accept is not None):
            return None
        if name == b"accept":
            accept = value
        elif name == b"connection":
            connection = value.lower()
    if connection not in (b"keep-alive", b"close"):
        return None
    return Fields(accept or b"", connection == b"keep-alive")
