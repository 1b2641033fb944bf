"""Occurrences: where each word stands in the tasks, so that words that stand together are found.

All tasks are one stream of numbered words, each task's own text and then the headings above it,
with gaps between. To look for words is to look around the places of the rarest. Words are numbered
twice, as written and bare (see `graph.search.words`).

What is found weighs by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)
with the sought words together as its one term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.folding import bare
from graph.search.arrays import Around, Array, packed, unpacked
from graph.search.kernels import K1, PLAIN, Kernels
from graph.search.scored import Scored, every, unweighed

MOST_WORDS = 32
"""Words that can be looked for together."""

_GAP = MOST_WORDS
"""Empty places before and after each text and its headings: what is looked at around a word of one
never reaches into another, nor leaves the stream."""

_REACH = 5
"""Of the words around each place that are kept with it; it spares most looks into the stream."""

_NOTHING = -1
_TOUCHING, _NEAR = 2.0, 1.0
"""What words weigh in the order that they are sought in, and near each other."""

_B = 0.75
"""The usual constant of BM25 that says how much length counts."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words spelled one way: each one's number, the stream of them, and the places of each.

    Those of word n stand in ascending order from ``begins[n]`` to ``begins[n + 1]``, each with its
    field: twice the number of its task, and one more in a heading. A row of ``around`` has what
    stands as far from each place, from `_REACH` words before it to as many after it.
    """

    numbers: Mapping[str, int]
    stream: Array
    begins: Array
    places: Array
    around: Around
    fields: Array

    def read(self, words: Iterable[str]) -> list[int] | None:
        """Return the numbers of words, None where one of them stands nowhere."""
        found = [self.numbers.get(word, _NOTHING) for word in words]
        return None if _NOTHING in found else found


class Occurrences:
    """The words of all tasks; nothing in it changes, so that threads may share it."""

    def __init__(self, arrays: Mapping[str, bytes], kernels: Kernels = PLAIN) -> None:
        """Take what `occurrences` gave."""
        words = arrays["words"].decode().split("\n")
        stream = unpacked(arrays["stream"])
        lengths = unpacked(arrays["lengths"])
        bare_words, bare_of = _bare_numbers(words)
        self._exact = _spelling(words, stream, lengths)
        self._bare = _spelling(bare_words, bare_of[stream], lengths)
        sizes = lengths.reshape(-1, 2).sum(1)
        mean = max(1.0, float(sizes.mean())) if len(sizes) else 1.0
        self._damping = K1 * (1 - _B + _B * sizes / mean)
        self._kernels = kernels

    def spelling(self, exact: bool) -> Spelling:
        """Return the words as written or bare."""
        return self._exact if exact else self._bare

    def phrase(self, spelling: Spelling, spelled: Sequence[str]) -> Scored:
        """Find the tasks in which words stand one after the other."""
        words = spelling.read(spelled)
        return self._near(spelling, words, len(spelled), 1.0, 0.0) if words else _NONE

    def together(self, spelling: Spelling, spelled: Sequence[str], others: int) -> Scored:
        """Find the tasks in which words stand in any order, with ``others`` at most among them."""
        words = spelling.read(spelled)
        if not words:
            return _NONE
        if words.count(words[0]) == len(words):
            words = words[:1]
        width = min(len(words) + others, _GAP)
        return self._near(spelling, words, width, _TOUCHING, _NEAR)

    def apart(self, spelling: Spelling, spelled: Iterable[str]) -> Scored:
        """Find the tasks that hold all words, wherever."""
        return every(self.together(spelling, (word,), 0) for word in dict.fromkeys(spelled))

    def _near(
        self, spelling: Spelling, words: list[int], width: int, touching: float, near: float
    ) -> Scored:
        found = self._kernels.together(
            spelling.places,
            spelling.around,
            spelling.fields,
            spelling.stream,
            self._damping,
            spelling.begins,
            np.array(words, spelling.around.dtype),
            width,
            touching,
            near,
        )
        return Scored(*found)


def occurrences(fields: Iterable[tuple[str, ...]]) -> dict[str, bytes]:
    """Return the arrays of the words of tasks: those of each one's text, then of its headings."""
    met: dict[str, int] = {}
    stream: list[int] = []
    lengths: list[int] = []
    for words in fields:
        lengths.append(len(words))
        stream += [met.setdefault(word, len(met)) for word in words]
    ordered = sorted(met)
    renumbered = np.zeros(len(met), np.int32)
    renumbered[[met[word] for word in ordered]] = np.arange(len(met), dtype=np.int32)
    return {
        "words": "\n".join(ordered).encode(),
        "stream": packed(renumbered[np.array(stream, np.int64)]),
        "lengths": packed(lengths),
    }


def _spelling(words: Sequence[str], stream: Array, lengths: Array) -> Spelling:
    """Lay words out in a stream, each text and its headings between gaps, and find their places.

    A gap is made of the number that follows those of the words.
    """
    count = len(words)
    fields = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    places = np.arange(len(stream), dtype=np.int32) + (fields + 1) * _GAP
    laid_out = np.full(len(stream) + (len(lengths) + 1) * _GAP, count, np.int32)
    laid_out[places] = stream
    narrow = laid_out.astype(np.uint16 if count < 1 << 16 else np.int32)
    order = np.argsort(narrow[places], kind="stable")
    ordered = places[order]
    around = np.empty((2 * _REACH + 1, len(ordered)), narrow.dtype)
    for away, row in enumerate(around, -_REACH):
        row[:] = narrow[ordered + away]
    return Spelling(
        numbers=MappingProxyType({word: number for number, word in enumerate(words)}),
        stream=laid_out,
        begins=np.append(0, np.bincount(stream, minlength=count).cumsum()),
        places=ordered,
        around=around,
        fields=fields[order],
    )


def _bare_numbers(words: Sequence[str]) -> tuple[list[str], Array]:
    """Return the different words without diacritics, and the number among them of each word."""
    spelled = [bare(word) for word in words]
    different = sorted(set(spelled))
    numbers = {word: number for number, word in enumerate(different)}
    return different, np.array([numbers[word] for word in spelled], np.int32)


_NONE = unweighed(np.zeros(0, np.int64))
