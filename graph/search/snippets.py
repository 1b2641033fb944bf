"""Snippets: the part of a text where the words of a question stand, and where in it they do."""

from __future__ import annotations

import math
from dataclasses import dataclass

from graph.folding import bare

_BEFORE = 60
"""Code points kept before the first word that was found."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a text; ``hits`` are half-open spans of code points in the snippet."""

    text: str
    hits: tuple[tuple[int, int], ...]


def letters_of(text: str) -> str:
    """Return the bare letters of a text (NFC), with a space more at either end."""
    return f" {bare(text)} "


def snippet(
    text: str, sought: tuple[str, ...], letters: str | None = None, width: int = 240
) -> Snippet:
    """Return the part of ``text`` (NFC) around the bare words ``sought``, best their phrase.

    Cut at spaces and marked with an ellipsis where something is left out. ``letters`` are those of
    the text (`letters_of`), where they are at hand.
    """
    letters = letters or letters_of(text)
    hits = _places(letters, " ".join(sought))
    if not hits and len(sought) > 1:
        hits = _closest([_places(letters, word) for word in dict.fromkeys(sought)])
    first = hits[0][0] if hits else 0
    start = 0 if len(text) <= width else max(0, min(first - _BEFORE, len(text) - width))
    end = min(len(text), start + width)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) or end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = tuple((a + shift, b + shift) for a, b in hits if a >= start and b <= end)
    return Snippet(f"{before}{text[start:end]}{after}", kept)


def _closest(places: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Return one place of each word, those nearest to each other; words that are nowhere aside."""
    found = [each for each in places if each]
    stretch = sorted([(place, word) for word, each in enumerate(found) for place in each])
    best: list[tuple[int, int]] = []
    shortest = math.inf
    latest: dict[int, tuple[int, int]] = {}
    for place, word in stretch:
        latest[word] = place
        if len(latest) == len(found):
            length = place[1] - min(latest.values())[0]
            if length < shortest:
                shortest, best = length, sorted(latest.values())
    return best


def _places(letters: str, phrase: str) -> list[tuple[int, int]]:
    """Where a phrase stands as whole words; ``letters`` has a space more at either end."""
    places: list[tuple[int, int]] = []
    if not phrase:
        return places
    wanted, length = f" {phrase} ", len(phrase)
    at = letters.find(wanted)
    while at >= 0:
        places.append((at, at + length))
        at = letters.find(wanted, at + length)
    return places
