"""Occurrences: where each word stands in the tasks, so that words that stand together are found.

All tasks are one stream of numbered words, each task's own text and then the headings above it; a
word knows its places in the stream. To look for words is to look around the places of the rarest.
They are numbered twice, as written and bare (see `graph.search.words`).

What is found weighs by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)
with the sought words together as its one term.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.folding import bare
from graph.search.arrays import Array, Flags, Weights, firsts, packed, unpacked

MOST_WORDS = 32
"""Words that can be looked for together."""

_MARGIN = 4 * MOST_WORDS
"""Empty places before and after the stream, so that looking around a place never leaves it."""

_NOTHING = -1
_HEADING = 0.5
"""What a word in a heading above a task weighs, when it weighs 1 in the task's own text."""

_TOUCHING = 2.0
"""What words in the order that they are sought in weigh, when they weigh 1 near each other."""

_K1, _B = 1.2, 0.75
"""The usual constants of BM25: how soon more of a word says no more, how much length counts."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Tasks that were found, in ascending order, and what each weighs."""

    tasks: Array
    weights: Weights

    def __len__(self) -> int:
        return len(self.tasks)

    def at(self, places: Array | Flags) -> Scored:
        """Return those at some places."""
        return Scored(self.tasks[places], self.weights[places])

    def among(self, allowed: Flags) -> Scored:
        """Return those that are flagged."""
        return self.at(allowed[self.tasks])

    def weightiest(self, page: slice) -> Array:
        """Return a page of the tasks, the weightiest first, else in their order."""
        order = np.argsort(-self.weights, kind="stable")
        return self.tasks[order[page]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words spelled one way: each one's number, the stream, and the places of each word in it."""

    numbers: Mapping[str, int]
    stream: Array
    places: Array
    begins: Sequence[int]

    def read(self, words: Iterable[str]) -> list[int] | None:
        """Return the numbers of words, None where one of them stands nowhere."""
        found = [self.numbers.get(word, _NOTHING) for word in words]
        return None if _NOTHING in found else found

    def by_rarity(self, words: Sequence[int]) -> list[int]:
        """Order some words by how often they stand, the rarest first: their places among them."""
        begins = self.begins
        counts = [begins[word + 1] - begins[word] for word in words]
        return sorted(range(len(words)), key=counts.__getitem__)

    def places_of(self, word: int) -> Array:
        """Return where a word stands, in ascending order."""
        return self.places[self.begins[word] : self.begins[word + 1]]


class Occurrences:
    """The words of all tasks; nothing in it changes, so that threads may share it."""

    def __init__(self, arrays: Mapping[str, bytes]) -> None:
        """Take what `occurrences` gave."""
        words = arrays["words"].decode().split("\n")
        stream = unpacked(arrays["stream"])
        lengths = unpacked(arrays["lengths"])
        bare_words, bare_of = _bare_numbers(words)
        margin = np.full(_MARGIN, _NOTHING, np.int32)
        fields = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._fields = np.concatenate((margin, fields, margin))
        self._exact = _spelling(words, stream, unpacked(arrays["places"]))
        self._bare = _spelling(bare_words, bare_of[stream], unpacked(arrays["bare_places"]))
        sizes = lengths.reshape(-1, 2).sum(1)
        mean = max(1.0, float(sizes.mean())) if len(sizes) else 1.0
        self._damping = _K1 * (1 - _B + _B * sizes / mean)

    def spelling(self, exact: bool) -> Spelling:
        """Return the words as written or bare."""
        return self._exact if exact else self._bare

    def phrase(self, spelling: Spelling, spelled: Sequence[str]) -> Scored:
        """Find the tasks in which words stand one after the other."""
        words = spelling.read(spelled)
        if words is None:
            return _NONE
        rarest = spelling.by_rarity(words)[0]
        places = spelling.places_of(words[rarest]) - rarest
        for place, word in enumerate(words):
            places = places[spelling.stream.take(places + place, mode="clip") == word]
        ends = self._fields.take(places + (len(words) - 1))
        places = places[self._fields.take(places) == ends]
        return self._scored(places, np.full(len(places), _TOUCHING))

    def together(self, spelling: Spelling, spelled: Sequence[str], others: int) -> Scored:
        """Find the tasks in which words stand in any order, with ``others`` at most among them."""
        words = spelling.read(spelled)
        if words is None:
            return _NONE
        rarest, *rest = spelling.by_rarity(words)
        places = spelling.places_of(words[rarest])
        if len(words) == 1:
            return self._scored(places, np.full(len(places), _TOUCHING))
        width = len(words) + others
        offsets = np.arange(1 - width, width)[:, None]
        near = (spelling.stream.take(places + offsets) == words[rest[0]]).any(0)
        places = places[near]  # few are left to be looked at closely
        around = places + offsets
        within = self._fields.take(around) == self._fields.take(places)
        around = spelling.stream.take(around)
        signs = np.zeros(len(spelling.begins), np.uint32)  # the last one stands for no word
        different = dict.fromkeys(words)
        for bit, word in enumerate(different):
            signs[word] = 1 << bit
        seen = _all_within(signs.take(around) * within, width)
        near = (seen == (1 << len(different)) - 1).any(0)
        first = width - 1 - rarest
        stretch = slice(first, first + len(words))
        touching = (around[stretch] == np.array(words, np.int32)[:, None]) & within[stretch]
        weights = np.where(touching.all(0), _TOUCHING, 1.0)
        return self._scored(places[near], weights[near])

    def apart(self, spelling: Spelling, spelled: Iterable[str]) -> Scored:
        """Find the tasks that hold all words, wherever."""
        return every(self.together(spelling, (word,), 0) for word in dict.fromkeys(spelled))

    def _scored(self, places: Array, weights: Weights) -> Scored:
        """Weigh tasks by the places, in ascending order, at which what is sought stands in them."""
        if not len(places):
            return _NONE
        fields = self._fields.take(places)
        tasks = fields >> 1
        begins = firsts(tasks)
        tasks = tasks.take(begins)
        frequency = np.add.reduceat(np.where(fields & 1, weights * _HEADING, weights), begins)
        rarity = math.log(1 + (len(self._damping) - len(tasks) + 0.5) / (len(tasks) + 0.5))
        saturated = frequency / (frequency + self._damping.take(tasks))
        return Scored(tasks, saturated * (rarity * (_K1 + 1)))


def every(found: Iterable[Scored]) -> Scored:
    """Return the tasks that were found each time, with their weights added."""
    first, *others = found
    for other in others:
        tasks, left, right = np.intersect1d(
            first.tasks, other.tasks, assume_unique=True, return_indices=True
        )
        first = Scored(tasks, first.weights[left] + other.weights[right])
    return first


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
    exact = renumbered[np.array(stream, np.int64)]
    _, bare_of = _bare_numbers(ordered)
    return {
        "words": "\n".join(ordered).encode(),
        "stream": packed(exact),
        "lengths": packed(lengths),
        "places": packed(np.argsort(exact, kind="stable") + _MARGIN),
        "bare_places": packed(np.argsort(bare_of[exact], kind="stable") + _MARGIN),
    }


def _spelling(words: Sequence[str], stream: Array, places: Array) -> Spelling:
    margin = np.full(_MARGIN, len(words), np.int32)
    return Spelling(
        numbers=MappingProxyType({word: number for number, word in enumerate(words)}),
        stream=np.concatenate((margin, stream, margin)),
        places=places.astype(np.intp),
        begins=[0, *np.bincount(stream, minlength=len(words)).cumsum().tolist()],
    )


def _bare_numbers(words: Sequence[str]) -> tuple[list[str], Array]:
    """Return the different words without diacritics, and the number among them of each word."""
    spelled = [bare(word) for word in words]
    different = sorted(set(spelled))
    numbers = {word: number for number, word in enumerate(different)}
    return different, np.array([numbers[word] for word in spelled], np.int32)


def _all_within(signs: Array, width: int) -> Array:
    """Join the signs of each ``width`` rows that follow each other."""
    joined = 1
    while joined < width:
        step = min(joined, width - joined)
        signs = signs[:-step] | signs[step:]
        joined += step
    return signs


_NONE = Scored(np.zeros(0, np.int32), np.zeros(0))
