"""Words as they are sought: as typed, or bare of what a reader may leave out when typing.

Bare words are for finding only. Kinds of document must not be made bare: HĐ and HD differ.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from extract.folding import fold
from ontology import cues

_STROKES = {"đ": "d", "ð": "d"}


class _BareLetters(dict[int, str]):
    """Code point to its bare letter, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).lower()[0]
        base = unicodedata.normalize("NFD", letter)[0]
        bare_letter = _STROKES.get(base, base) if base.isalnum() else " "
        self[code] = bare_letter
        return bare_letter


_BARE_LETTERS = _BareLetters()


def bare(text: str) -> str:
    """Lower case without diacritics, đ as d, a space for anything but letters and digits.

    For text in NFC the result has the length of the text, so that a place in one is the same place
    in the other.
    """
    return text.translate(_BARE_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in NFC or NFD as they stand: runs of letters and digits."""
    text = unicodedata.normalize("NFC", text)
    return tuple("".join(c if c.isalnum() else " " for c in text).split())


def bare_words(text: str) -> tuple[str, ...]:
    """Return the bare words of a text."""
    return tuple(map(bare, words(text)))


def exact_words(text: str) -> tuple[str, ...]:
    """Return the words of a text with their diacritics, hoà as hòa (see `extract.folding`)."""
    return tuple(map(fold, words(text)))


def name_key(name: str) -> str:
    """Return what the spellings of a name share: its bare words but for those that join."""
    joining = _joining_words()
    return " ".join(word for word in bare_words(name) if word not in joining)


@cache
def _joining_words() -> frozenset[str]:
    return frozenset(bare(phrase) for phrase in cues("search")["connective"])
