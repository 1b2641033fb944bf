"""Letters bare of what a reader may leave out when typing: case, diacritics, the stroke of đ.

For finding only: HĐ and HD are kinds of document that differ.
"""

from __future__ import annotations

import unicodedata

_STROKES = {"đ": "d", "ð": "d"}


class _BareLetters(dict[int, str]):
    """Code point to its bare letter, or a space; filled as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character.lower()[0])[0]
        self[code] = _STROKES.get(base, base) if character.isalnum() else " "
        return self[code]


class _Folded(dict[int, str]):
    """Code point to what is left of it without case and diacritics; filled as they are met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code).lower())
        base = "".join(part for part in parts if not unicodedata.combining(part))
        self[code] = _STROKES.get(base, base)
        return self[code]


_BARE_LETTERS = _BareLetters()
_FOLDED = _Folded()


def bare(text: str) -> str:
    """Lower case without diacritics, đ as d, a space for anything but letters and digits.

    For text in NFC the result has the length of the text, so that a place in one is the same place
    in the other.
    """
    return text.translate(_BARE_LETTERS)


def bare_words(text: str) -> tuple[str, ...]:
    """Return the bare words of a text."""
    return tuple(bare(unicodedata.normalize("NFC", text)).split())


def without_marks(text: str) -> str:
    """Return a text in lower case without diacritics, đ as d; all else stays as it is."""
    return text.translate(_FOLDED)
