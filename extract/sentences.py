"""Sentences that may set targets, and the passages in which they stand."""

from __future__ import annotations

from typing import NamedTuple

from extract.layout import Zone
from extract.periods import Period
from extract.quantities import Quantity


class Passage(NamedTuple):
    """What holds for all sentences of a paragraph or a cell of ``text``.

    ``lowered`` is ``text`` in lower case, in which the words that decide are sought. ``since`` is
    the first year for which its document sets goals, ``period`` that of the task or the heading
    above it, else of the document, ``whole`` that of the document.
    """

    text: str
    lowered: str
    zone: Zone
    since: int | None
    period: str | None
    whole: str | None = None


class Sentence(NamedTuple):
    """A sentence ``[start, end)`` of a passage with its quantities and periods.

    ``period`` holds for a quantity for which the sentence names none: that of the passage, or of
    the sentence that this one goes on.
    """

    passage: Passage
    start: int
    end: int
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    period: str | None
