"""Canonical text: the text as received with its damage mended, and the map back.

Every repair is an edit of a span; the map keeps, for each code point of the canonical text, where
it stands in the text as received, so that a span found here cuts the evidence out there.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy

_FIRST_MARK = "\u0300"  # no character before it is a mark that belongs to the one it follows


class Edit(NamedTuple):
    """Replace ``[start, end)`` by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Canonical:
    """Text and, for each of its code points, its offset in the text as received."""

    text: str
    offsets: array[int]
    received: str

    @classmethod
    def of(cls, received: str) -> Canonical:
        """The text as received, not yet mended."""
        offsets = array("I")
        offsets.frombytes(numpy.arange(len(received), dtype=numpy.uintc).tobytes())
        return cls(received, offsets, received)

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Canonical:
        """This text with ``edits`` made; they are in order and do not overlap."""
        before, size = self.text, self.offsets.itemsize
        held = memoryview(self.offsets).cast("B")  # joined as bytes: many slices, one copy
        parts: list[str] = []
        kept: list[bytes | memoryview] = []
        done = moved = 0  # up to where the text is copied, and the offsets
        for start, end, text in edits:
            parts += before[done:start], text
            done = end
            more = len(text) - (end - start)
            if more:
                kept.append(held[moved * size : min(end, start + len(text)) * size])
                moved = end
            if more > 0:
                anchor = self.offsets[end - 1] if end > start else self._offset(start)
                kept.append(array("I", [anchor] * more).tobytes())
        if not parts:
            return self
        parts.append(before[done:])
        kept.append(held[moved * size :])
        offsets = array("I")
        offsets.frombytes(b"".join(kept))
        return Canonical("".join(parts), offsets, self.received)

    def exchanged(self, letters: Mapping[str, str]) -> Canonical:
        """This text with single code points exchanged for single code points."""
        text = self.text
        for letter, other in letters.items():
            text = text.replace(letter, other)
        return Canonical(text, self.offsets, self.received)

    def received_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as received that ``[start, end)`` was made from."""
        if start >= end:
            at = self._offset(start)
            return at, at
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        after = self.received[last : last + 1]
        while after >= _FIRST_MARK and unicodedata.combining(after):
            last += 1
            after = self.received[last : last + 1]
        return first, last

    def _offset(self, index: int) -> int:
        return self.offsets[index] if index < len(self.offsets) else len(self.received)
