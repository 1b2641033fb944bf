"""Vietnamese syllables: whether a word is one, and where words glued together come apart.

A written syllable is an optional onset and a rime with at most one tone mark. A word that is no
syllable but a row of syllables, each of which the document writes elsewhere, has lost its spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache

import ontology

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 7  # letters of a syllable: nghiêng


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
def _syllable() -> re.Pattern[str]:
    cues = ontology.cues("syllables")
    return re.compile(f"(?:{'|'.join(cues['onset'])})?(?:{'|'.join(cues['rime'])})")


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) is one well-formed syllable."""
    if len(word) > _LONGEST:
        return False
    lowered = word.lower()
    bare = lowered.translate(_toneless_table())
    marks = sum(a != b for a, b in zip(lowered, bare, strict=True))
    return marks <= 1 and _syllable().fullmatch(bare) is not None


def split_glued(word: str, known: Collection[str] | None) -> tuple[str, ...]:
    """The syllables of ``word`` where it is several glued together, else an empty tuple.

    ``known`` are the lower-case syllables that the document writes apart, None for any. Of several
    ways to part the word the one with the fewest syllables wins, then the first from the left.
    """
    lowered = word.lower()
    best: list[tuple[int, ...] | None] = [None] * (len(word) + 1)
    best[0] = ()
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None or not is_known(lowered[start:end], known):
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = (*before, end)
    cuts = best[-1]
    if cuts is None or len(cuts) < 2:
        return ()
    return tuple(word[a:b] for a, b in zip((0, *cuts), cuts, strict=False))


def is_known(part: str, known: Collection[str] | None) -> bool:
    """Whether ``part`` is a syllable that the document writes apart; single letters are not."""
    return len(part) > 1 and (known is None or part in known) and is_syllable(part)
