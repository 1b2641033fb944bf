"""XML as it is written: elements in order, characters that XML has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from graph.views.table import Value

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Markup:
    """Writes an XML document to a file as it goes; the file stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._out = XMLGenerator(file, "UTF-8", short_empty_elements=True)
        self._out.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, Value] | None = None) -> Iterator[None]:
        """Write an element around what is written inside; attributes that are None are left out."""
        given = {k: written(v) for k, v in (attributes or {}).items() if v is not None}
        self._out.startElement(name, AttributesImpl(given))
        yield
        self._out.endElement(name)
        self._out.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, Value]) -> None:
        """Write an element that has nothing in it."""
        with self.element(name, attributes):
            pass

    def leaf(
        self, name: str, content: Value, attributes: Mapping[str, Value] | None = None
    ) -> None:
        """Write an element that holds text."""
        with self.element(name, attributes):
            for place, part in enumerate(written(content).split("\r")):
                if place:
                    self._out.ignorableWhitespace("&#13;")  # as it stands it is read as a line feed
                self._out.characters(part)

    def end(self) -> None:
        """Write what is still held back."""
        self._out.endDocument()


def written(value: Value) -> str:
    """Return a value as XML Schema writes it; what no XML may hold is U+FFFD."""
    if isinstance(value, bool):
        return str(value).lower()
    return _ILLEGAL.sub("\ufffd", "" if value is None else str(value))
