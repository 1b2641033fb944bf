"""Occurrences: where each word stands in the tasks, so that words that stand together are found.

All tasks are one stream of numbered words, each task's own text and then the headings above it,
with gaps between. Its places stand in two orders, by the word there and the next, and by the word
there and the next but one: so those of a word follow each other, and those of a word beside
another. To look for words is to look around the places of the rarest; where little may stand among
them, only around those beside another. Words are numbered twice, as written and bare (see
`graph.search.words`).

What is found weighs by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)
with the sought words together as its one term.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.folding import bare
from graph.search.arrays import Array, Weights, firsts, packed, unpacked
from graph.search.scored import Scored, every, unweighed

MOST_WORDS = 32
"""Words that can be looked for together."""

Signs: TypeAlias = NDArray[np.uint32]

_GAP = MOST_WORDS
"""Empty places before and after each text and its headings: what is looked at around a word of one
never reaches into another, nor leaves the stream."""

_FARTHEST = 2
"""How far from a word the other one stands in the last of the orders of places."""

_NOTHING = -1
_HEADING = 0.5
"""What a word in a heading above a task weighs, when it weighs 1 in the task's own text."""

_TOUCHING = 2.0
"""What words in the order that they are sought in weigh, when they weigh 1 near each other."""

_K1, _B = 1.2, 0.75
"""The usual constants of BM25: how soon more of a word says no more, how much length counts."""


@dataclass(frozen=True, slots=True)
class Order:
    """The places of a stream in the order of the word there and of that ``distance`` places on.

    ``pairs`` are the numbers of the different pairs of words, in order, with one more that stands
    nowhere (see `_pairs`); ``begins`` says where among the places each begins.
    """

    distance: int
    places: Array
    pairs: Sequence[int]
    begins: Sequence[int]

    def of(self, pair: int) -> Array:
        """Return the places of a pair."""
        at = bisect_left(self.pairs, pair)
        if self.pairs[at] != pair:
            return _NO_PLACES
        return self.places[self.begins[at] : self.begins[at + 1]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words spelled one way: each one's number, the stream of them, and its places in two orders.

    The places of word n begin at ``begins[n]`` in either order.
    """

    numbers: Mapping[str, int]
    stream: Array
    begins: Sequence[int]
    orders: tuple[Order, ...]

    def read(self, words: Iterable[str]) -> list[int] | None:
        """Return the numbers of words, None where one of them stands nowhere."""
        found = [self.numbers.get(word, _NOTHING) for word in words]
        return None if _NOTHING in found else found

    def rarest(self, words: Sequence[int]) -> int:
        """Say which of some words is the rarest, by its place among them."""
        begins = self.begins
        counts = [begins[word + 1] - begins[word] for word in words]
        return counts.index(min(counts))

    def places(self, word: int) -> Array:
        """Return where a word stands, in ascending order."""
        return np.sort(self.orders[0].places[self.begins[word] : self.begins[word + 1]])

    def beside(self, word: int, others: Sequence[int], farthest: int) -> Array:
        """Return where a word stands at most so far from one of others, in ascending order."""
        count = len(self.numbers) + 1
        found = []
        for order in self.orders[:farthest]:
            for other in others:
                found.append(order.of(word * count + other))
                found.append(order.of(other * count + word) + order.distance)
        places = np.concatenate(found)
        places.sort()
        return places[firsts(places)]


class Occurrences:
    """The words of all tasks; nothing in it changes, so that threads may share it."""

    def __init__(self, arrays: Mapping[str, bytes]) -> None:
        """Take what `occurrences` gave."""
        words = arrays["words"].decode().split("\n")
        stream = unpacked(arrays["stream"])
        lengths = unpacked(arrays["lengths"])
        bare_words, bare_of = _bare_numbers(words)
        fields = np.arange(len(lengths), dtype=np.int32)
        self._fields = np.repeat(fields, lengths + _GAP)  # a gap before each counts as part of it
        self._exact = _spelling(words, stream, arrays, "exact")
        self._bare = _spelling(bare_words, bare_of[stream], arrays, "bare")
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
        rarest = spelling.rarest(words)
        places = spelling.places(words[rarest]) - rarest
        for place, word in enumerate(words):
            places = places[spelling.stream.take(places + place, mode="clip") == word]
        return self._scored(places, np.ones(len(places)))

    def together(self, spelling: Spelling, spelled: Sequence[str], others: int) -> Scored:
        """Find the tasks in which words stand in any order, with ``others`` at most among them."""
        words = spelling.read(spelled)
        if words is None:
            return _NONE
        rarest = spelling.rarest(words)
        word = words[rarest]
        rest = sorted(set(words) - {word})
        if not rest:
            places = spelling.places(word)
            return self._scored(places, np.full(len(places), _TOUCHING))
        width = min(len(words) + others, _GAP)
        farthest = width - len(rest)  # that the nearest of the rest may be
        if farthest <= len(spelling.orders):
            places = spelling.beside(word, rest, farthest)
        else:
            places = spelling.places(word)
        around = places + np.arange(1 - width, width)[:, None]
        around = spelling.stream.take(around)
        signs = np.zeros(len(spelling.begins), np.uint32)  # the last one stands for no word
        signs[[word, *rest]] = _SIGNS[: len(rest) + 1]
        seen = _all_within(signs.take(around), width)
        near = (seen == (1 << len(rest) + 1) - 1).any(0)
        first = width - 1 - rarest
        stretch = slice(first, first + len(words))
        touching = around[stretch] == np.array(words)[:, None]
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
    different, bare_of = _bare_numbers(ordered)
    return {
        "words": "\n".join(ordered).encode(),
        "stream": packed(exact),
        "lengths": packed(lengths),
        **_orders(exact, lengths, len(ordered), "exact"),
        **_orders(bare_of[exact], lengths, len(different), "bare"),
    }


def _orders(stream: Array, lengths: Sequence[int], count: int, name: str) -> dict[str, bytes]:
    """Order the places of a stream (see `Order`)."""
    places, followed = _laid_out(stream, np.array(lengths, np.int64), count)
    return {
        f"{name}_{distance}": packed(
            places[np.argsort(_pairs(followed, places, distance, count), kind="stable")]
        )
        for distance in range(1, _FARTHEST + 1)
    }


def _laid_out(stream: Array, lengths: Array, count: int) -> tuple[Array, Array]:
    """Return where the words of a stream stand between gaps, and the stream with these.

    A gap is made of the number that follows those of the words.
    """
    fields = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(stream)) + (fields + 1) * _GAP
    laid_out = np.full(len(stream) + (len(lengths) + 1) * _GAP, count, np.int32)
    laid_out[places] = stream
    return places, laid_out


def _pairs(stream: Array, places: Array, distance: int, count: int) -> Array:
    """Number the pairs of words; a gap counts as a word."""
    return stream[places] * np.int64(count + 1) + stream[places + distance]


def _spelling(
    words: Sequence[str], stream: Array, arrays: Mapping[str, bytes], name: str
) -> Spelling:
    """Put words, a stream of them, and its orders together."""
    count = len(words)
    _, laid_out = _laid_out(stream, unpacked(arrays["lengths"]), count)
    orders = []
    for distance in range(1, _FARTHEST + 1):
        places = unpacked(arrays[f"{name}_{distance}"]).astype(np.intp)
        pairs = _pairs(laid_out, places, distance, count)
        begins = firsts(pairs)
        known = np.append(pairs[begins], (count + 1) ** 2)
        orders.append(Order(distance, places, known.data, np.append(begins, len(places)).data))
    return Spelling(
        numbers=MappingProxyType({word: number for number, word in enumerate(words)}),
        stream=laid_out,
        begins=[0, *np.bincount(stream, minlength=count).cumsum().tolist()],
        orders=tuple(orders),
    )


def _bare_numbers(words: Sequence[str]) -> tuple[list[str], Array]:
    """Return the different words without diacritics, and the number among them of each word."""
    spelled = [bare(word) for word in words]
    different = sorted(set(spelled))
    numbers = {word: number for number, word in enumerate(different)}
    return different, np.array([numbers[word] for word in spelled], np.int32)


def _all_within(signs: Signs, width: int) -> Signs:
    """Join the signs of each ``width`` rows that follow each other."""
    joined = 1
    while joined < width:
        step = min(joined, width - joined)
        signs = signs[:-step] | signs[step:]
        joined += step
    return signs


_SIGNS = np.uint32(1) << np.arange(MOST_WORDS, dtype=np.uint32)
_NO_PLACES = np.zeros(0, np.intp)
_NONE = unweighed(_NO_PLACES)
