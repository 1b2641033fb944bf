"""Words as they are sought: as typed, or bare of what a reader may leave out when typing.

Bare words are for finding only. Kinds of document must not be made bare: HĐ and HD differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from extract.folding import fold
from graph.folding import bare, bare_words
from ontology import cues


class _Letters(dict[int, str]):
    """Code point to what stands for it in words: itself, or a space; filled as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character.isalnum() else " "
        return self[code]


_LETTERS = _Letters()


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in NFC or NFD as they stand: runs of letters and digits."""
    return tuple(unicodedata.normalize("NFC", text).translate(_LETTERS).split())


def exact_words(text: str) -> tuple[str, ...]:
    """Return the words of a text with their diacritics, hoà as hòa (see `extract.folding`)."""
    return words(fold(unicodedata.normalize("NFC", text)))


def name_key(name: str) -> str:
    """Return what the spellings of a name share: its bare words but for those that join."""
    return bare_key(bare_words(name))


def bare_key(words: Iterable[str]) -> str:
    """Return the key of a name by its bare words."""
    joining = joining_words()
    return " ".join([word for word in words if word not in joining])


@cache
def joining_words() -> frozenset[str]:
    """Return the bare words that join the parts of a name and are often left out (và)."""
    return frozenset(bare(phrase) for phrase in cues("search")["connective"])
