"""Page ends: the numbers and marks that stand in a text where its pages ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol

import ontology

_NUMBER = re.compile(r"\d{1,3}|[-–] ?\d{1,3} ?[-–]")
_LONGEST_NUMBER = len("- 123 -")
_DIGITS = re.compile(r"\d+")
_FEWEST_PAGES = 3
_LONGEST_MARK = 40  # characters
_UNFINISHED = re.compile(r"[\w,]\Z")


class _Line(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def after_blank(self) -> bool: ...


class PageEnd(NamedTuple):
    """Lines ``[first, last)`` that say only that a page ended; ``within`` says in a sentence."""

    first: int
    last: int
    within: bool


def is_page_end(line: _Line) -> bool:
    """Whether a line is the number of a page, after a blank line, or marks where one ends."""
    return is_page_number(line) or _is_mark(line)


def is_page_number(line: _Line) -> bool:
    """Whether a line after a blank line is a number alone."""
    short = line.after_blank and len(line.text) <= _LONGEST_NUMBER
    return short and _NUMBER.fullmatch(line.text) is not None


def find_page_ends(lines: Sequence[_Line], full: int) -> tuple[PageEnd, ...]:
    """Find the page ends of a text whose full lines have ``full`` characters.

    A number alone is one where it parts a sentence: the line above is unfinished, and it is full or
    the one below goes on in small letters; or where the numbers that stand alone count the pages. A
    mark is one everywhere.
    """
    found = []
    counted = _counts(lines)
    at, last = 0, len(lines) - 1
    for first in range(1, last):
        if first < at or len(lines[first].text) >= _LONGEST_MARK or not is_page_end(lines[first]):
            continue
        at = first + 1
        while at < last and is_page_end(lines[at]):
            at += 1
        if lines[at].after_blank:
            above, below = lines[first - 1].text, lines[at].text
            goes_on = below[0].islower() or len(above) * 5 >= full * 4
            within = goes_on and below[0].isalpha() and _UNFINISHED.search(above) is not None
            if within or counted or any(map(_is_mark, lines[first:at])):
                found.append(PageEnd(first, at, within))
    return tuple(found)


def _counts(lines: Sequence[_Line]) -> bool:
    """Whether the numbers that stand alone between blank lines count from one to the next."""
    alone = [
        int(number.group())
        for line, below in pairwise(lines)
        if below.after_blank and is_page_number(line)
        if (number := _DIGITS.search(line.text)) is not None
    ]
    return len(alone) >= _FEWEST_PAGES and all(b == a + 1 for a, b in pairwise(alone))


def _is_mark(line: _Line) -> bool:
    return len(line.text) < _LONGEST_MARK and _mark().fullmatch(line.text) is not None


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(ontology.patterns("outline")["page-mark"], re.IGNORECASE)
