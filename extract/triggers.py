"""Triggers: where the words stand without which a careful reading finds nothing, in one pass.

One Aho-Corasick automaton holds the words of several phenomena, each of which then looks only
around its own: the time is that of one pass, however many words there are.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick

from extract.folding import lower
from ontology import cues, kinds

Kind = Literal[
    "type",  # a word for a kind of document
    "compound",  # what begins like one and is none
    "made",  # a verb that names a product
    "due",  # a year, a day, a recurrence, whatever its first letter
    "number",  # digits
]
Place = tuple[int, int]

_CENTURIES = ("19", "20")
_YEAR = 4  # digits
_DIGITS = re.compile(r"\d\d*")  # faster than \d+: a pattern is anchored by its first letter alone


@dataclass(frozen=True, slots=True)
class Triggers:
    """Where words of each kind begin and end in a text, in order."""

    places: Mapping[Kind, list[Place]]

    def within(self, kind: Kind, start: int, end: int) -> list[int]:
        """Where those of a kind begin that begin in ``[start, end)`` and reach no further."""
        places = self.places[kind]
        first = bisect_left(places, (start, 0))
        return [a for a, b in places[first : bisect_left(places, (end, 0), first)] if b <= end]

    def any(self, kind: Kind, start: int, end: int) -> bool:
        """Whether one of a kind stands in ``[start, end)``."""
        places = self.places[kind]
        first = bisect_left(places, (start, 0))
        return first < len(places) and places[first][0] < end


def find_triggers(text: str, lowered: str | None = None) -> Triggers:
    """Find the triggers of ``text``; ``lowered`` is it in lower case, where that is at hand."""
    lowered = lower(text) if lowered is None else lowered
    found: dict[Kind, list[Place]] = {"type": [], "compound": [], "made": [], "due": []}
    found["number"] = [digits.span() for digits in _DIGITS.finditer(text)]
    for last, (length, of_kinds) in _automaton().iter(lowered):
        for kind in of_kinds:
            found[kind].append((last + 1 - length, last + 1))
    found["due"] = [*_due(text, lowered, found["due"])]
    for kind in _words():
        found[kind].sort()
    return Triggers(found)


def find_digits(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    """Where digits begin in ``text[start:end]``."""
    return (digits.start() for digits in _DIGITS.finditer(text, start, end))


def _due(text: str, lowered: str, places: list[Place]) -> Iterator[Place]:
    """Years whole, and the other words where they are written small but for the first letter."""
    for start, end in places:
        if end - start > 2:
            if text[start:end] == lowered[start:end]:
                yield start, end
        elif text[end : end + 2].isdecimal() and end + 2 <= len(text):
            yield start, start + _YEAR


@cache
def _automaton() -> ahocorasick.Automaton:
    of_kinds: dict[str, list[Kind]] = {}
    for kind, words in _words().items():
        for word in sorted(words):
            of_kinds.setdefault(word, []).append(kind)
    automaton = ahocorasick.Automaton()
    for word, found in of_kinds.items():
        automaton.add_word(word, (len(word), tuple(found)))
    automaton.make_automaton()
    return automaton


@cache
def _words() -> Mapping[Kind, set[str]]:
    citations, deadlines, products = cues("citations"), cues("deadlines"), cues("products")
    named = {name.lower() for kind in kinds() for name in (kind.label, *kind.aliases)}
    listed = (citations[each] for each in ("further-type", "named-type", "law-type"))
    return {
        "type": named.union(*listed),
        "compound": set(citations["compound"]),
        "made": {*products["make"], *products["done"]},
        "due": {*_CENTURIES, *_stems((*deadlines["recurring"], *deadlines["day-word"]))},
    }


def _stems(phrases: tuple[str, ...]) -> Iterator[str]:
    """What is left of phrases without their first letter; none that holds another."""
    stems = [phrase[1:] for phrase in phrases]
    return (stem for stem in stems if not any(other in stem for other in stems if other != stem))
