"""Snippets: the part of a text where the words of a question stand, and where in it they do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from json.encoder import encode_basestring

import numpy as np

from graph.folding import bare
from graph.search.arrays import Array, Bytes
from graph.search.kernels import PLAIN, Kernels

_NOTHING = -1
_BETWEEN = " "
"""What is put between texts; its JSON has one byte, as that of each plain letter."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a text; ``hits`` are half-open spans of code points in the snippet."""

    text: str
    hits: tuple[tuple[int, int], ...]


class Texts:
    """Texts, and where each word stands in them; nothing in it changes, so threads may share it."""

    def __init__(
        self, texts: Sequence[str], numbers: Mapping[str, int], kernels: Kernels = PLAIN
    ) -> None:
        """Take texts in NFC, and the numbers of bare words; a word that has none is never found."""
        joined = _BETWEEN.join((*texts, ""))
        letters = bare(joined)
        words = letters.split()
        sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        self._places = np.append(0, sizes.cumsum())
        held = np.frombuffer(f" {letters}".encode("utf-32-le"), "<u4") != ord(" ")
        self._starts = (held[1:] > held[:-1]).nonzero()[0].astype(np.int32)
        self._ends = self._starts + np.fromiter(map(len, words), np.int32, len(words))
        self._words = np.fromiter(
            (numbers.get(word, _NOTHING) for word in words), np.int32, len(words)
        )
        self._begins = np.searchsorted(self._starts, self._places)
        self._json = np.frombuffer(_json(joined).encode(), np.uint8)
        self._json_begins = _json_begins(joined)
        self._numbers = numbers
        self._kernels = kernels

    def snippets(self, sought: Sequence[str], texts: Array) -> tuple[Bytes, Array]:
        """Write the part of each of some texts where bare words stand, as the JSON of `Snippet`.

        Best it is their phrase, else each word once, as near to the others as may be. Returns the
        JSON of all, and where that of each ends.
        """
        absent = len(self._numbers)
        words = np.array([self._numbers.get(word, absent) for word in sought], np.int64)
        return self._kernels.snippets(
            texts,
            words,
            self._begins,
            self._words,
            self._starts,
            self._ends,
            self._places,
            self._json_begins,
            self._json,
        )

    def read(self, sought: Sequence[str], texts: Sequence[int]) -> list[Snippet]:
        """Return the part of each of some texts where bare words stand."""
        data, ends = self.snippets(sought, np.array(texts, np.int64))
        made = data.tobytes()
        return [_read(made[start:end]) for start, end in pairwise((0, *ends.tolist()))]


def _read(written: bytes) -> Snippet:
    read = json.loads(written)
    return Snippet(read["text"], tuple((start, end) for start, end in read["hits"]))


def _json_begins(text: str) -> Array:
    """Say where in the JSON of a text that of each code point begins, and where the last ends."""
    points = np.frombuffer(text.encode("utf-32-le"), "<u4")
    sizes = 1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)  # in UTF-8
    plain = points < len(_PLAIN)
    sizes[plain] = _PLAIN[points[plain]]
    return np.append(0, sizes.cumsum()).astype(np.int32)


def _json(text: str) -> str:
    """Return the inside of the JSON string of a text."""
    return encode_basestring(text)[1:-1]


_PLAIN = np.array([len(_json(chr(point))) for point in range(0x80)])
"""The size of each code point of ASCII, which may be escaped."""
