"""XML as it is written: elements in order, characters that XML has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from graph.views.table import Value

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}  # as it stands it would be read as a line feed
_ENOUGH = 10_000


class Markup:
    """Writes an XML document to a file as it goes; the file stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = ['<?xml version="1.0" encoding="UTF-8"?>\n']

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, Value] | None = None) -> Iterator[None]:
        """Write an element around what is written inside; attributes that are None are left out."""
        self._write(f"<{name}{_attributes(attributes)}>")
        yield
        self._write(f"</{name}>\n")

    def empty(self, name: str, attributes: Mapping[str, Value]) -> None:
        """Write an element that has nothing in it."""
        self._write(f"<{name}{_attributes(attributes)}/>\n")

    def leaf(
        self, name: str, content: Value, attributes: Mapping[str, Value] | None = None
    ) -> None:
        """Write an element that holds text."""
        text = escape(written(content), _RETURN)
        self._write(f"<{name}{_attributes(attributes)}>{text}</{name}>\n")

    def end(self) -> None:
        """Write what is still held back."""
        self._file.write("".join(self._held).encode())
        self._held.clear()

    def _write(self, text: str) -> None:
        self._held.append(text)
        if len(self._held) >= _ENOUGH:
            self.end()


def written(value: Value) -> str:
    """Return a value as XML Schema writes it; what no XML may hold is U+FFFD."""
    if isinstance(value, bool):
        return str(value).lower()
    return _ILLEGAL.sub("\ufffd", "" if value is None else str(value))


def _attributes(given: Mapping[str, Value] | None) -> str:
    stated = (given or {}).items()
    return "".join(f" {name}={quoteattr(written(v))}" for name, v in stated if v is not None)
