"""The directory: agencies by number, in the order of their slugs, and by every name of theirs.

A name of several words is found whatever its spelling (see `graph.search.words.name_key`), by its
beginning, and with one letter wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np

from graph.folding import bare_words
from graph.search.arrays import Flags
from graph.search.question import Question
from graph.search.words import bare_key, joining_words, name_key
from ontology import register

_SHORTEST_BEGINNING = 3
"""Words that stand for the whole of a name that begins with them; fewer may be a topic."""

_SHORTEST_MISTAKEN = 8
"""Letters of a name in which one may be wrong; in a shorter one it makes another word."""

_TELLING = 8
"""Letters at either end of a name that soon tell a question that is like none."""

_AFTER_ALL = "\U0010ffff"
_NO_ONE: tuple[int, ...] = ()

AgencyRow = tuple[str, str, str, int, int, bytes]
"""Slug, office, name, whether it is a group and whether documents name it (0 or 1), facts."""

NameRow = tuple[str, str, str]
"""The key of a name, its words with their diacritics, and the slug of who bears it."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Keys of one length, in order, and in the order of their endings (each backwards)."""

    keys: Sequence[str]
    backwards: Sequence[str]


class Directory:
    """All agencies; nothing in it changes, so that threads may share it."""

    def __init__(self, agencies: Iterable[AgencyRow], names: Iterable[NameRow]) -> None:
        """Take agencies in the order of their slugs, and their names."""
        rows = tuple(agencies)
        self.slugs = tuple(row[0] for row in rows)
        self._offices = tuple(row[1] for row in rows)
        self.names = tuple(row[2] for row in rows)
        self.groups: Flags = np.array([row[3] for row in rows], bool)
        self.written = tuple(bool(row[4]) for row in rows)
        self.facts = tuple(row[5] for row in rows)
        self._numbers = MappingProxyType({slug: number for number, slug in enumerate(self.slugs)})
        of_office: dict[str, list[int]] = defaultdict(list)
        for number, office in enumerate(self._offices):
            of_office[office].append(number)
        self._of_office = MappingProxyType({k: tuple(v) for k, v in of_office.items()})
        self._by_key = self._keyed(names)
        self._named_in_writing = sorted(
            key for key, found in self._by_key.items() if any(self.written[n] for _, n in found)
        )
        self._by_length = _by_length(self._by_key)
        self._starts = _parts(key[:_TELLING] for key in self._by_key)
        self._ends = _parts(key[: -_TELLING - 1 : -1] for key in self._by_key)
        self._first_words = frozenset(key.partition(" ")[0] for key in self._by_key)

    def __len__(self) -> int:
        return len(self.slugs)

    def of(self, name: str) -> tuple[int, ...]:
        """Return the agency of a slug and those of an office, in order."""
        own = self._numbers.get(name)
        offices = self._of_office.get(name, _NO_ONE)
        return offices if own is None or own in offices else tuple(sorted((own, *offices)))

    def listed(self, name: str) -> tuple[int, ...]:
        """Return the agency of a slug, and those of an office that documents name, in order."""
        return tuple(n for n in self.of(name) if self.written[n] or self.slugs[n] == name)

    def named(self, question: Question) -> tuple[int, ...]:
        """Return the agencies that a question names.

        One word with diacritics must be the very symbol: CAT is Công an tỉnh, cát is sand.
        """
        found = self._by_key.get(question.key)
        if found is None:
            return _NO_ONE
        if len(question) > 1 or question.exact == question.bare:
            return _different(found)
        exact = " ".join(question.exact)
        return _different(each for each in found if each[0] == exact)

    def may_begin(self, word: str) -> bool:
        """Whether a name may begin with a bare word."""
        return word in self._first_words or not bare_key((word,))

    def begun(self, question: Question) -> tuple[int, ...]:
        """Return the agencies of the one office whose name begins with a question's words.

        Only those that documents name are thought of.
        """
        if len(question) < _SHORTEST_BEGINNING:
            return _NO_ONE
        found = {
            number
            for key in _beginning(self._named_in_writing, f"{question.key} ")
            for number in _different(self._by_key[key])
            if self.written[number]
        }
        offices = {self._offices[number] for number in found}
        return tuple(sorted(found)) if len(offices) == 1 else _NO_ONE

    def meant(self, question: Question) -> tuple[int, ...]:
        """Return the agencies that a question names but for one letter, none where it names one.

        A letter is wrong, missing, too many, or has changed places with the next. Several are
        returned where several are as near.
        """
        if len(question) < 2:
            return _NO_ONE
        key = question.key
        if len(key) - key.count(" ") < _SHORTEST_MISTAKEN:
            return _NO_ONE
        near = [known for known in self._resembling(key) if _a_letter_off(known, key)]
        for place, word in enumerate(question.bare):
            if _nearly_joins(word):
                known = question.without(place, place + 1).key
                if known in self._by_key:
                    near.append(known)
        if not near or key in _register_keys():
            return _NO_ONE
        return _different(each for known in near for each in self._by_key[known])

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
                found += _beginning(known.keys, key[:half])
            if known and ends:
                backwards = _beginning(known.backwards, key[: -half - 1 : -1])
                found += [each[::-1] for each in backwards]
        return found

    def _keyed(self, names: Iterable[NameRow]) -> Mapping[str, tuple[tuple[str, int], ...]]:
        by_key: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for key, exact, slug in names:
            by_key[key].append((exact, self._numbers[slug]))
        return MappingProxyType({key: tuple(found) for key, found in by_key.items()})


def starts_a_name(word: str) -> bool:
    """Whether a bare word is the first of some agency's name (so, bo, ban, cong)."""
    return word in _first_words()


def _different(found: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(sorted({number for _, number in found}))


def _beginning(keys: Sequence[str], start: str) -> Sequence[str]:
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


@cache
def _register_keys() -> frozenset[str]:
    """Return the keys of every name that the register knows: none of them is a mistake."""
    return frozenset(
        name_key(spelling)
        for agency in register().agencies.values()
        for spelling in (agency.name, *agency.aliases, *agency.notations, *agency.spellings)
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(
        word for agency in register().agencies.values() for word in bare_words(agency.name)[:1]
    )
