"""The directory: agencies by number, in the order of their slugs, and by every name of theirs.

A name of several words is found whatever its spelling (see `graph.search.words.name_key`), by its
beginning, and with one letter wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np

from graph.folding import bare_words
from graph.search.arrays import Flags
from graph.search.mistakes import Mistaken, beginning_with
from graph.search.question import Question
from graph.search.words import bare_key, joining_words, name_key
from ontology import register

_SHORTEST_BEGINNING = 3
"""Words that stand for the whole of a name that begins with them; fewer may be a topic."""

_NO_ONE: tuple[int, ...] = ()

AgencyRow = tuple[str, str, str, int, int, bytes]
"""Slug, office, name, whether it is a group and whether documents name it (0 or 1), facts."""

NameRow = tuple[str, str, str]
"""The key of a name, its words with their diacritics, and the slug of who bears it."""


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
        self._first_words = frozenset(key.partition(" ")[0] for key in self._by_key)
        self._first_pairs = frozenset(" ".join(key.split(" ", 2)[:2]) for key in self._by_key)
        self._mistaken = Mistaken(self._by_key)

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

    def beginnings(self, words: Sequence[str]) -> list[int]:
        """Say at which of some bare words a name may begin, by each and the one after it.

        It is cheap, because hardly any words of a question do.
        """
        first_words, joining = self._first_words, joining_words()
        firsts = [n for n, word in enumerate(words) if word in first_words or word in joining]
        return [n for n in firsts if self._may_begin(*words[n : n + 2])]

    def _may_begin(self, first: str, second: str = "") -> bool:
        pairs, joining = self._first_pairs, joining_words()
        known = first in pairs or f"{first} {second}" in pairs
        return known or first in joining or second in joining

    def begun(self, question: Question) -> tuple[int, ...]:
        """Return the agencies of the one office whose name begins with a question's words.

        Only those that documents name are thought of.
        """
        if len(question) < _SHORTEST_BEGINNING:
            return _NO_ONE
        found = {
            number
            for key in beginning_with(self._named_in_writing, f"{question.key} ")
            for number in _different(self._by_key[key])
            if self.written[number]
        }
        offices = {self._offices[number] for number in found}
        return tuple(sorted(found)) if len(offices) == 1 else _NO_ONE

    def meant(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return the agencies that bare words name but for one letter, none where they name one.

        Several are returned where several are as near.
        """
        near = self._mistaken.near(words)
        if not near or bare_key(words) in _register_keys():
            return _NO_ONE
        return _different(each for known in near for each in self._by_key[known])

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
