"""Mistakes: the names that words are but for one letter."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from graph.search.words import bare_key, joining_words

_SHORTEST = 8
"""Letters of a name in which one may be wrong; in a shorter one it makes another word."""

_TELLING = 8
"""Letters at either end of a name that soon tell words that are like none."""

_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Keys of one length, in order, and in the order of their endings (each backwards)."""

    keys: Sequence[str]
    backwards: Sequence[str]


class Mistaken:
    """Keys of names (see `graph.search.words.name_key`), found where a letter is wrong.

    It is wrong, missing, too many, or has changed places with the next. Most questions name no one:
    that is told by a few of their words, else by a few letters, before anything is compared.
    """

    def __init__(self, keys: Collection[str]) -> None:
        """Take keys."""
        self._keys = frozenset(keys)
        self._by_length = _by_length(keys)
        self._starts = _parts(key[:_TELLING] for key in keys)
        self._ends = _parts(key[: -_TELLING - 1 : -1] for key in keys)
        self._first_words = frozenset(key.partition(" ")[0] for key in keys)
        self._last_words = frozenset(key.rpartition(" ")[2] for key in keys)
        self._last_pairs = frozenset(" ".join(key.rsplit(" ", 2)[-2:]) for key in keys)

    def near(self, words: tuple[str, ...]) -> list[str]:
        """Return the keys that bare words are but for a letter."""
        if not self._may_be_near(words):
            return []
        key = bare_key(words)
        if len(key) - key.count(" ") < _SHORTEST:
            return []
        near = [known for known in self._resembling(key) if _a_letter_off(known, key)]
        if any(map(_nearly_joins, words)):
            for place, word in enumerate(words):
                rest = bare_key((*words[:place], *words[place + 1 :]))
                if _nearly_joins(word) and rest in self._keys:
                    near.append(rest)
        return near

    def _may_be_near(self, words: Sequence[str]) -> bool:
        """Whether bare words may name an agency but for a letter, by the first or the last of them.

        A letter that is wrong in the first word, or beside it, leaves those after the second as
        they are.
        """
        if len(words) < 3:
            return len(words) == 2
        if words[0] in self._first_words or not joining_words().isdisjoint(words):
            return True
        if len(words) == 3:
            return words[2] in self._last_words
        return f"{words[-2]} {words[-1]}" in self._last_pairs

    def _resembling(self, key: str) -> Sequence[str]:
        """Return the keys that have one half of a key: a single mistake leaves one as it is."""
        half = len(key) // 2 - 1
        telling = min(half, _TELLING)
        starts = key[:telling] in self._starts
        ends = key[: -telling - 1 : -1] in self._ends
        if not starts and not ends:
            return ()
        found: list[str] = []
        for length in (len(key) - 1, len(key), len(key) + 1):
            known = self._by_length.get(length)
            if known and starts:
                found += beginning_with(known.keys, key[:half])
            if known and ends:
                backwards = beginning_with(known.backwards, key[: -half - 1 : -1])
                found += [each[::-1] for each in backwards]
        return found


def beginning_with(keys: Sequence[str], start: str) -> Sequence[str]:
    """Return those of sorted keys that begin so."""
    first = bisect_left(keys, start)
    if first == len(keys) or not keys[first].startswith(start):
        return ()
    return keys[first : bisect_left(keys, start + _AFTER_ALL, first)]


def _parts(ends: Iterable[str]) -> frozenset[str]:
    """Return how words begin, with any number of letters."""
    return frozenset(end[:length] for end in set(ends) for length in range(1, len(end) + 1))


def _by_length(keys: Iterable[str]) -> Mapping[int, _Sorted]:
    found: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        found[len(key)].append(key)
    return MappingProxyType(
        {
            length: _Sorted(sorted(same), sorted(key[::-1] for key in same))
            for length, same in found.items()
        }
    )


def _a_letter_off(left: str, right: str) -> bool:
    """Whether one edit makes two different strings the same (optimal string alignment)."""
    if left == right or not -2 < len(left) - len(right) < 2:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return (
        a[1:] == b[1:]  # wrong
        or a == b[1:]  # too many
        or a[1:] == b  # missing
        or (a[:2] == b[1::-1] and a[2:] == b[2:])  # changed places
    )


@lru_cache(maxsize=4096)
def _nearly_joins(word: str) -> bool:
    """Whether a bare word is one that joins but for a letter: vad."""
    return any(_a_letter_off(word, each) for each in joining_words())
