"""Vietnamese syllables: whether a word is one, and where words glued together come apart.

A written syllable is an optional onset and a rime with at most one tone mark. A word that is no
syllable but a row of syllables, each of which the document writes elsewhere, has lost its spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from functools import cache, lru_cache
from operator import ne

import ontology

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 7  # letters of a syllable: nghiêng
_NEVER = 1 << 30  # more syllables than any word has


@cache
def _toneless_table() -> dict[int, str]:
    table = {}
    for code in [*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]:
        parts = unicodedata.normalize("NFD", chr(code))
        if any(tone in parts for tone in _TONES):
            bare = "".join(c for c in parts if c not in _TONES)
            table[code] = unicodedata.normalize("NFC", bare)
    return table


@cache
def _toneless_syllables() -> frozenset[str]:
    cues = ontology.cues("syllables")
    return frozenset(onset + rime for onset in ("", *cues["onset"]) for rime in cues["rime"])


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) is one well-formed syllable."""
    if len(word) > _LONGEST:
        return False
    lowered = word.lower()
    bare = lowered.translate(_toneless_table())
    return bare in _toneless_syllables() and sum(map(ne, lowered, bare)) <= 1


def split_glued(word: str, known: Container[str] | None) -> tuple[str, ...]:
    """The syllables of ``word`` where it is several glued together, else an empty tuple.

    ``known`` are the lower-case syllables that the document writes apart, None for any. Of several
    ways to part the word the one with the fewest syllables wins, then the first from the left.
    """
    lowered = word.lower()
    fewest = [0] + [_NEVER] * len(word)  # syllables up to each place, and where the last begins
    begins = [0] * (len(word) + 1)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end - 1):  # single letters are none
            part = lowered[start:end]
            if (
                fewest[start] + 1 < fewest[end]
                and (known is None or part in known)
                and is_syllable(part)
            ):
                fewest[end], begins[end] = fewest[start] + 1, start
    if not 2 <= fewest[-1] < _NEVER:
        return ()
    parts, end = [], len(word)
    while end:
        parts.append(word[begins[end] : end])
        end = begins[end]
    return tuple(reversed(parts))
