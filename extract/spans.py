"""Spans in order: what of a sorted row of findings stands within a stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a half-open span."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Found = TypeVar("Found", bound=Spanned)


class InOrder(Generic[Found]):
    """Findings sorted by where they begin, looked up by position in logarithmic time."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = sorted(found, key=lambda each: each.start)
        self._starts = [each.start for each in self._found]

    def within(self, start: int, end: int) -> Sequence[Found]:
        """What begins in ``[start, end)``, in order."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def around(self, position: int) -> Found | None:
        """The last that begins at or before ``position``, where it reaches past it."""
        at = bisect_left(self._starts, position + 1) - 1
        return self._found[at] if at >= 0 and self._found[at].end > position else None
